import static moments.lab.Display.*;

// # 3. Why does the learning rate have a ceiling?
//
// *Reading: 40 minutes. Running: 30 seconds.*
//
// Everyone who trains a network meets this number first. Too small, and training takes all night; a
// little too large, and the loss is NaN before the coffee is ready. Where is the border between the two?
// It is not a matter of luck: it is 2 divided by a curvature. You will derive that in four lines, watch
// it at work in a valley, and find it again, to within a per cent, in a small classifier of photographs.
//
// Below the ceiling a second surprise waits. With noisy gradients, as those of mini-batches nearly always
// are, gradient descent at a constant rate does not come to rest. You will work out how large the region
// is in which it wanders, what a larger batch does about it, and why learning rates are made to decay.
//
// You need derivatives, also of a function of two variables (its gradient), and, from the section on
// noise onwards, mean and variance. Two words of linear algebra, *eigenvector* and *eigenvalue*, turn up
// and are explained where they do; nothing after them depends on more than that explanation. The
// learning rate is α here, as in the papers on Adam; elsewhere you will meet it as η or `lr`. All
// letters of the course are in [one table](../../lessons/symbols.md).
//
// *How to read:* where it says **Predict**, write down an answer before you run the next cell.

import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import moments.data.*;
import moments.explore.*;
import moments.lab.ImageRows;
import moments.lesson.*;
import moments.nn.*;
import moments.optim.*;
import moments.tensor.*;

// ## What does one step do on a parabola?
//
// Take the simplest valley, $f(\theta) = \frac{\lambda}{2}\theta^2$. Its lowest point is 0, its slope at
// θ is $g = \lambda\theta$, and its *curvature*, the rate at which the slope changes, is λ everywhere.
// Gradient descent steps against the slope:
//
// $$\theta \leftarrow \theta - \alpha g$$
//
// **Predict:** the curvature is 4 and we start at $\theta = 1$. Where do six steps lead with
// $\alpha = 0.1$, with 0.25, with 0.4, with 0.5 and with 0.6? One of them arrives at once. Which?

double[] descend(double alpha, double lambda, int steps) {
  double[] theta = new double[steps + 1];
  theta[0] = 1;
  for (int t = 1; t <= steps; t++) {
    double g = lambda * theta[t - 1];
    theta[t] = theta[t - 1] - alpha * g;
  }
  return theta;
}

for (double alpha : new double[] {0.1, 0.25, 0.4, 0.5, 0.6}) {
  StringBuilder row = new StringBuilder("α = %.2f: ".formatted(alpha));
  for (double theta : descend(alpha, 4, 6)) {
    row.append("%8.3f".formatted(theta));
  }
  System.out.println(row);
}

// In every row each number is a fixed multiple of the one before it. Here is why.
//
// 1. *Put the slope in.* $\theta_{t+1} = \theta_t - \alpha\lambda\theta_t$.
// 2. *Factor out.* $\theta_{t+1} = (1-\alpha\lambda)\,\theta_t$.
// 3. *Repeat.* $\theta_t = (1-\alpha\lambda)^t\,\theta_0$.
// 4. *Ask when that shrinks.* When $|1-\alpha\lambda| < 1$, which is to say
//    $$0 < \alpha < \frac{2}{\lambda}.$$
//
// That is the ceiling: 2/4 = 0.5 for our parabola. The *product* αλ decides everything:
//
// | αλ | factor 1 − αλ | what you see |
// |---|---|---|
// | between 0 and 1 | between 1 and 0 | creeps down on its own side |
// | 1 | 0 | arrives in one step |
// | between 1 and 2 | between 0 and −1 | jumps from side to side, closer each time |
// | 2 | −1 | back and forth for ever |
// | above 2 | below −1 | back and forth, farther out each time |
//
// Why 2? The slope is that of the point where the step begins, and it is used for the whole step. At
// $\alpha = 1/\lambda$ the step ends at the bottom. A step twice that length climbs the other side to
// exactly the height it came from. Any longer, and it lands higher than it started, where the slope is
// steeper still, and the next step is longer again.
//
// Move the slider through the five cases.

double[] xs = new double[81];
double[] heights = new double[81];
for (int i = 0; i <= 80; i++) {
  xs[i] = -2 + i / 20.0;
  heights[i] = 2 * xs[i] * xs[i];
}

display(Slides.of("α", new double[] {0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.45, 0.49, 0.5, 0.51, 0.55}, alpha -> {
  double[] path = descend(alpha, 4, 8);
  double[] at = Arrays.stream(path).map(x -> 2 * x * x).toArray();
  return Chart.of("Eight steps on a parabola of curvature 4", "θ", "f")
      .line("f = 2θ²", xs, heights)
      .line("SGD", path, at)
      .points("SGD, where it stood", path, at)
      .range(-2, 2, 0, 8);
}));

// ## Is that the optimizer that trains networks?
//
// Yes, exactly. Here is ours for a single weight, and below it the line of the library, which does the
// same for every weight $i$ of a net.

record MySgd(double alpha) {
  double step(double theta, double g) {
    return theta - alpha * g;
  }
}

// ```java
// theta[i] -= alpha * g[i];
// ```
// <sub>[src/moments/optim/Sgd.java](../../src/moments/optim/Sgd.java)</sub>
//
// A thousand random gradients for both (ours in doubles, theirs in floats of about seven digits). A
// `Parameter` of the library holds two arrays of numbers: the weights, `value`, and their gradients,
// `grad`, which the optimizer reads.

