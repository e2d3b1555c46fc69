import static moments.lab.Display.*;

// # 4. What does memory buy?
//
// *Reading: 40 minutes. Running: 30 seconds.*
//
// Let a ball roll down a valley and it does what gradient descent cannot: it gathers speed where the
// ground slopes the same way for long. (It also swings from wall to wall; you will see what that costs.) All
// it has that gradient descent lacks is a *velocity*, one remembered number for each
// weight.
//
// What is that number worth? The usual answers, "it smooths" or "it damps oscillation", are half true
// at best. On this page you will work it out: the answer is two roots of a quadratic equation, and on
// the valley of lesson 3 it saves nearly three quarters of the steps. You will also see two things that memory does not
// buy, one of them widely believed.
//
// You need two things from lesson 3: that a step of gradient descent multiplies the distance on a parabola of
// curvature λ by $1-\alpha\lambda$, and the ball in which noise keeps it. Complex numbers appear, but you need only their
// absolute value and, for the swings, their angle. The velocity is called $v$ here, as in PyTorch's documentation and
// much of the
// literature; in the lessons after this one $v$ is something else (see the [table of
// symbols](../../lessons/symbols.md)).

import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import moments.data.*;
import moments.explore.*;
import moments.lesson.*;
import moments.nn.*;
import moments.optim.*;
import moments.tensor.*;

// ## What do the last gradients know?
//
// Here is the valley of lesson 3 again, $f(\theta_1, \theta_2) = 0.1\,\theta_1^2 + 2\,\theta_2^2$, with
// curvature 0.2 along $\theta_1$ and 4 along $\theta_2$, and gradient descent at the best of all single
// rates, $2/(0.2 + 4)$.
//
// **Predict:** look at the columns `g1` and `g2`, the slopes along $\theta_1$ and $\theta_2$. What do
// their signs do from row to row?

Surface valley = theta -> 0.1 * theta[0] * theta[0] + 2 * theta[1] * theta[1];

display(Stepper.run(valley, p -> new Sgd(p, 2 / 4.2), 6, -5, -2));

// Along the flat $\theta_1$ all gradients have the same sign. Along the steep $\theta_2$ each contradicts
// the one before. A rule that remembers a few of them can tell the two apart without knowing any
// curvature.
//
// So remember: keep a running sum $v$ of the gradients, in which old ones fade by a factor β each step.
//
// $$v \leftarrow \beta v + g$$
//
// **Predict:** with β = 0.9, what does $v$ grow to if every gradient is 1? And if they are
// +1, −1, +1, −1, …?

double fadingSum(double beta, double first, double factor, int steps) {
  double v = 0;
  double g = first;
  for (int t = 0; t < steps; t++) {
    v = beta * v + g;
    g *= factor;
  }
  return v;
}

System.out.println("all 1:         %.2f".formatted(fadingSum(0.9, 1, 1, 200)));
System.out.println("+1, -1, +1, …: %.2f or %.2f".formatted(
    fadingSum(0.9, 1, -1, 201), fadingSum(0.9, 1, -1, 200)));

// 10 against about half. The sum of $1 + \beta + \beta^2 + \dots$ is $1/(1-\beta)$, that of
// $1 - \beta + \beta^2 - \dots$ is $1/(1+\beta)$. Where gradients agree, $v$ is ten times a gradient;
// where they alternate, it is 0.53 of one. If the gradients stayed as they are, stepping by $v$ instead of $g$
// would give the flat direction 19 times as much out of each gradient as the steep one. They do not stay: they
// depend on the steps. So we have to compute.

// ## Can you write it in two lines?
//
// $$v \leftarrow \beta v + g \qquad \theta \leftarrow \theta - \alpha v$$

class MyMomentum {
  final double alpha, beta;
  double v;

  MyMomentum(double alpha, double beta) {
    this.alpha = alpha;
    this.beta = beta;
  }

  double step(double theta, double g) {
    v = beta * v + g;
    return theta - alpha * v;
  }
}

// The library's two lines, for every weight $i$. It calls the factor μ, as PyTorch and much of the
// literature do; we say β, because Adam's β₁ will descend from it. (The comparisons on this page are to five
// digits and not to the last bit: we compute in doubles, the library in floats.)
//
// ```java
// v[i] = mu * v[i] + g[i];
// theta[i] -= alpha * v[i];
// ```
// <sub>[src/moments/optim/Momentum.java](../../src/moments/optim/Momentum.java)</sub>

Parameter weight = new Parameter("weight", Tensor.of(new float[] {1}, 1));
Momentum theirs = new Momentum(List.of(weight), 0.01);
MyMomentum mine = new MyMomentum(0.01, 0.9);
double theta = 1;
double largest = 0;
Random random = new Random(4);
for (int t = 1; t <= 1000; t++) {
  double g = (float) random.nextGaussian();
  theta = mine.step(theta, g);
  weight.grad().set((float) g, 0);
  theirs.step();
  largest = Math.max(largest, Math.abs(theta - weight.value().get(0)));
}
System.out.println("mine %.4f, theirs %.4f".formatted(theta, weight.value().get(0)));
System.out.println("equal at every step, to five digits: " + (largest < 1e-5));

// Watch it on $f(\theta) = \theta^2/2$ from $\theta = 1$ with $\alpha = 0.1$. **Predict:** the first step
// is that of gradient descent, to 0.9. Is the second longer or shorter, although the slope is less?

display(Stepper.run(x -> x[0] * x[0] / 2, p -> new Momentum(p, 0.1), 6, 1.0));

// Longer: −0.18. The new slope of 0.9 is added to 0.9 of the old 1. For four steps the gradients shrink
// from row to row and $v$ grows nevertheless: the ball gathers speed downhill. In the fifth it overshoots
// the minimum. Remember that one.

