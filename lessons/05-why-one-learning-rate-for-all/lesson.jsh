import static moments.lab.Display.*;

// # 5. Why one learning rate for all?
//
// *Reading: 35 minutes. Running: 20 seconds.*
//
// Gradient descent has a single knob, the learning rate $\alpha$, and turns it for every weight alike.
// The steepest direction decides how far the knob may be turned; the flattest has to live with what is
// left. On this page every weight gets a rate of its own, and nobody has to set it: it is read off the
// gradients.
//
// The rule is called AdaGrad, for *adaptive gradient*. It is two lines long, and RMSProp and Adam, the
// subjects of the lessons after this one, start from it. You will derive it, write it, and see
// what it does for a word that turns up once in two hundred sentences. You will also see it fail
// twice. One of the failures is still unsolved in Adam; the other is the reason for lesson 6.
//
// You need gradient descent, $\theta \leftarrow \theta - \alpha g$, and one fact from lesson 3: along
// a direction of curvature $\lambda$, a step multiplies the distance to the minimum by
// $1-\alpha\lambda$. (What AdaGrad remembers is called $v$, like the velocity of lesson 4, and is
// something else: see the [table of symbols](../../lessons/symbols.md).)
//
// *How to read:* at each **Predict**, write down an answer before you run the next cell.

import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import moments.explore.*;
import moments.lesson.*;
import moments.nn.*;
import moments.optim.*;
import moments.tensor.*;

// ## What does one rate cost?
//
// Here is a valley, gentle along $\theta_1$ and steep along $\theta_2$:
//
// $$f(\theta_1, \theta_2) = 0.1\,\theta_1^2 + 2\,\theta_2^2 \qquad \nabla f = (0.2\,\theta_1,\; 4\,\theta_2)$$
//
// The curvatures are 0.2 and 4. With one rate $\alpha$, a step turns $\theta_1$ into
// $(1-0.2\alpha)\,\theta_1$ and $\theta_2$ into $(1-4\alpha)\,\theta_2$. So $\theta_2$ needs an $\alpha$
// below 0.5, or it overshoots further each time; and at 0.5, $\theta_1$ still keeps 0.9 of its distance in
// every step.
//
// **Predict:** with $\alpha = 0.45$, how many steps until both weights are down to a hundredth of where
// they started? And if $\theta_1$ had a rate of 5 and $\theta_2$ one of 0.25?

int stepsToAHundredth(double alpha1, double alpha2) {
  double theta1 = 1;
  double theta2 = 1;
  int steps = 0;
  while (Math.abs(theta1) > 0.01 || Math.abs(theta2) > 0.01) {
    theta1 -= alpha1 * 0.2 * theta1;
    theta2 -= alpha2 * 4 * theta2;
    steps++;
  }
  return steps;
}

System.out.println("0.45 for both:     %2d steps".formatted(stepsToAHundredth(0.45, 0.45)));
System.out.println("5 and 0.25:        %2d step".formatted(stepsToAHundredth(5, 0.25)));

// 49 steps against one. No single rate does much better: the best of them needs 47. The cure is to
// divide each weight's step by its curvature. Four small steps show that this is always allowed, and what
// it means.
//
// 1. *Give each weight its own divisor* $d_i > 0$:
//    $$\theta_i \leftarrow \theta_i - \alpha\, g_i/d_i$$
// 2. *Change the units.* Measure in $z_i = \sqrt{d_i}\,\theta_i$ instead. By the chain rule,
//    $\partial f/\partial z_i = g_i/\sqrt{d_i}$.
// 3. *Look at the step in these units*, multiplying step 1 by $\sqrt{d_i}$:
//    $$z_i \leftarrow z_i - \alpha\,\frac{g_i}{\sqrt{d_i}} = z_i - \alpha\,\frac{\partial f}{\partial z_i}$$
//    It is plain gradient descent with one rate for all. Nothing has changed but the units.
// 4. *Look at the valley in these units.* As $\theta_i^2 = z_i^2/d_i$, its curvatures are now
//    $\lambda_i/d_i$. Choose $d_i = \lambda_i$, and all of them are 1: the valley has become a round
//    bowl, and $\alpha = 1$ leads to its bottom at once.
//
// This is called *preconditioning*, with a *diagonal* preconditioner $d$. And it answers the title:
// one learning rate for all is not the neutral choice that it looks like. It is the choice $d = 1$, a
// bet that in the units of your weights all curvatures are alike.