Parameter weight = new Parameter("weight", Tensor.of(new float[] {1}, 1));
Sgd theirs = new Sgd(List.of(weight), 0.01);
MySgd mine = new MySgd(0.01);
double theta = 1;
double largest = 0;
Random random = new Random(3);
for (int t = 1; t <= 1000; t++) {
  double g = (float) random.nextGaussian();
  theta = mine.step(theta, g);
  weight.grad().set((float) g, 0);
  theirs.step();
  largest = Math.max(largest, Math.abs(theta - weight.value().get(0)));
}
System.out.println("mine %.4f, theirs %.4f".formatted(theta, weight.value().get(0)));
System.out.println("equal at every step, to five digits: " + (largest < 1e-5));

// The table shows the class at work on our parabola: five steps from 1 with $\alpha = 0.4$. Row $t$ holds
// what step $t$ led to: θ and f after it, the gradient g that it used (taken at the θ of the row above),
// and the change Δ. (We hand over f alone. The table finds g by itself: it evaluates f a tiny bit to the
// left and to the right of θ and divides the difference by the distance, the *central difference* of
// lesson 1.) **Predict** the signs of column Δ first.

display(Stepper.run(x -> 2 * x[0] * x[0], p -> new Sgd(p, 0.4), 5, 1.0));

// ## Whose ceiling counts when there are many?
//
// A network has not one weight but millions. Begin with two:
//
// $$f(\theta_1, \theta_2) = 0.1\,\theta_1^2 + 2\,\theta_2^2$$
//
// is a long valley, flat along $\theta_1$ (curvature 0.2) and steep along $\theta_2$ (curvature 4). (The
// subscripts 1 and 2 number the weights; a subscript $t$ numbers the steps.) The slope along $\theta_1$
// does not depend on $\theta_2$, nor the other way round, so the one step is really two: $\theta_1$ is
// multiplied by $1 - 0.2\alpha$, $\theta_2$ by $1 - 4\alpha$.
//
// **Predict:** by itself, $\theta_1$ would do best with a rate of 1/0.2 = 5. Which rates are stable on
// this valley?

Surface valley = theta -> 0.1 * theta[0] * theta[0] + 2 * theta[1] * theta[1];

for (double alpha : new double[] {0.1, 0.4, 0.49, 0.5, 0.6}) {
  var table = Stepper.run(valley, p -> new Sgd(p, alpha), 20, -5, -2);
  System.out.println("α = %.2f:  θ1 = %.3f  θ2 = %.3f  f = %.4f".formatted(
      alpha,
      table.doubleColumn("θ1").get(20),
      table.doubleColumn("θ2").get(20),
      table.doubleColumn("f").get(20)));
}

// The steepest direction sets the ceiling for all: $2/\lambda_{\max} = 2/4$. With 0.4 the value has come
// down to 0.0890 after twenty steps, and nearly all of that is left over from $\theta_1$, for which the
// rate is too small. With 0.6, $\theta_2$ has diverged to −1673.
//
// And if the valley runs diagonally, so that moving along $\theta_1$ changes the slope along
// $\theta_2$? Turn it by 45° anticlockwise, turn the start with it, and run the same steps:

double r = Math.sqrt(0.5);
Surface diagonal = theta -> valley.at(r * (theta[0] + theta[1]), r * (theta[1] - theta[0]));

var straightRun = Stepper.run(valley, p -> new Sgd(p, 0.4), 20, -5, -2);
var diagonalRun = Stepper.run(diagonal, p -> new Sgd(p, 0.4), 20, -3 * r, -7 * r);
System.out.println("straight: f = %.4f".formatted(straightRun.doubleColumn("f").get(20)));
System.out.println("diagonal: f = %.4f".formatted(diagonalRun.doubleColumn("f").get(20)));

// The same. Gradient descent does not know where the axes point. Every quadratic bowl has axes of its
// own, at right angles to each other (a theorem of linear algebra, which we borrow); along each of them it
// is a plain parabola with a curvature of its own, and SGD multiplies the distance along each by its own
// $1-\alpha\lambda$. (The words for it: $H$ is
// the matrix of all second derivatives, the directions of the axes are its *eigenvectors*, the
// curvatures along them its *eigenvalues*.) So for every quadratic bowl, in any number of dimensions:
//
// $$\alpha < \frac{2}{\lambda_{\max}}$$
//
// (Rules that scale each weight by itself, such as Adam, do depend on where the axes point. That is a
// subject of lesson 5.)
//
// Step through three rates together. Watch the steep direction first, then the flat one.

display(Trajectories.on(valley, -6, 6, -3, 3)
    .named("The valley f = 0.1θ₁² + 2θ₂²")
    .run("rate 0.1", p -> new Sgd(p, 0.1))
    .run("rate 0.4", p -> new Sgd(p, 0.4))
    .run("rate 0.49", p -> new Sgd(p, 0.49))
    .figure(30, -5, -2));

// ## What is the best that one rate can do?
//
// Too high a rate makes the steep direction jump from side to side, too low a rate leaves the flat
// direction where it is. The slower of the two decides, so we want the larger of $|1-\alpha\lambda_{\min}|$ and
// $|1-\alpha\lambda_{\max}|$ to be as small as can be.

double factor(double alpha, double lambda) {
  return Math.abs(1 - alpha * lambda);
}

double[] alphas = new double[61];
double[] flat = new double[61];
double[] steep = new double[61];
for (int i = 0; i <= 60; i++) {
  alphas[i] = i / 100.0;
  flat[i] = factor(alphas[i], 0.2);
  steep[i] = factor(alphas[i], 4);
}

display(Chart.of("What a step leaves of the distance", "α", "factor |1 − αλ|")
    .line("flat, λ = 0.2", alphas, flat)
    .line("steep, λ = 4", alphas, steep)
    .level("no progress", 1)
    .figure());