// ## How long is a step now?
//
// On a steady slope of 1, the velocity after $t$ steps is
// $1 + \beta + \dots + \beta^{t-1} = (1-\beta^t)/(1-\beta)$, and a step is α times that. In the end it is
//
// $$\frac{\alpha}{1-\beta}$$
//
// long: the *effective* learning rate. Another way to see it: each single gradient goes on pushing,
// with $\alpha$, then $\alpha\beta$, then $\alpha\beta^2$, …; all its pushes together make
// $\alpha/(1-\beta)$.
//
// **Predict:** how many steps does it take, with β = 0.9, until nine tenths of the full speed are
// reached?

MyMomentum roller = new MyMomentum(1, 0.9);
double place = 0;
for (int t = 1; t <= 50; t++) {
  double before = place;
  place = roller.step(place, 1);
  if (t == 1 || t == 2 || t == 10 || t == 22 || t == 50) {
    System.out.println("step %2d: %.2f α".formatted(t, before - place));
  }
}

// It takes 22. So a default of 0.9 means: ten times the learning rate, after a run-up of some twenty
// steps. Keep that in mind when you see SGD and momentum compared "at the same learning rate of 0.001".
// Their effective rates differ by a factor of ten; we will come back to it with photographs.

// ## What does it do on a parabola?
//
// Gradient descent had one number that changed, θ, and one factor, $1-\alpha\lambda$. Now two numbers
// change together. Take $g = \lambda\theta$, put the first line into the second, and write both as one
// matrix:
//
// $$\begin{pmatrix}\theta\\ v\end{pmatrix} \leftarrow
// \underbrace{\begin{pmatrix}1-\alpha\lambda & -\alpha\beta\\ \lambda & \beta\end{pmatrix}}_{A}
// \begin{pmatrix}\theta\\ v\end{pmatrix}$$
//
// After $t$ steps it is $A^t$, and what $A^t$ does in the long run is told by the *eigenvalues* of $A$:
// the factors $r$ for which some direction is merely multiplied by $r$. (If they are complex, no direction
// is: the pair θ, $v$ then turns as it shrinks, by $|r|$ a step in the long run.) A 2×2 matrix has two of them,
// the roots of $r^2 - (\text{trace})\,r + (\text{determinant}) = 0$.
//
// 1. *Trace,* the sum of the diagonal: $1+\beta-\alpha\lambda$.
// 2. *Determinant:* $(1-\alpha\lambda)\beta + \alpha\beta\lambda = \beta$. The learning rate and the
//    curvature have dropped out!
// 3. *Equation:* $r^2 - (1+\beta-\alpha\lambda)\,r + \beta = 0$.
// 4. *Two cases.* The product of the two roots is β. If they are complex, they are conjugates of each
//    other and have the same absolute value, so it is
//    $$|r| = \sqrt\beta.$$
//    If they are real, one of them is at least as large as $\sqrt\beta$ (in absolute value), as their
//    product is β.
//
// Step 4 is the heart of the matter. As long as the roots are complex, *every direction shrinks at the
// same rate*, flat or steep. When are they? When the trace is less than $2\sqrt\beta$ in absolute value:
//
// $$(1-\sqrt\beta)^2 < \alpha\lambda < (1+\sqrt\beta)^2$$
//
// Above that window the roots are real again, and at $r = -1$ the distance no longer shrinks: putting
// −1 into the equation gives $2 + 2\beta - \alpha\lambda = 0$. So there is a ceiling still, but a higher
// one than before:
//
// $$\alpha < \frac{2(1+\beta)}{\lambda}$$
//
// **Predict:** β = 0.4. Sort the products αλ = 0.05, 0.5, 1, 2.5 and 2.9 by what is left of the distance
// in each step.

double largerRoot(double trace, double determinant) {
  double half = trace / 2;
  double inside = half * half - determinant;
  return inside < 0 ? Math.sqrt(determinant) : Math.abs(half) + Math.sqrt(inside);
}

double factor(double alphaLambda, double beta) {
  return largerRoot(1 + beta - alphaLambda, beta);
}

double measuredFactor(double alphaLambda, double beta) {
  MyMomentum rule = new MyMomentum(alphaLambda, beta); // λ = 1
  double theta = 1;
  double halfway = 0;
  for (int t = 1; t <= 400; t++) {
    theta = rule.step(theta, theta);
    halfway = t == 200 ? Math.hypot(theta, rule.v) : halfway;
  }
  return Math.pow(Math.hypot(theta, rule.v) / halfway, 1.0 / 200);
}

for (double alphaLambda : new double[] {0.05, 0.5, 1, 2.5, 2.9}) {
  System.out.println("αλ = %.2f: %.3f, measured %.3f; SGD %.3f".formatted(
      alphaLambda, factor(alphaLambda, 0.4), measuredFactor(alphaLambda, 0.4), Math.abs(1 - alphaLambda)));
}

// Three of them tie, at $\sqrt{0.4} = 0.632$. At αλ = 2.5, where SGD diverges, momentum is as quick as
// before; at αλ = 1, where SGD arrives at once, it is slower. Memory is a way to be equally good
// across a whole window of curvatures, not a way to be perfect at one of them.
//
// Here are the two roots in the complex plane. Move the slider: they start on the real line, one of them
// at 1 (no progress), meet at the inner circle, run around it as a pair, meet again on the other side,
// and part, until one leaves the outer circle through −1. That is the ceiling.

double[] circle(double radius, boolean sine) {
  double[] points = new double[121];
  for (int i = 0; i <= 120; i++) {
    double angle = 2 * Math.PI * i / 120;
    points[i] = radius * (sine ? StrictMath.sin(angle) : StrictMath.cos(angle));
  }
  return points;
}