// ## Which rate would have been best?
//
// Nobody tells us the curvatures of a network's weights. All that we ever get to see is gradients. So
// ask the other way round: a weight has seen the gradients $g_1, \dots, g_T$, and walked with some
// constant rate $a$. Looking back, which $a$ would have been best for it?
//
// Let $\theta_0$ be where it started, $\theta^\star$ where it should go, and
// $D = |\theta_0-\theta^\star|$ the distance between them. Step $t$ uses $g_t$, the gradient at
// $\theta_{t-1}$.
//
// 1. *Square the distance after a step*, $\theta_t-\theta^\star = \theta_{t-1}-\theta^\star-a g_t$:
//    $$(\theta_t-\theta^\star)^2 = (\theta_{t-1}-\theta^\star)^2 - 2a\,g_t(\theta_{t-1}-\theta^\star) + a^2g_t^2$$
// 2. *Solve for the middle term and add up over all steps.* Each distance appears once with a plus and
//    once with a minus, except for the first and the last. The last is a square, so leaving it out
//    can only make the right side larger:
//    $$\sum_t g_t\,(\theta_{t-1}-\theta^\star) \;\le\; \frac{D^2}{2a} + \frac a2 \sum_t g_t^2$$
//    The left side *bounds* what the walk has cost: for a *convex* function, one that lies nowhere below
//    its tangents, $f(\theta_{t-1})-f(\theta^\star)$ is at most $g_t(\theta_{t-1}-\theta^\star)$, summed
//    over the weights if there are several. The cost is that of all places on the way, added up (their
//    *regret*); where the walk ends is another matter, and this says nothing about it.
// 3. *Make the right side small*, with the gradients as they were. Its first part falls with $a$ (too
//    timid), its second grows with $a$ (too rash). Where the derivative is 0 they balance:
//    $$-\frac{D^2}{2a^2} + \frac12\sum_t g_t^2 = 0 \qquad\Longrightarrow\qquad
//    a^\star = \frac{D}{\sqrt{g_1^2+\dots+g_T^2}}$$
//
// There is the root of a sum of squares, and it was not put in by hand. (Another rate would have met
// other gradients, so this is the best rate of the bound, not of the walk. It is a good guess all the
// same.)
//
// **Predict:** the gradients were 3 and 4, and the goal lay at distance 1. What is $a^\star$? What
// would it have been had the gradients been 30 and 40?

double bound(double a, double distance, double... g) {
  double squares = 0;
  for (double x : g) {
    squares += x * x;
  }
  return distance * distance / (2 * a) + a / 2 * squares;
}

for (double a : new double[] {0.1, 0.2, 0.4}) {
  System.out.println("a = %.1f:   at most %.2f".formatted(a, bound(a, 1, 3, 4)));
}
for (double a : new double[] {0.01, 0.02, 0.04}) {
  System.out.println("a = %.2f:  at most %.1f".formatted(a, bound(a, 1, 30, 40)));
}

// 0.2 and 0.02: gradients ten times as large want a rate ten times as small.
//
// Of course we cannot look back before we have started. So, at every step, we take the sum *so far*,
// and for the unknown distance $D$ we write a number that the user has to guess, $\alpha$:
//
// $$v \leftarrow v + g^2 \qquad\qquad \theta \leftarrow \theta - \alpha\,\frac{g}{\sqrt v}$$
//
// This is AdaGrad. That a rate which changes on the way does nearly as well takes a longer proof (Duchi
// et al., Theorem 5, for any α). If no distance on the way exceeds $D$ and $\alpha = D/\sqrt2$, the price
// is a factor of $\sqrt2$ in the bound (their Corollary 6). Note what $\alpha$ has become: $g/\sqrt v$ has no units, so
// $\alpha$ is a *length*, our
// guess of how far a weight has to go.

// ## Can you write it in two lines?
//
// For a single weight:

class MyAdaGrad {
  double alpha = 0.1, eps = 1e-10;
  double v;

  double step(double theta, double g) {
    v += g * g;
    return theta - alpha * g / (Math.sqrt(v) + eps);
  }
}

// The tiny $\varepsilon$ is there for one case only: a weight whose gradients have all been 0 so far
// would divide 0 by 0. Here are the two formulas and, below them, the loop of the library's `AdaGrad`,
// which runs over all elements of a parameter; each has its own $v$. (Duchi and others write $G_{t,ii}$
// for this sum, PyTorch `sum`.)
//
// $$\begin{array}{ll}
// \text{sum of squares} & v \leftarrow v + g^2 \\
// \text{the step} & \theta \leftarrow \theta - \alpha\,g/(\sqrt v + \varepsilon)
// \end{array}$$
//
// ```java
// v[i] += g[i] * g[i];
// theta[i] -= alpha * g[i] / ((float) Math.sqrt(v[i]) + eps);
// ```
// <sub>[src/moments/optim/AdaGrad.java](../../src/moments/optim/AdaGrad.java)</sub>
//
// The same rule? We give both the same thousand random gradients and compare after every step. (Yours
// computes in doubles, the library in floats, which carry about seven digits.)

Parameter weight = new Parameter("weight", Tensor.of(new float[] {1}, 1));
AdaGrad theirs = new AdaGrad(List.of(weight), 0.1);
MyAdaGrad mine = new MyAdaGrad();
double theta = 1;
double largest = 0;
Random random = new Random(5);
for (int t = 1; t <= 1000; t++) {
  double g = (float) random.nextGaussian();
  theta = mine.step(theta, g);
  weight.grad().set((float) g, 0);
  theirs.step();
  largest = Math.max(largest, Math.abs(theta - weight.value().get(0)));
}
System.out.println("mine %.5f, theirs %.5f".formatted(theta, weight.value().get(0)));
System.out.println("equal at every step, to five digits: " + (largest < 1e-5));