// The larger of the two is lowest where the lines cross, on the right: there one factor is the negative
// of the other.
//
// $$1-\alpha\lambda_{\min} = -(1-\alpha\lambda_{\max})
// \quad\Longrightarrow\quad \alpha = \frac{2}{\lambda_{\min}+\lambda_{\max}},\qquad
// \text{factor} = \frac{\lambda_{\max}-\lambda_{\min}}{\lambda_{\max}+\lambda_{\min}}
// = \frac{\kappa-1}{\kappa+1}$$
//
// with the *condition number* $\kappa = \lambda_{\max}/\lambda_{\min}$, here 20. So the best rate is
// 0.476, just below the ceiling of 0.5, and every step leaves 0.905 of the distance.
//
// **Predict:** how many steps does it take to come ten times nearer, at κ = 20? At κ = 1,000?

double stepsForADigit(double kappa) {
  return Math.log(10) / -Math.log((kappa - 1) / (kappa + 1));
}

for (double kappa : new double[] {1.5, 20, 1000, 1e6}) {
  System.out.println("κ = %,11.1f: %,11.1f steps".formatted(kappa, stepsForADigit(kappa)));
}

// 23 steps for each decimal digit at κ = 20, and 1,151 at κ = 1,000: the number of steps grows in
// proportion to κ. That is the trouble with plain gradient descent in one line: the steepest direction
// sets the ceiling, the flattest takes the longest, and you pay for the ratio of the two. Momentum, in
// lesson 4, pays only for its square root.

// ## Does a real loss have a ceiling too?
//
// The loss of a classifier is not a parabola. But near any point it looks like one, so there should be a
// ceiling *there*. Let us measure one. The library comes with a sample of CIFAR-10; we take its 400
// photographs of aeroplanes and frogs, cut each into 4 × 4 patches, and keep only the mean brightness of
// each patch: 16 numbers. (No colours, no outlines. You will see how far that gets.)

double[] patches(Tensor image) {
  double[] x = new double[17];
  for (int colour = 0; colour < 3; colour++) {
    for (int row = 0; row < 32; row++) {
      for (int column = 0; column < 32; column++) {
        x[row / 8 * 4 + column / 8] += (2 * image.get(colour, row, column) - 1) / (3 * 8 * 8);
      }
    }
  }
  x[16] = 1; // so that its weight is the bias
  return x;
}

Dataset sample = Cifar10.sample().train();
List<double[]> inputs = new ArrayList<>();
List<Integer> isFrog = new ArrayList<>();
for (int i = 0; i < sample.size(); i++) {
  int label = sample.label(i);
  if (label == 0 || label == 6) { // aeroplane, frog
    inputs.add(patches(sample.image(i)));
    isFrog.add(label == 6 ? 1 : 0);
  }
}
int[] all = IntStream.range(0, inputs.size()).toArray();
System.out.println(all.length + " photographs, " + inputs.get(0).length + " weights");

// Here are some of them, first as photographs, then as the model sees them.
//
// **Predict:** from the grey patches alone, what would you go by to tell the two apart?

Tensor asPatches(double... brightness) {
  Tensor image = Tensor.zeros(3, 32, 32);
  for (int colour = 0; colour < 3; colour++) {
    for (int row = 0; row < 32; row++) {
      for (int column = 0; column < 32; column++) {
        double grey = (brightness[row / 8 * 4 + column / 8] + 1) / 2;
        image.set((float) grey, colour, row, column);
      }
    }
  }
  return image;
}

Map<String, List<Tensor>> pictures = new LinkedHashMap<>();
for (int label : new int[] {0, 6}) {
  String name = label == 6 ? "frogs" : "aeroplanes";
  for (int i = 0; i < sample.size(); i++) {
    List<Tensor> photographs = pictures.computeIfAbsent(name, key -> new ArrayList<>());
    if (sample.label(i) == label && photographs.size() < 10) {
      photographs.add(sample.image(i));
      pictures.computeIfAbsent(name + ", patches", key -> new ArrayList<>())
          .add(asPatches(patches(sample.image(i))));
    }
  }
}
display(ImageRows.rows(pictures));

// From −1, black, to 1, white, the twelve patches along the border have a mean brightness of 0.17 for
// aeroplanes, with their sky, and of −0.17 for frogs; the four in the middle have 0.03 and −0.16.
//
// The model is *logistic regression*, a net of a single unit: $p = 1/(1+e^{-z})$ with $z = w\cdot x$ is
// the probability of a frog, where $x$ holds the 16 brightnesses and a 1, and $w$ the 17 weights. The
// loss is the mean of $-\ln p$ for the frogs and of $-\ln(1-p)$ for the aeroplanes, and its gradient is
// the mean of $(p - y)\,x$, where $y$ is 1 for a frog and 0 for an aeroplane: what the net said minus what
// was right (lesson 2), times the input. (In the code, both losses
// are $\ln(1+e^{-z})$ with the sign of $z$ turned for the aeroplanes, written so that no exponential
// overflows.)

double score(double[] w, int i) {
  double z = 0;
  for (int j = 0; j < w.length; j++) {
    z += w[j] * inputs.get(i)[j];
  }
  return z;
}

double loss(double... w) {
  double sum = 0;
  for (int i : all) {
    double z = isFrog.get(i) == 1 ? score(w, i) : -score(w, i);
    sum += StrictMath.log1p(StrictMath.exp(-Math.abs(z))) + Math.max(-z, 0);
  }
  return sum / all.length;
}

double[] gradient(double[] w, int... batch) {
  double[] g = new double[w.length];
  for (int i : batch) {
    double p = 1 / (1 + StrictMath.exp(-score(w, i)));
    for (int j = 0; j < w.length; j++) {
      g[j] += (p - isFrog.get(i)) * inputs.get(i)[j] / batch.length;
    }
  }
  return g;
}

// To find the largest curvature at a point we need not write down the matrix $H$. Take the gradient at
// two points on either side of $w$ along a direction $d$ of length 1, at $w + hd$ and $w - hd$. Their
// difference over $2h$ is very nearly $Hd$: it says how fast the gradient changes along $d$. Scale it to
// length 1, use it as the new $d$, and repeat. Each round multiplies the part of $d$ along each axis of
// the bowl by its curvature, so that the axis with the largest soon outgrows all the others. (This is
// *power iteration*; it finds the largest curvature in absolute value, and this loss has no negative
// ones.)