double[] alphaLambdas = {0, 0.05, 0.1, 0.135, 0.2, 0.5, 1, 1.4, 1.8, 2.2, 2.5, 2.66, 2.7, 2.8, 2.9};
display(Slides.of("αλ", alphaLambdas, alphaLambda -> {
  double half = (1 + 0.4 - alphaLambda) / 2;
  double inside = half * half - 0.4;
  double real = Math.sqrt(Math.max(inside, 0));
  double imaginary = Math.sqrt(Math.max(-inside, 0));
  double[] x = {half + real, half - real};
  double[] y = {imaginary, -imaginary};
  return Chart.of("The two roots, β = 0.4", "real part", "imaginary part")
      .line("|r| = 1, border of stability", circle(1, false), circle(1, true))
      .line("|r| = √β", circle(Math.sqrt(0.4), false), circle(Math.sqrt(0.4), true))
      .points("momentum, its two roots", x, y)
      .range(-1.5, 1.5, -1.1, 1.1)
      .square();
}));

// ## Which α and β are best?
//
// The window stretches from $(1-\sqrt\beta)^2$ to $(1+\sqrt\beta)^2$. All curvatures of our bowl, from
// $\lambda_{\min}$ to $\lambda_{\max}$, have to fit in after multiplication by α, so the
// quotient of its ends must be at least $\kappa = \lambda_{\max}/\lambda_{\min}$:
//
// $$\left(\frac{1+\sqrt\beta}{1-\sqrt\beta}\right)^2 \ge \kappa$$
//
// More memory than needed only makes the factor $\sqrt\beta$ worse. So take just enough; solve for
// $\sqrt\beta$, and put the steepest direction on the right end of the window:
//
// $$\sqrt\beta = \frac{\sqrt\kappa-1}{\sqrt\kappa+1},\qquad
// \alpha = \frac{(1+\sqrt\beta)^2}{\lambda_{\max}}
// = \left(\frac{2}{\sqrt{\lambda_{\min}}+\sqrt{\lambda_{\max}}}\right)^2$$
//
// Could a pair outside the window do better, with real roots? No. Suppose that a pair has both roots, for
// every curvature, within $|r| \le R$. Their product is β, so $\beta \le R^2$. And a quadratic with
// leading coefficient 1 whose roots lie between $-R$ and $R$, or are complex, is not negative at
// $\pm R$; for ours that says
//
// $$(1-R)\Big(1-\frac\beta R\Big) \;\le\; \alpha\lambda \;\le\; (1+R)\Big(1+\frac\beta R\Big).$$
//
// κ is at most the quotient of the two ends, which grows with β; put in the largest β, which is $R^2$, and
// $\kappa \le \big(\frac{1+R}{1-R}\big)^2$. Solved for $R$, that is
// $R \ge (\sqrt\kappa-1)/(\sqrt\kappa+1)$: nobody is better than our pair.
//
// Compare with the best that gradient descent can do, $(\kappa-1)/(\kappa+1)$: the same formula, with a
// root over κ. **Predict:** κ = 20 gave 0.905. What does it give now? (To check: $\sqrt{20}$ is about
// 4.5.)

double kappa = 4 / 0.2;
double rootBeta = (Math.sqrt(kappa) - 1) / (Math.sqrt(kappa) + 1);
double bestBeta = rootBeta * rootBeta;
double bestAlpha = (1 + rootBeta) * (1 + rootBeta) / 4;
System.out.println("β = %.3f, α = %.3f".formatted(bestBeta, bestAlpha));
System.out.println("flat:  %.3f".formatted(factor(bestAlpha * 0.2, bestBeta)));
System.out.println("steep: %.3f".formatted(factor(bestAlpha * 4, bestBeta)));
System.out.println("SGD:   %.3f".formatted((kappa - 1) / (kappa + 1)));

double lowest = 1;
for (int i = 0; i < 1000; i++) {
  for (int j = 1; j <= 1000; j++) {
    double beta = i / 1000.0;
    double alpha = j / 1000.0;
    lowest = Math.min(lowest, Math.max(factor(alpha * 0.2, beta), factor(alpha * 4, beta)));
  }
}
System.out.println("best of a million other pairs: %.3f".formatted(lowest));

// 0.635, with α = 0.668 and β = 0.403, and of a million other pairs none does better, as proved. (This α
// lies above 0.5, the ceiling of plain gradient descent.) For a decimal digit that makes 5 steps instead
// of 23; at κ = 1,000 it would be 36 instead of 1,151.
//
// That is what memory buys: **the square root of κ**. And it buys it only for a β that fits. Slide β and
// watch the two points, the flat direction and the steep one, with the steep one always put on the right
// end of the window. Where is the higher of the two lowest?

double[] products = new double[201];
for (int i = 0; i <= 200; i++) {
  products[i] = i / 50.0;
}

display(Slides.of("β", new double[] {0.1, 0.2, 0.3, 0.403, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95}, beta -> {
  double alpha = Math.pow(1 + Math.sqrt(beta), 2) / 4;
  double[] ends = {alpha * 0.2, alpha * 4};
  return Chart.of("What a step leaves of the distance", "αλ", "larger root |r|")
      .line("SGD", products, Arrays.stream(products).map(x -> Math.abs(1 - x)).toArray())
      .line("momentum", products, Arrays.stream(products).map(x -> factor(x, beta)).toArray())
      .points("λ = 0.2 and λ = 4", ends, Arrays.stream(ends).map(x -> factor(x, beta)).toArray())
      .level("no progress", 1)
      .range(0, 4, 0, 1.2);
}));

// How much of that arrives in a run? We count the steps until the distance to the minimum has shrunk to
// a millionth.

double[] distances(Supplier<MyMomentum> make, int steps) {
  MyMomentum flat = make.get();
  MyMomentum steep = make.get();
  double theta1 = -5;
  double theta2 = -2;
  double[] distance = new double[steps + 1];
  distance[0] = Math.hypot(theta1, theta2);
  for (int t = 1; t <= steps; t++) {
    theta1 = flat.step(theta1, 0.2 * theta1);
    theta2 = steep.step(theta2, 4 * theta2);
    distance[t] = Math.hypot(theta1, theta2);
  }
  return distance;
}