// ## What does it do, step by step?
//
// Back to the valley. We start at $(-5, -2)$, where the gradient is $(-1, -8)$, with $\alpha = 1$.
//
// **Predict:** where are we after the first step?

Surface valley = theta -> 0.1 * theta[0] * theta[0] + 2 * theta[1] * theta[1];

display(Stepper.run(valley, p -> new AdaGrad(p, 1), 5, -5, -2));

// Row $t$ shows where we are after step $t$; its g is the gradient that the step used, its v the sum
// after it, and Δ the step.
//
// At $(-4, -1)$. In the first step $v = g^2$, so that $g/\sqrt v$ is $\pm1$, and both weights move by α,
// whether the gradient is −1 or −8. In the second step the gradients are −0.8 and −4. Along $\theta_2$,
// $v = 64 + 16 = 80$, and the step is $4/\sqrt{80} = 0.447$; along $\theta_1$, $v = 1.64$, and the step is
// $0.8/\sqrt{1.64} = 0.625$. The steep direction slows down first, as its gradient has halved, and the
// sum remembers what it was.
//
// Now let it race. Move the slider, or press play: gradient descent at a rate just below its ceiling
// beside AdaGrad, 30 steps each.

display(Trajectories.on(valley, -6, 6, -3, 3)
    .named("The valley f = 0.1θ₁² + 2θ₂²")
    .run("sgd", p -> new Sgd(p, 0.45))
    .run("adagrad", p -> new AdaGrad(p, 1))
    .figure(30, -5, -2));

// Gradient descent jumps from wall to wall, as its one rate is nearly too large for $\theta_2$, and
// creeps along $\theta_1$. AdaGrad curves down to the floor without crossing it, follows it, and is ahead:
// after 30 steps f is 0.0017, where gradient descent has 0.0087.

// ## Does it matter how steep the valley is?
//
// Multiply all the gradients that a weight ever sees by the same $c > 0$. Then $v$ is multiplied by
// $c^2$, its root by $c$, and the quotient $g/\sqrt v$ stays what it was. (ε is too small to count.)
// AdaGrad is *scale-free*: it sees the pattern of the gradients, never their size.
//
// Now take a valley along the axes, $f = \tfrac12(\lambda_1\theta_1^2+\lambda_2\theta_2^2)$. Its gradients
// are $\lambda_1\theta_1$ and $\lambda_2\theta_2$. The curvatures are just such factors $c$, one for each
// weight!
//
// **Predict:** $\kappa = \lambda_2/\lambda_1$ says how much steeper the valley is one way than the
// other. For κ = 1, 20 and 20 million, gradient descent (with the best rate,
// $2/(\lambda_1+\lambda_2)$) and AdaGrad take 8 steps from $(-1, -1)$. For which of the two does κ matter to what is
// left of the distance?

double left(double kappa, Function<List<Parameter>, Optimizer> make) {
  Surface f = theta -> (theta[0] * theta[0] + kappa * theta[1] * theta[1]) / 2;
  var table = Stepper.run(f, make, 8, -1, -1);
  return Math.hypot(table.doubleColumn("θ1").get(8), table.doubleColumn("θ2").get(8));
}

for (double kappa : new double[] {1, 20, 20e6}) {
  double sgd = left(kappa, p -> new Sgd(p, 2 / (1 + kappa)));
  double adaGrad = left(kappa, p -> new AdaGrad(p, 0.5));
  System.out.println("κ = %,10.0f   SGD %.5f   AdaGrad %.5f".formatted(kappa, sgd, adaGrad));
}

// AdaGrad is not affected. On a valley along the axes it takes the same path whatever the curvatures are.
// Here, without noise, a weight's gradients are in proportion to its curvature, so $\sqrt v$ is the curvature
// times the root of the sum of the squared distances: of two weights that were equally far from the minimum
// it *compares the curvatures*, as the preconditioner that we wanted does. (With noise it measures something
// else, as lesson 8 will show. And for κ = 1 gradient descent is unbeatable: the bowl is round already.)
//
// Two things it does not do for you. α is still one length for all, so a weight that has to go from 0
// to 1000 and one that has to go from 0 to 0.001 are not served equally well. And $\sqrt v$ must
// be well above ε, or the quotient is no longer free of scale.

// ## What if the valley runs diagonally?
//
// Turn the valley anticlockwise by an angle. Its walls, floor and bottom are what they were. We turn the
// starting point with it.
//
// **Predict:** which of the two is affected, gradient descent or AdaGrad?

double[] turned(double degrees, double theta1, double theta2) {
  double c = Math.cos(Math.toRadians(degrees));
  double s = Math.sin(Math.toRadians(degrees));
  return new double[] {c * theta1 - s * theta2, s * theta1 + c * theta2};
}

double[] losses(double degrees, Function<List<Parameter>, Optimizer> make) {
  Surface diagonal = theta -> valley.at(turned(-degrees, theta[0], theta[1]));
  var table = Stepper.run(diagonal, make, 100, turned(degrees, -5, -2));
  return table.doubleColumn("f").asDoubleArray();
}