double sharpness(double[] w) {
  double h = 1e-4;
  double[] d = new double[w.length];
  Arrays.fill(d, 1 / Math.sqrt(w.length));
  double lambda = 0;
  for (int k = 0; k < 50; k++) {
    double[] plus = w.clone();
    double[] minus = w.clone();
    for (int j = 0; j < w.length; j++) {
      plus[j] += h * d[j];
      minus[j] -= h * d[j];
    }
    double[] up = gradient(plus, all);
    double[] down = gradient(minus, all);
    double squares = 0;
    for (int j = 0; j < w.length; j++) {
      d[j] = (up[j] - down[j]) / (2 * h);
      squares += d[j] * d[j];
    }
    lambda = Math.sqrt(squares);
    for (int j = 0; j < w.length; j++) {
      d[j] /= lambda;
    }
  }
  return lambda;
}

double[] train(double alpha, int steps) {
  double[] w = new double[17];
  for (int t = 0; t < steps; t++) {
    double[] g = gradient(w, all);
    for (int j = 0; j < w.length; j++) {
      w[j] -= alpha * g[j];
    }
  }
  return w;
}

double[] best = train(10, 5000);
double ceiling = 2 / sharpness(best);
int right = 0;
for (int i : all) {
  right += (score(best, i) > 0) == (isFrog.get(i) == 1) ? 1 : 0;
}
double atStart = sharpness(new double[17]);
System.out.println("at the start:   λ = %.3f, so 2/λ = %.2f".formatted(atStart, 2 / atStart));
System.out.println("at the minimum: λ = %.3f, so 2/λ = %.2f".formatted(2 / ceiling, ceiling));
System.out.println("loss there %.4f, %d of %d right".formatted(loss(best), right, all.length));

// Sixteen brightnesses tell frogs from aeroplanes in four cases out of five, counted on the photographs
// that the model was trained on; new ones may be harder. And there are *two* ceilings: 5.13
// where we start, 11.27 at the minimum. Curvature is local. (At the start the model gives every
// photograph a probability of ½, and that is where this loss is most curved: the second derivative of
// $\ln(1+e^{-z})$ is $p(1-p)$, which is largest at ½.)
//
// This is what it has learned: the weight of each patch, as a picture. Where it is bright, more brightness in that patch,
// with the other fifteen as they are, speaks for a frog; where it is dark, for an aeroplane. Do not look for a dark border
// all round. By itself every patch is brighter in aeroplanes, on average, and yet the two lower corners have the largest
// weights for a frog: a weight says what a patch adds to what the others have told already.

double[] weights = Arrays.copyOf(best, 16);
double heaviest = Arrays.stream(weights).map(Math::abs).max().getAsDouble();
Map<String, List<Tensor>> learned = new LinkedHashMap<>();
learned.put(
    "weights of the patches",
    List.of(asPatches(Arrays.stream(weights).map(x -> x / heaviest).toArray())));
display(ImageRows.rows(learned));

// **Predict:** we train with rates of 90 %, 99 %, 101 % and 130 % of 11.27, from the start, where all of
// them are above the ceiling. Which will settle at the minimum? What will the others do?

for (double share : new double[] {0.9, 0.99, 1.01, 1.3}) {
  StringBuilder row = new StringBuilder("%3.0f %%: loss above the minimum".formatted(100 * share));
  for (int steps : new int[] {1, 10, 100, 1000, 1001, 1002}) {
    row.append("  %.5f".formatted(loss(train(share * ceiling, steps)) - loss(best)));
  }
  System.out.println(row);
}

// The columns are the loss after 1, 10, 100, 1000, 1001 and 1002 steps. Two per cent make the
// difference: 99 % settles, 101 % jumps back and forth between two places for ever. The prediction from
// a parabola holds to within a per cent, *at the minimum*.
//
// What did not happen is instructive too. Nothing diverged to infinity, although the first step was far
// too long. On a parabola the slope grows with the distance; here it does not. The gradient is a mean of
// $(p-y)\,x$, and $p-y$ lies between −1 and 1, so no step can be longer than α times the length of the
// longest $x$, however far out we are: the distance cannot multiply from step to step. And far out the loss
// rises in every direction, so that the steps lead back.
//
// Large networks show something similar. Trained with full batches, their largest curvature tends to
// *rise* until it has reached about 2/α, and to hover there, at what Cohen and others have called the
// edge of stability.

// ## Why does SGD never come to rest?
//
// So far every gradient was exact, the mean over all the data. The S in SGD is for *stochastic*: in
// training, each step takes a few examples at random, a *mini-batch*, and their gradient is the true one
// plus an error, a different one each time. The error has mean 0: if each example is equally likely to
// be drawn, the mean over all draws is the mean over all the data, which *is* the true gradient
// (lesson 2). Model it as noise $\sigma\xi_t$, where each $\xi_t$ is drawn independently with mean 0 and
// standard deviation 1:
//
// $$\theta_{t+1} = \theta_t - \alpha(\lambda\theta_t + \sigma\xi_t) = (1-\alpha\lambda)\,\theta_t - \alpha\sigma\,\xi_t$$
//
// Each step does two things: it pulls θ towards 0, by a share of its distance, and kicks it, by an
// amount that does not depend on the distance. Far out the pull wins, near 0 the kick. In between they
// balance, and there SGD wanders about, in what is called its *noise ball*. Here it is, for two weights
// with λ = σ = 1, from $(3, 2)$. The circle has the radius that you are about to derive.