int stepsToAMillionth(double[] distance) {
  int t = distance.length - 1;
  while (t > 0 && distance[t - 1] < 1e-6 * distance[0]) {
    t--;
  }
  return t;
}

double[] withoutMemory = distances(() -> new MyMomentum(2 / 4.2, 0), 200);
double[] withMemory = distances(() -> new MyMomentum(bestAlpha, bestBeta), 200);
System.out.println("without memory: %d steps, with: %d".formatted(
    stepsToAMillionth(withoutMemory), stepsToAMillionth(withMemory)));

display(Chart.of("The valley at the best rates", "step", "distance to the minimum")
    .line("SGD", Arrays.copyOf(withoutMemory, 61))
    .line("momentum", Arrays.copyOf(withMemory, 61))
    .logY()
    .figure());

// Not the 31 that the factor promises, but 38, and at first SGD is ahead. At the ends of the window the
// two roots coincide, and then the distance falls like $t\,r^t$, not like $r^t$: the factor describes the
// long run, and the first steps are not the long run.

// ## Does the ball stop at the bottom?
//
// It has a velocity when it gets there, so no. **Predict:** momentum with the usual β = 0.9 and
// α = 0.1 on the valley: in how many of the first sixty steps does $f$ *rise*?

var rolling = Stepper.run(valley, p -> new Momentum(p, 0.1), 60, -5, -2);
double[] heights = rolling.doubleColumn("f").asDoubleArray();
int rises = 0;
for (int t = 1; t <= 60; t++) {
  rises += heights[t] > heights[t - 1] ? 1 : 0;
}
System.out.println("f rose in %d of 60 steps".formatted(rises));

// Complex roots turn as they shrink. A root $r = |r|\,(\cos\omega + i\sin\omega)$ goes around once in
// $2\pi/\omega$ steps, and so θ swings about the minimum with that period. Its angle follows from the
// trace, which is twice the real part: $\cos\omega = (1+\beta-\alpha\lambda)/2\sqrt\beta$. Here that
// makes a swing of 9.5 steps along the steep direction, and one of 46 along the flat one. Each swing is
// an *overshoot*: it costs time in a ravine, and it can carry θ over a small bump. So with momentum a
// loss that rises for some steps need not mean that anything is wrong.
//
// Play this one slowly. The third trail is the subject of the next section.

display(Trajectories.on(valley, -6, 6, -3, 3)
    .named("The valley f = 0.1θ₁² + 2θ₂²")
    .run("sgd", p -> new Sgd(p, 0.1))
    .run("momentum", p -> new Momentum(p, 0.1))
    .run("nesterov", p -> new Nesterov(p, 0.1))
    .figure(60, -5, -2));

// ## What if the ball could look ahead?
//
// A ball that is about to roll up the other side should brake *before* it does. Nesterov's idea: you know
// already that the velocity will carry you from φ to about $\varphi - \alpha\beta v$. So measure the
// slope $\nabla f$ there, at the point ahead:
//
// $$v \leftarrow \beta v + \nabla f(\varphi - \alpha\beta v) \qquad \varphi \leftarrow \varphi - \alpha v$$
//
// Training loops do not like this form, as they take the gradient where the weights *are*. The cure is
// to let the weights be the point ahead, $\theta = \varphi - \alpha\beta v$. How does θ move? With $v'$
// for the new velocity,
//
// $$\theta' = \varphi' - \alpha\beta v' = (\varphi - \alpha v') - \alpha\beta v'
// = \theta + \alpha\beta v - \alpha v' - \alpha\beta v' = \theta - \alpha\,(g + \beta v'),$$
//
// as $v' - \beta v$ is just $g$. So we have, with nothing but gradients at θ:
//
// $$v \leftarrow \beta v + g \qquad \theta \leftarrow \theta - \alpha\,(g + \beta v)$$

class MyNesterov extends MyMomentum {
  MyNesterov(double alpha, double beta) {
    super(alpha, beta);
  }

  @Override
  double step(double theta, double g) {
    v = beta * v + g;
    return theta - alpha * (g + beta * v);
  }
}

// ```java
// v[i] = mu * v[i] + g[i];
// theta[i] -= alpha * (g[i] + mu * v[i]);
// ```
// <sub>[src/moments/optim/Nesterov.java](../../src/moments/optim/Nesterov.java)</sub>

weight = new Parameter("weight", Tensor.of(new float[] {1}, 1));
Nesterov library = new Nesterov(List.of(weight), 0.01);
mine = new MyNesterov(0.01, 0.9);
theta = 1;
double farthest = 0;
for (int t = 1; t <= 1000; t++) {
  double g = (float) random.nextGaussian();
  theta = mine.step(theta, g);
  weight.grad().set((float) g, 0);
  library.step();
  farthest = Math.max(farthest, Math.abs(theta - weight.value().get(0)));
}
System.out.println("equal at every step, to five digits: " + (farthest < 1e-5));

// On a parabola the matrix becomes
// $\begin{pmatrix}1-\alpha\lambda(1+\beta) & -\alpha\beta^2\\ \lambda & \beta\end{pmatrix}$, with trace
// $(1+\beta)(1-\alpha\lambda)$ and determinant $\beta(1-\alpha\lambda)$. So where the roots are complex,
//
// $$|r| = \sqrt{\beta\,(1-\alpha\lambda)}.$$
//
// That is the brake: the steeper the direction, the more is taken off each swing. In our figure
// (β = 0.9, α = 0.1) it is 0.735 a step along $\theta_2$ where momentum has 0.949, and 0.939 along
// $\theta_1$.
//
// And the ceiling? **Predict:** we take β = 0.9 and α = 0.36. SGD is stable up to 0.5 on this valley.
// Which of the three diverge?