System.out.println("f after 100 steps      SGD       AdaGrad");
for (double degrees : new double[] {0, 5, 15, 30, 45}) {
  double[] sgd = losses(degrees, p -> new Sgd(p, 0.45));
  double[] ada = losses(degrees, p -> new AdaGrad(p, 1));
  System.out.println(
      "%2.0f degrees         %.1e   %.1e".formatted(degrees, sgd[100], ada[100]));
}

// Gradient descent takes the same steps, only turned: the axes mean nothing to it. For AdaGrad they do.
// With α = 1 it is ahead by a factor of 50 at 0 degrees and behind by one of 300,000 at 45. Much of that is α:
// with α = 3, about the best for it, it is still behind at 45 degrees, but by a factor of 230 only. (In between it
// depends on the path
// and on α: an angle of 5 degrees happens to suit this one; at 15 degrees it is behind with α = 1, and far ahead
// with α = 3.)

double[] angles = {0, 3, 6, 9, 12, 15, 20, 25, 30, 35, 40, 45};

display(Slides.of("angle in degrees", angles, degrees ->
    Chart.of("A valley turned: f along the way", "step t", "f")
        .line("sgd", losses(degrees, p -> new Sgd(p, 0.45)))
        .line("adagrad", losses(degrees, p -> new AdaGrad(p, 1)))
        .logY()
        .range(0, 100, 1e-12, 30)));

// As the angle grows, AdaGrad's line gets a bend: first it falls to the floor of the valley, then it has
// to go along it, with divisors that belong to other directions.
//
// Is that AdaGrad's fault, or could no choice of divisors have helped? At 45 degrees the second
// derivatives are $\begin{pmatrix}2.1 & -1.9 \\ -1.9 & 2.1\end{pmatrix}$: both weights look alike, each
// with the mean of the two curvatures. Divide the weights' steps by $d_1$ and $d_2$. In the
// new units the entry of row $i$ and column $j$ is divided by $\sqrt{d_id_j}$. The two curvatures of the valley are now
// the eigenvalues of this new matrix: their product is its determinant, $0.8/(d_1d_2)$, and their sum its trace (the sum
// of the diagonal), $2.1/d_1+2.1/d_2$. Together these two fix their ratio κ:
//
// $$\kappa + 2 + \frac1\kappa = \frac{(\lambda_1+\lambda_2)^2}{\lambda_1\lambda_2} =
// \frac{\text{trace}^2}{\text{determinant}} = \frac{2.1^2}{0.8}\,\Big(\frac{d_1}{d_2}+2+\frac{d_2}{d_1}\Big)$$
//
// The bracket is smallest at $d_1 = d_2$, where it is 4. So the best diagonal preconditioner at 45
// degrees is none at all, and κ stays 20. AdaGrad cannot be much better here than gradient descent. It is worse because its
// rates have sunk: with α = 3 they end at 0.33 and 0.32, where gradient descent has 0.45. Along the floor a step then
// leaves 0.9345 of the distance instead of 0.91, and over 100 steps that multiplies f, which goes with its square, by
// about 200.
//
// What would help is to divide by a *matrix*: AdaGrad's inventors also give the form
// $G \leftarrow G + g\,g^{\mathsf T}$, $\theta \leftarrow \theta - \alpha\,G^{-1/2}g$, where $g\,g^{\mathsf T}$ is the
// table of all products
// $g_ig_j$. You will write it for two weights in exercise 3. Its $G$ has $n^2$ entries and its root costs about $n^3$
// operations. For the 62,006 weights of the small CNN in lesson 8, $G$ would have 3.8 billion entries
// and fill 15 gigabytes. That is why AdaGrad, RMSProp and Adam use its diagonal. There is something in
// between: the weights of a layer are a matrix with rows and columns, and one small matrix for the rows
// and one for the columns take 231,429 numbers for the whole net. Shampoo and SOAP do that, and Muon
// comes close without storing them; lesson 11 takes them up.

// ## Who hears the rare word?
//
// The place where AdaGrad shines is text. Describe a sentence by which words occur in it, one input
// for each word, 1 or 0: a *bag of words*. Most words are rare, and some of the rare ones say most.
// ("The" tells you little about whether a review is kind. "Unwatchable" tells you a lot.)
//
// A word that does not occur has a gradient of exactly 0: its weight does not move, and its $v$ does
// not grow. So with AdaGrad *every word has a clock of its own, which counts its own appearances.*
//
// **Predict:** a word turns up for the first time in sentence 10,000, with a gradient of 1. How long
// is its step with AdaGrad? And with gradient descent whose rate falls as $\alpha/\sqrt t$, as theory
// recommends for noisy gradients?

MyAdaGrad late = new MyAdaGrad();
late.alpha = 1;
for (int t = 1; t < 10_000; t++) {
  late.step(0, 0);
}
System.out.println("AdaGrad:   %.2f α".formatted(-late.step(0, 1)));
System.out.println("SGD, 1/√t: %.2f α".formatted(1 / Math.sqrt(10_000)));

// A full step, as if the sentence were the first. Does it help in the end? Here is a small world of
// 20 words. Ten are in every second sentence, ten in one of 200; each of them, when it occurs, speaks
// for or against the label with the same strength, a true weight of ±2. A logistic
// regression, the model of lesson 3, reads 5,000 sentences, once.