display(Slides.of("α", new double[] {0.02, 0.05, 0.1, 0.2, 0.5, 1}, alpha -> {
  Random kicks = new Random(3);
  double[] theta1 = new double[401];
  double[] theta2 = new double[401];
  theta1[0] = 3;
  theta2[0] = 2;
  for (int t = 1; t <= 400; t++) {
    theta1[t] = theta1[t - 1] - alpha * (theta1[t - 1] + kicks.nextGaussian());
    theta2[t] = theta2[t - 1] - alpha * (theta2[t - 1] + kicks.nextGaussian());
  }
  double[] circle1 = new double[61];
  double[] circle2 = new double[61];
  for (int i = 0; i <= 60; i++) {
    circle1[i] = Math.sqrt(2 * alpha / (2 - alpha)) * StrictMath.cos(i * Math.PI / 30);
    circle2[i] = Math.sqrt(2 * alpha / (2 - alpha)) * StrictMath.sin(i * Math.PI / 30);
  }
  return Chart.of("400 steps of SGD in noise", "θ₁", "θ₂")
      .line("SGD", theta1, theta2)
      .line("root mean square distance", circle1, circle2)
      .range(-4, 4, -3, 3)
      .square();
}));

// How large is the ball? Follow the mean square $s_t = E[\theta_t^2]$, the mean over all that the noise
// might have been:
//
// 1. *Square.* Three terms: the square of the first, the square of the second, and a product of
//    $\theta_t$ with $\xi_t$.
// 2. *Take the mean.* The kick is independent of θ and has mean 0: the product drops out.
//    $$s_{t+1} = (1-\alpha\lambda)^2 s_t + \alpha^2\sigma^2$$
// 3. *Look for the balance,* $s_{t+1} = s_t = s$. As $1-(1-\alpha\lambda)^2 = \alpha\lambda(2-\alpha\lambda)$,
//    $$s = \frac{\alpha\,\sigma^2}{\lambda\,(2-\alpha\lambda)}$$
//
// There is the ceiling again: as αλ approaches 2, the ball grows without bound. And for small rates
// it is $s \approx \alpha\sigma^2/2\lambda$. (Two weights have twice that, hence the circle's $\sqrt{2s}$.)
//
// **Predict:** we halve a small learning rate. Does the *radius* of the ball, $\sqrt s$, shrink to about
// 0.5, 0.71 or 0.25 of what it was?

double radius(double alpha, double lambda, double sigma) {
  return Math.sqrt(alpha * sigma * sigma / (lambda * (2 - alpha * lambda)));
}

double measuredRadius(double alpha, double lambda, double sigma) {
  Random noise = new Random(3);
  double theta = 0;
  double squares = 0;
  for (int t = 0; t < 500_000; t++) {
    theta -= alpha * (lambda * theta + sigma * noise.nextGaussian());
    squares += theta * theta;
  }
  return Math.sqrt(squares / 500_000);
}

for (double alpha : new double[] {0.05, 0.1, 0.2, 1, 1.9}) {
  System.out.println("α = %.2f: radius %.2f, measured %.2f".formatted(
      alpha, radius(alpha, 1, 1), measuredRadius(alpha, 1, 1)));
}

// About 0.71, the root of a half. Half the rate doubles the time it takes to get there and takes less
// than a third off the radius: a poor trade far out, and worth it only close in. It is not the only way
// to a smaller ball. The next section averages the noise over a larger batch; and one can average the
// *weights* of the last steps, which wander about the minimum on all sides (Polyak and Juditsky; §7.2 of
// the Adam paper). The figure shows three rates, the mean square over time from the recursion of step 2,
// on a logarithmic scale. The largest rate falls fastest and stops first. (A `Schedule` says what α is
// at step $t$; these are constant, later ones will not be.)

double[] meanSquares(Schedule alpha, double from, int steps) {
  double[] s = new double[steps + 1];
  s[0] = from;
  for (int t = 1; t <= steps; t++) {
    double a = alpha.at(t);
    s[t] = (1 - a) * (1 - a) * s[t - 1] + a * a; // λ = σ = 1
  }
  return s;
}

display(Chart.of("Pull and kick: three constant rates", "step", "mean square distance E[θ²]")
    .line("α = 0.5", meanSquares(Schedule.constant(0.5), 100, 400))
    .line("α = 0.1", meanSquares(Schedule.constant(0.1), 100, 400))
    .line("α = 0.02", meanSquares(Schedule.constant(0.02), 100, 400))
    .logY()
    .figure());

// What does the ball cost in loss? $\frac{\lambda}{2}s$, which is $\alpha\sigma^2/(4-2\alpha\lambda)$ and,
// for small αλ, just
//
// $$\text{extra loss} \approx \frac{\alpha\,\sigma^2}{4}.$$
//
// The curvature has dropped out! Along a flat direction θ strays farther, but straying costs less there.
// So with many weights we need not know their curvatures: we add up the noise of all of them.

// ## What does a larger batch buy?
//
// A mini-batch of $B$ photographs averages $B$ gradients. The mean of $B$ independent draws has a
// variance $B$ times smaller (draw each photograph from all 400, so that they are independent), and
// everything above holds with $\sigma^2/B$:
//
// $$\text{extra loss} \approx \frac{\alpha\,\sigma^2}{4B}$$
//
// Let us test that on our frogs. σ² is the variance of the gradients of single photographs, added up over
// all weights, at the minimum.
//
// **Predict:** 16 photographs instead of 1 in each step, at the same α. What becomes of the extra loss?

double noise = 0;
for (int i : all) {
  for (double g : gradient(best, i)) {
    noise += g * g / all.length; // their mean is 0 at the minimum
  }
}
System.out.println("σ² = %.3f".formatted(noise));

double[] batchStep(double[] w, double alpha, int batch, Random random) {
  double[] g = gradient(w, random.ints(batch, 0, all.length).toArray());
  double[] next = w.clone();
  for (int j = 0; j < w.length; j++) {
    next[j] -= alpha * g[j];
  }
  return next;
}