for (double alpha : new double[] {0.1, 0.36, 0.6, 1}) {
  System.out.println("α = %.2f: SGD %.0e, momentum %.0e, Nesterov %.0e".formatted(
      alpha,
      distances(() -> new MyMomentum(alpha, 0), 300)[300],
      distances(() -> new MyMomentum(alpha, 0.9), 300)[300],
      distances(() -> new MyNesterov(alpha, 0.9), 300)[300]));
}

// At α = 0.36 only Nesterov! (The last two rows are for the other ceilings.) Put $r = -1$ into its
// equation, and out comes $\alpha < \frac{2+2\beta}{1+2\beta}\cdot\frac1\lambda$. With β = 0.9 the three
// ceilings are
//
// | | ceiling of αλ at β = 0.9 |
// |---|---|
// | SGD | 2 |
// | momentum | 3.8 |
// | Nesterov | 1.36 |
//
// A new gradient moves θ by $\alpha(1+\beta)$ at once, nearly twice as far as in the other two. Well below
// its ceiling Nesterov's rule swings less, but it does not win every race: on quadratics with κ = 20, its
// best factor is 0.744 (by Lessard, Recht and Packard's formulas) against 0.635 for plain momentum. Why
// would anyone use it, then? Because losses are not quadratic. We will break momentum with that in a
// moment.

// ## Does it hold on a real loss?
//
// We go back to the 400 aeroplanes and frogs of lesson 3: logistic regression on the brightness of 4 × 4
// patches. The cell repeats its model: inputs, loss, and gradient of a batch.

Dataset sample = Cifar10.sample().train();
List<double[]> inputs = new ArrayList<>();
List<Integer> isFrog = new ArrayList<>();
for (int i = 0; i < sample.size(); i++) {
  int label = sample.label(i);
  if (label == 0 || label == 6) { // aeroplane, frog
    double[] x = new double[17];
    float[] pixels = sample.image(i).data();
    for (int k = 0; k < pixels.length; k++) {
      int row = k / 32 % 32;
      int column = k % 32;
      x[row / 8 * 4 + column / 8] += (2 * pixels[k] - 1) / (3 * 8 * 8);
    }
    x[16] = 1; // so that its weight is the bias
    inputs.add(x);
    isFrog.add(label == 6 ? 1 : 0);
  }
}
int[] all = IntStream.range(0, inputs.size()).toArray();

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

// First with exact gradients, from all photographs. At the minimum the steepest curvature is 0.178 and
// κ is 212; SGD gets α = 10, a little below its ceiling of 11.27.
//
// **Predict:** how many times fewer steps will momentum need, going by $\sqrt\kappa$? Will it be as many?

double minimum = 0;

double[] lossAboveMinimum(Supplier<MyMomentum> make, int batch, int steps, int every) {
  return lossAboveMinimum(make, batch, steps, every, 4);
}

double[] lossAboveMinimum(Supplier<MyMomentum> make, int batch, int steps, int every, long seed) {
  Random draw = new Random(seed);
  MyMomentum[] rules = new MyMomentum[17];
  Arrays.setAll(rules, j -> make.get());
  double[] w = new double[17];
  double[] extra = new double[steps / every + 1];
  for (int t = 0; t <= steps; t++) {
    if (t % every == 0) {
      extra[t / every] = loss(w) - minimum;
    }
    double[] g = gradient(w, batch == all.length ? all : draw.ints(batch, 0, all.length).toArray());
    for (int j = 0; j < 17; j++) {
      w[j] = rules[j].step(w[j], g[j]);
    }
  }
  return extra;
}

int stepsTo(double target, double[] extra) {
  int t = extra.length - 1;
  while (t > 0 && extra[t - 1] < target) {
    t--;
  }
  return t;
}

minimum = lossAboveMinimum(() -> new MyNesterov(5, 0.87), 400, 1000, 1000)[1];
double[] plain = lossAboveMinimum(() -> new MyMomentum(10, 0), 400, 600, 1);
double[] heavy = lossAboveMinimum(() -> new MyMomentum(10, 0.76), 400, 600, 1);
double[] ahead = lossAboveMinimum(() -> new MyNesterov(5, 0.87), 400, 600, 1);
System.out.println("steps to within 0.01 and to within 0.000001 of the minimum");
System.out.println("SGD      %4d %4d".formatted(stepsTo(1e-2, plain), stepsTo(1e-6, plain)));
System.out.println("momentum %4d %4d".formatted(stepsTo(1e-2, heavy), stepsTo(1e-6, heavy)));
System.out.println("Nesterov %4d %4d".formatted(stepsTo(1e-2, ahead), stepsTo(1e-6, ahead)));

display(Chart.of("Frogs and aeroplanes, all photographs in each step", "step", "loss above the minimum")
    .line("SGD, α = 10", Arrays.copyOf(plain, 301))
    .line("momentum, α = 10, β = 0.76", Arrays.copyOf(heavy, 301))
    .line("Nesterov, α = 5, β = 0.87", Arrays.copyOf(ahead, 301))
    .logY()
    .figure());

// Nearly five times fewer for the high precision; $\sqrt{212}$ would be about 15. What is missing is the right α. We
// chose β by κ,
// $((\sqrt\kappa-1)/(\sqrt\kappa+1))^2 = 0.76$, but not the α that goes with it, 19.7. At α = 10 the flattest direction
// lies below the window: a step leaves 0.96 of it where SGD leaves 0.992, and $0.992^5$ is 0.96. With 19.7 the run does
// not arrive at all; after 600 steps it still jumps about, although the ceiling at the minimum is 19.8. (The loss is no
// parabola; what that can do you will see below. From 12 on it is luck: 14, 17 and 19 arrive, 12, 13, 15, 16 and 18 do
// not.) If within 0.01 of the minimum is good enough, the gain is smaller: 18 steps instead of 30.
//
// (Nesterov's α of 5 is a little below $1/\lambda_{\max} = 5.6$ at the minimum, and its β is
// $(\sqrt\kappa-1)/(\sqrt\kappa+1) = 0.87$. There is a theorem about such pairs, which you will meet
// below, but it does not cover this run. It wants the largest curvature *anywhere*, and that is 0.390, at
// the start: α should be at most 2.57, one over it. Even the ceiling of Nesterov's rule there, 3.50, is below 5. That
// this run arrives is an observation, not a theorem.)