int WORDS = 20;
int SENTENCES = 5000;
boolean[][] occurs = new boolean[SENTENCES][WORDS];
boolean[] label = new boolean[SENTENCES];
double[] truth = new double[WORDS];

double probability(double[] weights, boolean[] words) {
  double z = 0;
  for (int w = 0; w < WORDS; w++) {
    z += words[w] ? weights[w] : 0;
  }
  return 1 / (1 + Math.exp(-z));
}

Random chance = new Random(5);
for (int w = 0; w < WORDS; w++) {
  truth[w] = w % 2 == 0 ? 2 : -2;
}
for (int s = 0; s < SENTENCES; s++) {
  for (int w = 0; w < WORDS; w++) {
    occurs[s][w] = chance.nextDouble() < (w < 10 ? 0.5 : 0.005);
  }
  label[s] = chance.nextDouble() < probability(truth, occurs[s]);
}

// The model's $p$ is the probability that the label is true. The loss of a sentence is $-\ln$ of the
// probability that the model gave to its label; the gradient for each word in it is $p - 1$ if the
// label is true, and $p$ if not. We try a grid of learning rates for each optimizer and keep the one
// with the smallest loss, averaged over all sentences, each taken before the model learned from it.
//
// **Predict:** how far from the truth are the weights of common and of rare words at the end?

record Reading(String name, double rate, double loss, double[] common, double[] rare) {
  double commonOff() {
    return common[common.length - 1];
  }

  double rareOff() {
    return rare[rare.length - 1];
  }
}

double off(double[] weights, int from) {
  double sum = 0;
  for (int w = from; w < from + 10; w++) {
    sum += Math.abs(weights[w] - truth[w]);
  }
  return sum / 10;
}

Reading read(String name, double rate, Function<List<Parameter>, Optimizer> make) {
  Parameter theta = new Parameter("words", Tensor.zeros(WORDS));
  Optimizer optimizer = make.apply(List.of(theta));
  double[] now = new double[WORDS];
  double[] common = new double[SENTENCES + 1];
  double[] rare = new double[SENTENCES + 1];
  double loss = 0;
  for (int s = 0; s < SENTENCES; s++) {
    common[s] = off(now, 0);
    rare[s] = off(now, 10);
    double p = probability(now, occurs[s]);
    loss -= Math.log(label[s] ? p : 1 - p) / SENTENCES;
    for (int w = 0; w < WORDS; w++) {
      theta.grad().data()[w] = (float) (occurs[s][w] ? (label[s] ? p - 1 : p) : 0);
    }
    optimizer.step();
    for (int w = 0; w < WORDS; w++) {
      now[w] = theta.value().data()[w];
    }
  }
  common[SENTENCES] = off(now, 0);
  rare[SENTENCES] = off(now, 10);
  return new Reading(name, rate, loss, common, rare);
}

Reading best(String name, DoubleFunction<Function<List<Parameter>, Optimizer>> make) {
  Reading best = null;
  for (double rate : new double[] {0.01, 0.03, 0.1, 0.3, 1, 3, 10}) {
    Reading next = read(name, rate, make.apply(rate));
    best = best == null || next.loss() < best.loss() ? next : best;
  }
  return best;
}

List<Reading> readings = List.of(
    best("SGD", a -> p -> new Sgd(p, a)),
    best("SGD, α/√t", a -> p -> new Sgd(p, Schedule.inverseSqrt(a))),
    best("AdaGrad", a -> p -> new AdaGrad(p, a)),
    read("SGD, bolder", 1, p -> new Sgd(p, 1)));
System.out.println("              α     loss    off, common words   off, rare words");
for (Reading r : readings) {
  System.out.println(
      "%-12s %.1f   %.3f        %.2f                %.2f"
          .formatted(r.name(), r.rate(), r.loss(), r.commonOff(), r.rareOff()));
}

// With its best rate, SGD has settled the common words (0.12 off on average) and hardly begun with the
// rare ones (1.59 off, of 2). The last row shows what happens if we raise the rate until the rare words
// learn: now the common ones wander far from the truth. One rate cannot serve both. AdaGrad's rare words
// have gone most of the way: they are 0.58 off, some too short and some too far, and its common words are about
// as close as before.

double[] every(int n, double[] values) {
  double[] some = new double[(values.length - 1) / n + 1];
  for (int i = 0; i < some.length; i++) {
    some[i] = values[i * n];
  }
  return some;
}

double[] sentences = new double[SENTENCES + 1];
for (int s = 0; s <= SENTENCES; s++) {
  sentences[s] = s;
}
Reading sgd = readings.get(0);
Reading adaGrad = readings.get(2);

display(Chart.of("Distance of the weights from the truth", "sentences read", "mean of |θ − truth|")
    .line("SGD, common words", every(50, sentences), every(50, sgd.common()))
    .line("SGD, rare words", every(50, sentences), every(50, sgd.rare()))
    .line("AdaGrad, common words", every(50, sentences), every(50, adaGrad.common()))
    .line("AdaGrad, rare words", every(50, sentences), every(50, adaGrad.rare()))
    .figure());