double extraLoss(double alpha, int batch) {
  Random random = new Random(3);
  double[] w = best;
  double sum = 0;
  for (int t = 1; t <= 10_000; t++) {
    w = batchStep(w, alpha, batch, random);
    sum += t % 20 == 0 ? loss(w) - loss(best) : 0;
  }
  return sum / 500;
}

for (int batch : new int[] {1, 4, 16, 64}) {
  System.out.println("B = %2d: %.4f expected, %.4f measured".formatted(
      batch, 0.5 * noise / (4 * batch), extraLoss(0.5, batch)));
}

// Nearly nineteen times less, where the formula says sixteen. It was derived for a parabola with the same noise
// everywhere, and for this loss it is right to within a quarter. Part of what it is off by is the αλ that was left out.
// The rest, which matters for small batches, is perhaps that far from the minimum neither the curvature nor the noise is
// what it is there.
//
// Is a large batch better, then? Count photographs, not steps: a batch of 64 costs 64 times as much. We
// give each of four runs 64,000 photographs: one at a time with α = 0.05; 64 at a time with the same rate; 64 at a time
// with 64 times the rate; 256 at a time with 256 times the rate. **Predict** which of the four will be the lowest at the
// end, and which the highest.

double[][] journey(double alpha, int batch, int photographs) {
  Random random = new Random(3);
  double[] w = new double[17];
  int points = 50;
  double[] seen = new double[points + 1];
  double[] extra = new double[points + 1];
  for (int k = 0; k <= points; k++) {
    seen[k] = (double) photographs / points * k;
    extra[k] = loss(w) - loss(best);
    for (int t = 0; t < photographs / points / batch; t++) {
      w = batchStep(w, alpha, batch, random);
    }
  }
  return new double[][] {seen, extra};
}

Chart race =
    Chart.of("The same 64,000 photographs, four ways", "photographs seen", "loss above the minimum");
double[][] runs = {{0.05, 1}, {0.05, 64}, {3.2, 64}, {12.8, 256}};
Map<String, double[]> extras = new LinkedHashMap<>();
for (double[] run : runs) {
  String name = "B = %.0f, α = %s".formatted(run[1], run[0]);
  double[][] path = journey(run[0], (int) run[1], 64_000);
  race.line(name, path[0], path[1]);
  extras.put(name, path[1]);
}
display(race.logY().figure());

// Single photographs are quick, soon wander in their noise ball, and end the lowest. With the same rate, batches of 64
// are quiet and slow: they take 64 times fewer steps. The third line turns the lower noise into speed.
// As the noise enters as α/B, 64 times the batch allows 64 times the rate at about the same noise, as long
// as αλ is small, and the line falls as the first does, in one step where the first takes 64; and the 64
// gradients of a batch can be computed at the same time. (Even the bumps agree, as both see the same
// photographs in the same order.) That is the *linear scaling rule* for SGD. Adam has another one (lesson 12).
//
// It ends at the ceiling. 256 photographs with 256 times the rate are at 12.8, above 11.27, and the
// fourth line never settles and ends the highest: a larger batch does not change the curvature. So larger batches save steps
// up to some size and then no more. Below it noise is the limit, which averaging reduces; above it the
// ceiling, which averaging leaves where it is.

// ## Why do learning rates decay?
//
// Because a large rate is needed first and a small one later: large to cover the distance, small to end in
// a small ball.
//
// How fast may it fall? There is a case where we know the perfect answer. Suppose that each gradient is
// $g = \theta - x_t$, where $x_t$ is a noisy reading of some quantity: λ is 1, and the best θ after $t$
// readings is their mean.
//
// **Predict:** is there a schedule $\alpha_t$ with which SGD computes exactly that mean?

double[] readings = {3, 5, 10, 2};
double estimate = 100; // a very bad start
for (int t = 1; t <= 4; t++) {
  double alpha = 1.0 / t;
  estimate -= alpha * (estimate - readings[t - 1]);
  System.out.println("after %d: %.2f".formatted(t, estimate));
}

// $\alpha_t = 1/t$ does it: 3, then 4, then 6, then 5, each the mean of what has been read, and the
// start is forgotten in the first step. It falls slowly enough to get anywhere from anywhere (the sum
// of all its rates is infinite) and fast enough for the kicks to die away (the sum of their squares is
// finite). Robbins and Monro, who invented the method in 1951, asked for these two things. Together
// they are *sufficient*; the second is not necessary, as you will see in a moment.
//
// The best rate is $1/(\lambda t)$, and you do not know λ. Here is the same recursion as before
// with five schedules:

Map<String, Schedule> schedules = new LinkedHashMap<>();
schedules.put("α = 0.5", Schedule.constant(0.5));
schedules.put("α = 0.5/√t", Schedule.inverseSqrt(0.5));
schedules.put("α = 0.5, then a tenth at 500", Schedule.step(0.5, 500, 0.1));
schedules.put("α = 1/t", t -> 1.0 / t);
schedules.put("α = 0.1/t", t -> 0.1 / t);

Chart decay = Chart.of("Five schedules (λ = σ = 1)", "step", "mean square distance E[θ²]");
schedules.forEach((name, schedule) -> {
  double[] s = meanSquares(schedule, 100, 999);
  double[] t = new double[999];
  for (int i = 0; i < 999; i++) {
    t[i] = i + 1;
  }
  decay.line(name, t, Arrays.copyOfRange(s, 1, 1000));
  System.out.println("%-30s %.4f after 999 steps".formatted(name, s[999]));
});
display(decay.logX().logY().figure());