// ## Does memory average the noise away?
//
// It is often said that momentum averages gradients and therefore calms the noise. After all, $v$ is a
// weighted sum of gradients, with weights that add up to ten.
//
// **Predict:** batches of four photographs. SGD with α = 0.5, against momentum with α = 0.05 and β = 0.9,
// which has the same effective rate, on the same batches. Which is faster at first? Which is quieter in
// the end?

double secondHalf(double[] extra) {
  return Arrays.stream(extra, extra.length / 2, extra.length).average().getAsDouble();
}

double[] noMemory = lossAboveMinimum(() -> new MyMomentum(0.5, 0), 4, 8000, 20);
double[] memory = lossAboveMinimum(() -> new MyMomentum(0.05, 0.9), 4, 8000, 20);
double[] sameAlpha = lossAboveMinimum(() -> new MyMomentum(0.5, 0.9), 4, 8000, 20);
System.out.println("mean loss above the minimum, steps 4000 to 8000");
System.out.println("SGD,      α = 0.5            %.4f".formatted(secondHalf(noMemory)));
System.out.println("momentum, α = 0.05, β = 0.9  %.4f".formatted(secondHalf(memory)));
System.out.println("momentum, α = 0.5,  β = 0.9  %.4f".formatted(secondHalf(sameAlpha)));
double[] sameEffect = lossAboveMinimum(() -> new MyMomentum(5, 0), 4, 8000, 20);
System.out.println("SGD,      α = 5              %.4f".formatted(secondHalf(sameEffect)));

double[] when = new double[101];
Arrays.setAll(when, i -> 20 * i);
display(Chart.of("Frogs and aeroplanes, batches of four", "step", "loss above the minimum")
    .line("SGD, α = 0.5", when, Arrays.copyOf(noMemory, 101))
    .line("momentum, α = 0.05, β = 0.9", when, Arrays.copyOf(memory, 101))
    .line("momentum, α = 0.5, β = 0.9", when, Arrays.copyOf(sameAlpha, 101))
    .logY()
    .figure());

// Neither, but for the run-up: SGD first gets below 0.1 in 6 steps, momentum in 13. After that the two lines
// cross again and again, a third or so apart at a typical point, but on average neither is ahead, and in the
// noise ball their means agree to within a few per cent. Each gradient is spread over some ten
// steps, but in the end it has moved θ just as far, $\alpha/(1-\beta)$ of itself, noise included. The third line,
// with "the same" α, stands for all comparisons that forget this.
//
// Is that exact? Compute the ball, as in lesson 3. Let $v' = \beta v + \lambda\theta + \sigma\xi$ and
// $\theta' = \theta - \alpha v'$. The kick ξ, with mean 0 and mean square 1, is independent of θ and $v$, so that its
// products with them drop out of every mean. Let $s = E[\theta^2]$ and $q = E[v^2]$, and let nothing change from one
// step to the next:
//
// 1. *Square $\theta'$ and take the mean:* $s = s - 2\alpha E[\theta v'] + \alpha^2q$, so
//    $E[\theta v'] = \frac\alpha2 q$. *Multiply $\theta'$ by $v'$:*
//    $E[\theta'v'] = \frac\alpha2 q - \alpha q = -\frac\alpha2 q$. As nothing changes, that is also $E[\theta v]$.
// 2. *Multiply $v'$ by θ and take the mean:* $\frac\alpha2q = -\beta\frac\alpha2q + \lambda s$, so
//    $s = \frac{\alpha(1+\beta)}{2\lambda}q$.
// 3. *Square $v'$ and take the mean:* $q = \beta^2q - \beta\lambda\alpha q + \lambda^2s + \sigma^2$. Put in
//    step 2, solve for $q$, and write $a = \alpha/(1-\beta)$ for the effective rate:
//
// $$s = \frac{\alpha\sigma^2(1+\beta)}{\lambda(1-\beta)(2(1+\beta)-\alpha\lambda)}
// = \frac{a\,\sigma^2}{\lambda\,\big(2-\frac{\alpha\lambda}{1+\beta}\big)}
// \qquad\text{against}\qquad \frac{a\,\sigma^2}{\lambda\,(2-a\lambda)}$$
//
// for SGD at the rate $a$. While $a\lambda$ is small, the two are the same, about $a\sigma^2/2\lambda$. Near
// SGD's ceiling they are not: there its ball grows without bound, and that of momentum does not. On the
// frogs, at $a = 0.5$, the two cannot be told apart: in this run momentum's ball costs 3 % less, with other draws of the
// batches now less, now more. At $a = 5$, in the last two lines of the list, it costs 0.234 where SGD's costs 0.346.
//
// So memory pays near the *ceiling*: with large batches, little noise, bad conditioning. Where noise
// keeps the rate far below the ceiling, it buys nothing that a larger learning rate would not.

// ## What if you break it?
//
// *Too much memory.* **Predict:** on the valley with α = 0.1, which is best: β = 0, 0.5, 0.75, 0.9 or 0.99?