// To be fair, look at the losses: AdaGrad's is 0.365, that of SGD with a falling rate 0.367. Rare words
// are rare, so most sentences do not have one. Whether the loss matters more or the rare words do is for
// you to say, and depends on whether "unwatchable" matters. (One small world, drawn once: a
// demonstration, not a measurement.)
//
// How much is gained can be computed. As long as its gradients are 1, SGD's weight has moved
// $\alpha n$ after $n$ appearances, and AdaGrad's
// $\alpha(1 + 1/\sqrt2 + \dots + 1/\sqrt n) \approx 2\alpha\sqrt n$. So a word that is 100 times rarer
// has moved 100 times less with SGD, but only 10 times less with AdaGrad.

// ## Why does it die?
//
// The sum $v$ never shrinks. Let the mean square of the gradients stay what it is, $\gamma^2$, as it does
// under the noise of small batches or on a long even slope. Then $v \approx \gamma^2t$ and the step is
// about
//
// $$\alpha\,\frac{g}{\gamma\sqrt t}.$$
//
// It dies like $1/\sqrt t$, whether or not there is still a way to go. On an even slope all gradients
// are equal, and after $T$ steps we have come
//
// $$\alpha\sum_{t=1}^T\frac1{\sqrt t} \;<\; \alpha\int_0^T\frac{dt}{\sqrt t} = 2\alpha\sqrt T.$$
//
// (Each $1/\sqrt t$ is the smallest value of $1/\sqrt{\cdot}$ on the interval from $t-1$ to $t$.)
//
// **Predict:** the minimum is 10 away, down an even slope, and $\alpha = 0.1$. How many steps does
// AdaGrad need? And for 20?

int stepsToGo(double distance, double alpha) {
  MyAdaGrad rule = new MyAdaGrad();
  rule.alpha = alpha;
  double theta = 0;
  int steps = 0;
  while (theta < distance) {
    theta = rule.step(theta, -1);
    steps++;
  }
  return steps;
}

System.out.println("10 away: %,7d steps".formatted(stepsToGo(10, 0.1)));
System.out.println("20 away: %,7d steps".formatted(stepsToGo(20, 0.1)));

// To make $2\alpha\sqrt T$ exceed 10, $T$ must exceed 2,500, and twice as far takes four times as
// long. It does arrive in the end: the sum of the $1/\sqrt t$ has no bound.
//
// Worse than an even slope is a bad start. **Predict:** one batch, the first, is broken and gives a
// gradient of 1000; all others give 1. How far do the next 2,500 steps carry?

MyAdaGrad shocked = new MyAdaGrad();
shocked.step(0, -1000);
MyAdaGrad spared = new MyAdaGrad();
double way = 0;
double usual = 0;
for (int t = 0; t < 2500; t++) {
  way = shocked.step(way, -1);
  usual = spared.step(usual, -1);
}
System.out.println("%.2f instead of %.2f".formatted(way, usual));

// 0.25 instead of 9.85: $v$ is a million, each of the later gradients adds 1 to it, and so it takes a
// million of them to contribute as much as the one outlier. AdaGrad forgets nothing.

double[] way(MyAdaGrad rule) {
  double[] way = new double[2501];
  for (int t = 1; t <= 2500; t++) {
    way[t] = rule.step(way[t - 1], -1);
  }
  return way;
}

MyAdaGrad unlucky = new MyAdaGrad();
unlucky.step(0, -1000);
double[] root = new double[2501];
for (int t = 0; t <= 2500; t++) {
  root[t] = 2 * 0.1 * Math.sqrt(t);
}

display(Chart.of("Down an even slope, α = 0.1", "step t", "distance covered")
    .line("AdaGrad", way(new MyAdaGrad()))
    .line("AdaGrad, after a broken batch", way(unlucky))
    .line("2α√t", root)
    .figure());

// There is a good side to this. Where the gradients *do* fade, as on the smooth valley above, the sum
// converges, the rate stays where it is, and AdaGrad settles down. And in noise, steps like $1/\sqrt t$
// make the noise ball shrink (lesson 3); AdaGrad brings that schedule along. Keep that in mind when
// lesson 6 takes it away.

// ## What if you break it?
//
// Leave out the root: $\theta \leftarrow \theta - \alpha\,g/(v + \varepsilon)$. Each weight still has its
// own rate, smaller where the gradients are large.
//
// **Predict:** (a) all gradients are 1: how far do 1,000 steps of $\alpha = 1$ carry, with and without
// the root? (b) all gradients are 0.001: how long is the first step?

class Rootless extends MyAdaGrad {
  @Override
  double step(double theta, double g) {
    v += g * g;
    return theta - alpha * g / (v + eps);
  }
}

double walk(MyAdaGrad rule, int steps, double g) {
  rule.alpha = 1;
  double theta = 0;
  for (int t = 0; t < steps; t++) {
    theta = rule.step(theta, g);
  }
  return Math.abs(theta);
}

System.out.println("                         with √    without");
System.out.println("1000 steps, g = 1:        %5.1f    %7.1f".formatted(
    walk(new MyAdaGrad(), 1000, 1), walk(new Rootless(), 1000, 1)));