// Look at the last line of the list. $0.1/t$ meets both conditions, so it will arrive, and yet after 999
// steps it is farther out than all the others: it is too low by a factor of ten, and falls faster than it
// gets anywhere. With $c/t$ the pull alone leaves $(1-c\lambda/t)^2$ of the mean square in step $t$, about
// $e^{-2c\lambda/t}$. The product of all of them is about $e^{-2c\lambda\ln t} = t^{-2c\lambda}$, and for a $c$
// below $1/2\lambda$ that falls more slowly than $1/t$.
//
// $1/\sqrt t$ is the cautious choice: it never gets as close as $1/t$ at its best, and still gets there
// when it was set too low. It *violates* the second condition (the squares of its rates add up to
// $1 + \frac12 + \frac13 + \dots$, which has no limit), and converges all the same: it falls so slowly
// that θ is always in the ball of the present rate, $s \approx \alpha_t/2$, and that ball shrinks to 0.
// (It is also the schedule that AdaGrad makes for itself under steady gradients; that is lesson 5.) The
// schedule in steps does what is often done by hand: wait until the ball is reached, then shrink it.

// ## What if you break it?
//
// One per cent above the ceiling. On our valley, where it is 0.5, we take 0.505, and start almost on the
// floor of the valley, at $\theta_2 = 0.001$.
//
// **Predict:** does the loss rise from the first step on? After how many steps would you notice? And
// what comes after a very large number?

var doomed = Stepper.run(valley, p -> new Sgd(p, 0.505), 5000, -5, 0.001);
double[] f = doomed.doubleColumn("f").asDoubleArray();
double[] across = doomed.doubleColumn("θ2").asDoubleArray();
int lowest = 0;
int asBadAsAtFirst = 0;
int infinite = 0;
for (int t = 1; t <= 5000 && infinite == 0; t++) {
  lowest = f[t] < f[lowest] ? t : lowest;
  asBadAsAtFirst = asBadAsAtFirst == 0 && f[t] > f[0] ? t : asBadAsAtFirst;
  infinite = Double.isInfinite(across[t]) ? t : 0;
}
System.out.println("lowest at step %d: f = %.6f".formatted(lowest, f[lowest]));
System.out.println("as high as at the start at step %d".formatted(asBadAsAtFirst));
System.out.println("θ2 at step %d: %s, at the next: %s".formatted(
    infinite, across[infinite], across[infinite + 1]));

display(Chart.of("One per cent above the ceiling", "step", "f")
    .line("SGD, α = 0.505", Arrays.copyOf(f, 501))
    .level("at the start", f[0])
    .logY()
    .figure());

// It *falls*, for 62 steps, to a hundred-thousandth of what it was: the flat direction makes progress,
// and the steep one, multiplied by −1.02 each time, is still too small to be seen. Then it turns. At
// step 355 it is as high as at the start, and some thousands of steps later the floats overflow, infinity
// is subtracted from infinity, and the loss is NaN. A run that begins well has not shown that its rate is
// below the ceiling; and when you see NaN, the cause may lie far back.

// ## Exercise 1: the ceiling of a diagonal bowl
//
// *Warming up.* $f(\theta_1, \theta_2) = \frac12(a\,\theta_1^2 + 2b\,\theta_1\theta_2 + c\,\theta_2^2)$ has the matrix
// of second
// derivatives $\begin{pmatrix} a & b \\ b & c \end{pmatrix}$. Its eigenvalues λ are the solutions of
// $(a-\lambda)(c-\lambda) = b^2$. Write the largest learning rate that is stable on it.
// First **predict:** does $b$ raise the ceiling or lower it? Does its sign matter?

double ceilingOf(double a, double b, double c) {
  return 2 / Math.max(a, c); // your code
}

Exercise one() {
  return Exercise.of("03-why-a-ceiling", 1)
      .expect("a = 0.2, b = 0, c = 4", 0.5, () -> ceilingOf(0.2, 0, 4), 1e-9)
      .expect("a = 2, b = 1, c = 2", 2.0 / 3, () -> ceilingOf(2, 1, 2), 1e-9)
      .expect("a = 2, b = -1, c = 2", 2.0 / 3, () -> ceilingOf(2, -1, 2), 1e-9)
      .expect("the valley turned by 45°: a = c = 2.1, b = 1.9", 0.5, () -> ceilingOf(2.1, 1.9, 2.1), 1e-9)
      .expect("a = 1, b = 2, c = 4", 0.4, () -> ceilingOf(1, 2, 4), 1e-9);
}

display(one());

// ## Exercise 2: a rate for a given ball
//
// *Middling.* You know the curvature λ, the noise σ of a single example and the batch size $B$, and you want SGD to
// stay within a given (root mean square) radius of the minimum. What is the largest learning rate for
// that? **Predict** first: which rate belongs to an infinite radius?

double rateFor(double radius, double lambda, double sigma, int batch) {
  return 2 * lambda * radius * radius / (sigma * sigma); // your code
}

Exercise two() {
  return Exercise.of("03-why-a-ceiling", 2)
      .expect("radius 1, λ = 1, σ = 1, B = 1", 1, () -> rateFor(1, 1, 1, 1), 1e-9)
      .expect("radius 0.1, λ = 4, σ = 2, B = 1", 0.08 / 4.16, () -> rateFor(0.1, 4, 2, 1), 1e-9)
      .expect("radius 0.1, λ = 4, σ = 2, B = 16", 0.08 / 0.41, () -> rateFor(0.1, 4, 2, 16), 1e-9)
      .expect("radius 1e9, λ = 4, σ = 2, B = 1", 0.5, () -> rateFor(1e9, 4, 2, 1), 1e-9)
      .expect(
          "the radius measured for radius 0.3, λ = 2, σ = 3, B = 9",
          0.3,
          () -> measuredRadius(rateFor(0.3, 2, 3, 9), 2, 1),
          0.02);
}

display(two());