for (double beta : new double[] {0, 0.5, 0.75, 0.9, 0.99}) {
  double slower = Math.max(factor(0.1 * 0.2, beta), factor(0.1 * 4, beta));
  int steps = stepsToAMillionth(distances(() -> new MyMomentum(0.1, beta), 5000));
  System.out.println("β = %.2f: factor %.3f, %4d steps to a millionth".formatted(beta, slower, steps));
}

// With 0.99 it takes longer than with no memory at all: a step leaves $\sqrt{0.99} = 0.995$ of each
// swing. Once the roots are complex, more memory can only make things worse.
//
// *Negative memory.* Nothing in the formulas forbids a negative β. Would it be good for anything? The
// library does not let you try:

try {
  new Momentum(List.of(weight), Schedule.constant(0.1), -0.5);
} catch (IllegalArgumentException e) {
  System.out.println(e.getMessage());
}

// Our two lines do. **Predict:** with β = −0.5, is the ceiling $2(1+\beta)/\lambda$ higher or lower than
// that of SGD? And is there still a ceiling at β = −1?

for (double beta : new double[] {0, -0.5, -0.9}) {
  double lambda = 4;
  System.out.println("β = %4.1f: ceiling %.2f; at α = 0.3 a step leaves %.2f of θ2".formatted(
      beta, 2 * (1 + beta) / lambda, largerRoot(1 + beta - 0.3 * lambda, beta)));
}

// Half as high, and at −1 it is 0: no rate is stable. Negative memory subtracts gradients that agree and
// adds up those that alternate, which is the opposite of what we want.
//
// *The best α and β, off the parabola.* Here is a valley whose slope is $25\theta$, except that
// it climbs by no more than 1 between θ = 1 and θ = 2. All its curvatures are 1 or 25, so we take the
// best pair for κ = 25: β = 4/9 and α = 1/9.
//
// **Predict:** the minimum is at 0, and we start at 3.3. SGD and Nesterov get there; momentum does not. Does it run away,
// stop somewhere else, or do neither?

double slope(double x) {
  return x < 1 ? 25 * x : x < 2 ? x + 24 : 25 * x - 24;
}

MyMomentum textbook = new MyMomentum(1 / 9.0, 4 / 9.0);
MyMomentum gentle = new MyNesterov(1 / 25.0, 4 / 6.0);
double heavyBall = 3.3;
double lookingAhead = 3.3;
for (int t = 1; t <= 1000; t++) {
  heavyBall = textbook.step(heavyBall, slope(heavyBall));
  lookingAhead = gentle.step(lookingAhead, slope(lookingAhead));
  if (t > 994) {
    System.out.println("step %4d: momentum %6.3f, Nesterov %.3f".formatted(t, heavyBall, lookingAhead));
  }
}

// It cycles: −1.802, 2.116, 0.647, and again, for ever, on a function with a single minimum and not one
// bump. What was derived for parabolas holds for parabolas. (The example is due to Lessard, Recht and
// Packard. For Nesterov's rule with $\alpha = 1/\lambda_{\max}$ and
// $\beta = (\sqrt\kappa-1)/(\sqrt\kappa+1)$ there is a proof that it arrives, on every function whose
// curvatures lie between $\lambda_{\min} > 0$ and $\lambda_{\max}$ everywhere, as they do here. The loss of
// the frogs is no such function: far out its curvature tends to 0.)

// ## Exercise 1: find the bug
//
// *Warming up.* This momentum looks right, and with a small learning rate it even does well. Something is wrong all the
// same. First **predict** from its roots: is its ceiling higher or lower than it should be? Then repair it.

class Rolling {
  double v;

  double step(double theta, double g, double alpha, double beta) {
    double next = theta - alpha * v;
    v = beta * v + g;
    return next;
  }
}

double rolled(double alpha, double beta, double... gradients) {
  Rolling rule = new Rolling();
  double theta = 0;
  for (double g : gradients) {
    theta = rule.step(theta, g, alpha, beta);
  }
  return theta;
}

double onParabola(double alpha, double beta, int steps) {
  Rolling rule = new Rolling();
  double theta = 1;
  for (int t = 0; t < steps; t++) {
    theta = rule.step(theta, theta, alpha, beta);
  }
  return theta;
}

Exercise one() {
  return Exercise.of("04-what-does-memory-buy", 1)
      .expect("one gradient of 1, α = 0.1", -0.1, () -> rolled(0.1, 0.9, 1), 1e-9)
      .expect("gradients 1, 2, α = 0.1, β = 0.9", -0.39, () -> rolled(0.1, 0.9, 1, 2), 1e-9)
      .expect("gradients 1, 0, 0, α = 1, β = 0.5", -1.75, () -> rolled(1, 0.5, 1, 0, 0), 1e-9)
      .expect("θ²/2 after 300 steps, α = 0.2, β = 0.9", 0, () -> onParabola(0.2, 0.9, 300), 1e-5);
}

display(one());

// (*When it passes:* the gradient arrived one step late. Then the determinant is $\beta + \alpha\lambda$
// instead of β, and above $\alpha\lambda = 1-\beta$ it diverges. Here a gradient that comes late lowers the
// ceiling.)

// ## Exercise 2: the door closer
//
// *Middling.* A good door closer shuts a door as fast as possible without letting it swing. Given αλ, write the β
// with which momentum settles fastest on that one parabola. (Above αλ = 1 it cannot help swinging; there, too, one β is
// fastest.) **Predict:** what is it for αλ = 1?

double closer(double alphaLambda) {
  return 0.9; // your code
}

Exercise two() {
  return Exercise.of("04-what-does-memory-buy", 2)
      .expect("αλ = 1", 0, () -> closer(1), 1e-9)
      .expect("αλ = 0.04", 0.64, () -> closer(0.04), 1e-9)
      .expect("αλ = 0.0001", 0.9801, () -> closer(0.0001), 1e-9)
      .expect("αλ = 2.25", 0.25, () -> closer(2.25), 1e-9)
      .expect("factor a step at αλ = 0.25", 0.5, () -> factor(0.25, closer(0.25)), 1e-6);
}