System.out.println("first step, g = 0.001:    %5.1f    %7.1f".formatted(
    walk(new MyAdaGrad(), 1, 0.001), walk(new Rootless(), 1, 0.001)));
System.out.println("first step, g = 1000:     %5.1f    %7.3f".formatted(
    walk(new MyAdaGrad(), 1, 1000), walk(new Rootless(), 1, 1000)));

// With the root, 1,000 steps cover 61.8. Without it the step dies like $1/t$, and the distance grows like
// a logarithm: 7.5 after 1,000 steps, and twice that after about 1,800,000. And $g/g^2$ is $1/g$: the
// units do not cancel, they are *inverted*. The flatter the slope, the longer the first step: where the
// gradient is a thousandth, it is a thousand. Only the root of $v$ has the unit of a gradient.

// ## Exercise 1: find the bug
//
// *Warming up.* This AdaGrad for several weights is right for one. **Predict:** with gradients $(1, 100)$, how far
// does it move the first weight? Then repair it.

double[] adaGradSteps(int steps, double[] theta, double[] g) {
  double v = 0;
  for (int step = 0; step < steps; step++) {
    for (int i = 0; i < theta.length; i++) {
      v += g[i] * g[i];
    }
    for (int i = 0; i < theta.length; i++) {
      theta[i] -= 0.1 * g[i] / (Math.sqrt(v) + 1e-10);
    }
  }
  return theta;
}

double moved(int steps, int weight, double... g) {
  return adaGradSteps(steps, new double[g.length], g)[weight];
}

Exercise one() {
  return Exercise.of("05-why-one-learning-rate-for-all", 1)
      .expect("weight 0 of [5], 1 step", -0.1, () -> moved(1, 0, 5), 1e-6)
      .expect("weight 0 of [1, 100], 1 step", -0.1, () -> moved(1, 0, 1, 100), 1e-6)
      .expect("weight 1 of [1, -100], 1 step", 0.1, () -> moved(1, 1, 1, -100), 1e-6)
      .expect("weight 0 of [1, 100], 4 steps", -0.2784457, () -> moved(4, 0, 1, 100), 1e-6);
}

display(one());

// (*When it passes:* the rule with the bug has a name, too: AdaGrad-Norm, one rate for all weights that adapts. It stores a
// single number, does the same however the valley is turned, and does nothing about its shape.)

// ## Exercise 2: choose the rate
//
// *Middling.* You know that the minimum is at some distance, down an even slope, and how many steps you can
// afford. Which α brings AdaGrad there just in time? **Predict:** by what factor must α change if the
// distance is doubled? And if you can afford four times the steps? The exercise runs AdaGrad with your
// α and looks how far it came.

double alphaFor(double distance, int steps) {
  return 0.1; // your code
}

double came(double distance, int steps) {
  MyAdaGrad rule = new MyAdaGrad();
  rule.alpha = alphaFor(distance, steps);
  double theta = 0;
  for (int t = 0; t < steps; t++) {
    theta = rule.step(theta, -3);
  }
  return theta;
}

Exercise two() {
  return Exercise.of("05-why-one-learning-rate-for-all", 2)
      .expect("distance 30, 2,500 steps", 30, () -> came(30, 2500), 0.02)
      .expect("distance 60, 2,500 steps", 60, () -> came(60, 2500), 0.02)
      .expect("distance 60, 10,000 steps", 60, () -> came(60, 10_000), 0.02)
      .expect("distance 0.5, 40,000 steps", 0.5, () -> came(0.5, 40_000), 0.02);
}

display(two());

// ## Exercise 3: divide by a matrix
//
// *Harder.* Write the AdaGrad that does as well on a diagonal valley, for two weights:
//
// $$G \leftarrow G + g\,g^{\mathsf T} \qquad \theta \leftarrow \theta - \alpha\,(G^{1/2} + \varepsilon I)^{-1} g$$
//
// $G = \begin{pmatrix}a & b \\ b & c\end{pmatrix}$ starts at 0, and $g\,g^{\mathsf T}$ adds $g_1^2$ to
// $a$, $g_1g_2$ to $b$ and $g_2^2$ to $c$. The root of such a matrix can be written down. With
// $\delta = \sqrt{ac-b^2}$ and $\tau = \sqrt{a+c+2\delta}$ it is
//
// $$G^{1/2} = \frac1\tau\begin{pmatrix}a+\delta & b \\ b & c+\delta\end{pmatrix}.$$
//
// (Square it: $(G+\delta I)^2 = G^2+2\delta G+\delta^2I$, and $G^2 = (a+c)\,G - \delta^2I$ by Cayley and
// Hamilton; so the square is $\tau^2G$. After one step $ac-b^2$ is 0, or by rounding a little less:
// `Math.max(0, …)`.) And
// $\begin{pmatrix}p & q \\ q & r\end{pmatrix}^{-1}g = \frac1{pr-q^2}\begin{pmatrix}r\,g_1-q\,g_2 \\ p\,g_2-q\,g_1\end{pmatrix}$.
//
// **Predict:** the exercise walks down the valley turned by 0, 15 and 45 degrees. Which of the three
// gives the lowest value?