// ## Exercise 3: a schedule that fades
//
// *Middling.* $1/t$ remembers every reading for ever, which is wrong if the quantity drifts. Find the schedule for
// which SGD on $g = \theta - x_t$ computes a *weighted* mean of all readings so far, in which each
// reading counts β times as much as the one after it:
// $\theta_t = (x_t + \beta x_{t-1} + \beta^2 x_{t-2} + \dots + \beta^{t-1}x_1)/(1 + \beta + \dots + \beta^{t-1})$.
// **Predict** what the rate tends to for β = 0.9, and what it is for β = 1.

double fading(long t, double beta) {
  return 1.0 / t; // your code
}

double weightedMean(double beta, double... x) {
  double estimate = 100;
  for (int t = 1; t <= x.length; t++) {
    estimate -= fading(t, beta) * (estimate - x[t - 1]);
  }
  return estimate;
}

Exercise three() {
  return Exercise.of("03-why-a-ceiling", 3)
      .expect("readings 7, β = 0.5", 7, () -> weightedMean(0.5, 7), 1e-9)
      .expect("readings 3, 9, β = 0.5", 7, () -> weightedMean(0.5, 3, 9), 1e-9)
      .expect("readings 1, 2, 3, β = 0.5", 17.0 / 7, () -> weightedMean(0.5, 1, 2, 3), 1e-9)
      .expect("readings 3, 5, 10, 2, β = 1", 5, () -> weightedMean(1, 3, 5, 10, 2), 1e-9)
      .expect("the rate at t = 1000, β = 0.9", 0.1, () -> fading(1000, 0.9), 1e-9);
}

display(three());

// When it passes, keep the formula: in lesson 7 you will meet it again under the name of *bias
// correction*.

// ## Exercise 4: diagnose this curve
//
// *Harder.* Gradient descent with α = 0.3 on a bowl of two weights. The loss fell nicely, and then it did not:

double[] seen = {
  100.1, 72.38, 52.37, 37.93, 27.53, 20.06, 14.71, 10.90, 8.239, 6.422, 5.250, 4.586, 4.344, 4.478,
  4.977, 5.858, 7.173, 9.004, 11.47, 14.74, 19.04
};

display(Chart.of("What happened here?", "step", "f").line("SGD, α = 0.3", seen).logY().figure());

// Find out what happened: the two curvatures, and how the loss of 100.1 was divided between them. Your
// method `redrawn` gives $f$ after $t$ steps; it has to lie on the curve. (The loss shows only
// the square of $1-\alpha\lambda$, so two curvatures fit each part. For the part that falls take the smaller one; for the
// part that rises only one can belong to a bowl. Then say what you would change, and to which value.)

double redrawn(int t) {
  double flat = 1; // curvatures
  double steep = 4;
  double inSteep = 50; // the steep direction's part of 100.1
  return (100.1 - inSteep) * Math.pow(1 - 0.3 * flat, 2 * t)
      + inSteep * Math.pow(1 - 0.3 * steep, 2 * t);
}

double offBy() {
  double most = 0;
  for (int t = 0; t <= 20; t++) {
    most = Math.max(most, Math.abs(redrawn(t) / seen[t] - 1));
  }
  return 100 * most;
}

Exercise four() {
  return Exercise.of("03-why-a-ceiling", 4)
      .expect("largest distance from the curve in %, if more than 5", 0, () -> Math.max(offBy() - 5, 0), 1e-9);
}

display(four());

// ## Exercise 5: an open question
//
// You train a network and know neither its curvatures nor its noise. You may run it for a few hundred
// steps, as often as you like, and look at the loss only. How would you find (a) its ceiling, (b) whether
// noise or the ceiling limits you at a given rate, (c) the batch size above which a larger one saves no
// more steps? Try your procedure on the frogs: you know the answers there. (There is no single right one.
// A start: what do two runs that differ in the batch only tell you?)

// ## Summary
//
// 1. On a parabola of curvature λ, a step multiplies the distance by 1 − αλ; above 2/λ it grows.
// 2. The steepest direction sets the ceiling, the flattest the time; you pay for their ratio, κ.
// 3. A real loss has a ceiling at each point; at the frogs' minimum it holds to within a per cent.
// 4. Noise keeps SGD in a ball: an extra loss of about ασ²/4B, so quiet is bought by α or by B.
// 5. A larger batch allows a larger rate, up to the ceiling; a decaying rate shrinks the ball at the end.

// ## Sources
//
// - H. Robbins and S. Monro, *A Stochastic Approximation Method*, 1951: the method, with the conditions
//   on the rates.
// - A. Cauchy, *Méthode générale pour la résolution des systèmes d'équations simultanées*, 1847:
//   gradient descent.
// - L. Bottou, F. E. Curtis and J. Nocedal, *Optimization Methods for Large-Scale Machine Learning*,
//   SIAM Review 2018, arXiv 1606.04838: §4.2 (constant rates and their noise ball, decaying rates).
// - P. Goyal and others, *Accurate, Large Minibatch SGD*, 2017, arXiv 1706.02677: §2.1 (the linear
//   scaling rule).
// - B. Polyak and A. Juditsky, *Acceleration of Stochastic Approximation by Averaging*, SIAM Journal on
//   Control and Optimization 1992: the mean of the weights. D. P. Kingma and J. Ba, *Adam*, 2015,
//   arXiv 1412.6980v9, §7.2.
// - J. Cohen and others, *Gradient Descent on Neural Networks Typically Occurs at the Edge of
//   Stability*, ICLR 2021, arXiv 2103.00065.
// - A. Krizhevsky, *Learning Multiple Layers of Features from Tiny Images*, 2009: the photographs.
// - In this library: [Sgd](../../src/moments/optim/Sgd.java) and
//   [Schedule](../../src/moments/optim/Schedule.java).
//
// **Read next:** lesson 4 remembers old gradients and pays √κ where this one paid κ.

/exit