display(two());

// ## Exercise 3: Nesterov as Nesterov wrote it
//
// *Middling.* Write the step in the first form: measure the slope at the point ahead of φ, then update $v$, then φ.
// The slope comes as a function. **Predict:** from the same start, is φ equal to the θ of the library's
// form after the first step?

class Peeking {
  double phi = 1;
  double v;

  void step(DoubleUnaryOperator slope, double alpha, double beta) {
    v = beta * v + slope.applyAsDouble(phi); // your code
    phi -= alpha * v;
  }
}

double phiAfter(int steps) {
  Peeking rule = new Peeking();
  for (int t = 0; t < steps; t++) {
    rule.step(x -> x, 0.1, 0.9);
  }
  return rule.phi;
}

double aheadAfter(int steps) {
  Peeking rule = new Peeking();
  for (int t = 0; t < steps; t++) {
    rule.step(x -> x * x * x, 0.1, 0.9);
  }
  return rule.phi - 0.1 * 0.9 * rule.v;
}

double libraryAfter(int steps) {
  var table = Stepper.run(x -> Math.pow(x[0], 4) / 4, p -> new Nesterov(p, 0.1), steps, 1.0);
  return table.doubleColumn("θ").get(steps);
}

Exercise three() {
  return Exercise.of("04-what-does-memory-buy", 3)
      .expect("φ after 1 step on θ²/2", 0.9, () -> phiAfter(1), 1e-9)
      .expect("φ after 2 steps on θ²/2", 0.729, () -> phiAfter(2), 1e-9)
      .expect("the point ahead, 2 steps on θ⁴/4", libraryAfter(2), () -> aheadAfter(2), 1e-5)
      .expect("the point ahead, 20 steps on θ⁴/4", libraryAfter(20), () -> aheadAfter(20), 1e-5);
}

display(three());

// (*When it passes:* no. After one step φ is at 0.9, and the library's θ, which is the point ahead, at 0.81.)

// ## Exercise 4: diagnose this curve
//
// *Harder.* Somebody trained a single weight on a parabola with momentum and wrote down θ, but neither β nor αλ:

double[] swings = {
  1.0000, 0.7000, 0.2500, -0.1850, -0.4775, -0.5683, -0.4704, -0.2510, -0.0001, 0.2006, 0.3009,
  0.2910, 0.1957, 0.0608, -0.0654, -0.1467, -0.1678, -0.1343, -0.0672, 0.0066
};

display(Chart.of("Which α, which β?", "step", "θ").line("momentum", swings).figure());

// Read two things off the figure, how fast the swings shrink and how long one takes, and find both
// numbers.

double betaOfTheSwings() {
  return 0.9; // your answers
}

double alphaLambdaOfTheSwings() {
  return 0.1;
}

Exercise four() {
  MyMomentum redrawn = new MyMomentum(alphaLambdaOfTheSwings(), betaOfTheSwings());
  double theta = 1;
  double most = 0;
  for (int t = 1; t < swings.length; t++) {
    theta = redrawn.step(theta, theta);
    most = Math.max(most, Math.abs(theta - swings[t]));
  }
  double far = most;
  return Exercise.of("04-what-does-memory-buy", 4)
      .expect("largest distance from the curve, if more than 0.05", 0, () -> far > 0.05 ? far : 0, 1e-9);
}

display(four());

// ## Exercise 5: an open question
//
// You train a network with batches of four and momentum, and a colleague proposes a memory ten times as
// long, $1-\beta$ a tenth of what it was, "because the noise is so strong". What would you predict, at the
// same α, and at the same $\alpha/(1-\beta)$? Which run would convince you that you are wrong? Try it on
// the frogs.

// ## And for a whole net?
//
// In the [assignment](../../lessons/04-what-does-memory-buy/assignment/README.md) you write both rules for
// parameters of many elements, and in the project's folder
//
// ```sh
// mvn -q test -Dlesson=04
// ```
//
// tries them on fifteen tests. Seven of them are named for a mistake. **Predict:** which of these makes
// momentum of Nesterov, or the other way round?

// ## Summary
//
// 1. A fading sum of gradients grows where they agree and cancels where they alternate.
// 2. On a parabola it has two roots with product β; complex ones shrink by √β, whatever the curvature.
// 3. Just enough memory turns κ into √κ; more makes it swing and slows it down, and far too much makes it
//    slower than none.
// 4. Nesterov measures ahead: well below its ceiling its swings die sooner, but that ceiling is lower.
// 5. The effective rate is α/(1−β); far below the ceiling, memory buys no more against noise than that
//    rate would; near the ceiling its ball is smaller.

// ## Sources
//
// - B. Polyak, *Some methods of speeding up the convergence of iteration methods*, 1964: momentum, the
//   best α and β, the root of κ.
// - Y. Nesterov, *A method of solving a convex programming problem with convergence rate O(1/k²)*, 1983;
//   his book *Introductory Lectures on Convex Optimization*, 2004, §2.2, has the constant β and its proof.
// - L. Lessard, B. Recht and A. Packard, *Analysis and Design of Optimization Algorithms via Integral
//   Quadratic Constraints*, SIAM Journal on Optimization 2016, arXiv 1408.3595: best rates on quadratics,
//   and the function on which momentum goes round.
// - I. Sutskever and others, *On the importance of initialization and momentum in deep learning*, 2013:
//   Nesterov's rule as a look-ahead.
// - G. Goh, *Why Momentum Really Works*, Distill 2017: the roots, drawn.
// - In this library: [Momentum](../../src/moments/optim/Momentum.java) and
//   [Nesterov](../../src/moments/optim/Nesterov.java).
// - The equation of the ball is worked out here.
//
// **Read next:** lesson 5 gives each weight a learning rate of its own.

/exit