class FullMatrix {
  double alpha = 1, eps = 1e-6;
  double a, b, c;

  /** The new θ. */
  double[] step(double[] theta, double[] g) {
    return theta; // your code
  }
}

double lowest(double degrees, int steps) {
  Surface diagonal = at -> valley.at(turned(-degrees, at[0], at[1]));
  double[] theta = turned(degrees, -5, -2);
  FullMatrix rule = new FullMatrix();
  for (int t = 0; t < steps; t++) {
    theta = rule.step(theta, diagonal.gradient(theta));
  }
  return diagonal.at(theta);
}

Exercise three() {
  return Exercise.of("05-why-one-learning-rate-for-all", 3)
      .expect("θ₁ after one step, g = (3, 4)", -0.6,
          () -> new FullMatrix().step(new double[] {0, 0}, new double[] {3, 4})[0], 1e-3)
      .expect("θ₂ after one step, g = (3, 4)", -0.8,
          () -> new FullMatrix().step(new double[] {0, 0}, new double[] {3, 4})[1], 1e-3)
      .expect("f after 20 steps, 0 degrees", 0.0045273, () -> lowest(0, 20), 1e-3)
      .expect("f after 20 steps, 15 degrees", 0.0045273, () -> lowest(15, 20), 1e-3)
      .expect("f after 20 steps, 45 degrees", 0.0045273, () -> lowest(45, 20), 1e-3);
}

display(three());

// ## Exercise 4: diagnose this curve
//
// *Middling.* The steps of one weight under AdaGrad, in units of α. All its gradients were 1, except for one:

double[] lengths = {
  1.0000, 0.7071, 0.5774, 0.5000, 0.4472, 0.9129, 0.1796, 0.1768, 0.1741, 0.1715, 0.1690, 0.1667
};

display(Chart.of("One batch was different", "step t", "step, in units of α")
    .points("AdaGrad", IntStream.rangeClosed(1, 12).asDoubleStream().toArray(), lengths)
    .figure());

// Which one was it, and how large? Write down all twelve gradients.

double[] diagnosis() {
  return new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}; // your answer
}

Exercise four() {
  MyAdaGrad rule = new MyAdaGrad();
  rule.alpha = 1;
  double most = 0;
  for (int t = 0; t < 12; t++) {
    most = Math.max(most, Math.abs(-rule.step(0, diagnosis()[t]) - lengths[t]));
  }
  double far = most;
  return Exercise.of("05-why-one-learning-rate-for-all", 4)
      .expect("largest distance from the curve, if more than 0.001", 0, () -> far > 0.001 ? far : 0, 1e-9);
}

display(four());

// ## Exercise 5: an open question
//
// In the small world of words, every rare word was as important as a common one. Change that: let rare
// words say nothing (a true weight of 0), or all the more. When does AdaGrad's loss become clearly lower
// than that of SGD with a falling rate, when higher? How many worlds do you have to draw before you
// believe it?

// ## Summary
//
// 1. One rate for all is a choice of units; dividing each weight's step by its curvature makes a valley
//    along the axes round.
// 2. AdaGrad divides by the root of the sum of all squared gradients: the rate that makes a bound on the cost
//    least in hindsight, with α for the unknown distance.
// 3. It is scale-free: the size of a weight's gradients does not matter, only their pattern.
// 4. A rare feature gets long steps when it comes, as its sum has only grown when it came; but a valley at
//    45 degrees is as bad as before, or worse.
// 5. The sum never shrinks, so that under lasting gradients the step dies like $1/\sqrt t$.

// ## Sources
//
// - J. Duchi, E. Hazan and Y. Singer, *Adaptive Subgradient Methods for Online Learning and Stochastic
//   Optimization*, JMLR 12, 2011: §1.1 (the rule with the full matrix and its diagonal form), Theorem
//   5 (the bound for the diagonal), Corollary 6 (with the best α). H. B. McMahan and M. Streeter,
//   *Adaptive Bound Optimization for Online Convex Optimization*, COLT 2010, found the same rule at the same time.
// - V. Gupta, T. Koren and Y. Singer, *Shampoo: Preconditioned Stochastic Tensor Optimization*, 2018,
//   arXiv 1802.09568: a matrix for each side of a layer.
// - M. Zinkevich, *Online Convex Programming and Generalized Infinitesimal Gradient Ascent*, ICML
//   2003: the argument by squared distances. F. Orabona and D. Pál, *Scale-Free Online Learning*,
//   2018: the word scale-free.
// - D. P. Kingma and J. Ba, *Adam*, arXiv 1412.6980v9: §5 (AdaGrad as a limit of Adam), §6.1 (a bag of
//   words in which AdaGrad and Adam do well), Figure 3 (AdaGrad falls behind on the CNN).
// - The valley, the small world of 20 words (one seed) and their figures are ours.
// - In this library: [AdaGrad](../../src/moments/optim/AdaGrad.java) and its
//   [tests](../../tests/moments/optim/RelatedRulesTest.java).
//
// **Read next:** lesson 6 teaches the sum to forget.

/exit
