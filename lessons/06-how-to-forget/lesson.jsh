import static moments.lab.Display.*;

// # 6. How to forget?
//
// *Reading: 35 minutes. Running: 20 seconds.*
//
// AdaGrad divides by the root of the sum of *all* squared gradients so far. One broken batch, and its
// steps are too short for a million steps. What it lacks is forgetting: knowing how large the gradients
// are *at present*.
//
// On this page you will turn its sum into an average that forgets, and find out what exactly it
// remembers, and for how long. One changed line makes RMSProp, the direct parent of Adam. You will see
// where it goes on while AdaGrad stalls, and then what was lost with the sum: RMSProp starts with a
// jump and, left alone, never comes to rest.
//
// You need AdaGrad (lesson 5), and from lesson 3 that gradient descent with a rate above
// $2/\lambda$ diverges along a direction of curvature $\lambda$, and that noise keeps it in a ball of
// squared radius about $\alpha\sigma^2/2\lambda$. From here on $v$ is a mean of squares, and ρ is what Adam
// calls β₂ (see the [table of symbols](../../lessons/symbols.md)).
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

// ## What would a window cost?
//
// The obvious way to forget is a *window*: keep the last 100 squared gradients and take their mean. It
// has two faults. It needs 100 numbers for each weight: 6.2 million for the 62,006 weights of a small
// CNN, and 100 times the network for any other. And it forgets abruptly: 100 steps after a burst,
// nothing happens in the training, and the mean drops.
//
// The *exponential moving average* needs one number. At each step it keeps a share $\rho$ of what it
// had, and lets the new square fill up the rest:
//
// $$v \leftarrow \rho\,v + (1-\rho)\,g^2 \qquad\text{or, which is the same,}\qquad
// v \leftarrow v + (1-\rho)\,(g^2 - v)$$
//
// Read the second form aloud: *go a small part of the way towards the new value.*
//
// **Predict:** among gradients of 1 comes a single one of 10. What does the mean over the window of
// 100 say just then, what 50 and 100 steps later? And the average with $\rho = 0.99$?

double window = 0;
double v = 1;
System.out.println("steps since       window   average");
for (int t = 0; t <= 100; t++) {
  double g = t == 0 ? 10 : 1;
  v = 0.99 * v + (1 - 0.99) * g * g;
  window = t < 100 ? (99 * 1 + 10 * 10) / 100.0 : 1;
  if (t == 0 || t == 1 || t == 50 || t >= 99) {
    System.out.println("%5d              %.2f      %.2f".formatted(t, window, v));
  }
}

// Both say 1.99 at first. The window goes on saying so for 99 steps and then drops at once; the
// average has been sliding back all the time and is at 1.36 when the window drops.

// ## What remains of one gradient?
//
// Strike a bell once and listen. Engineers call it the *impulse response*: a single square of 1, and
// zeros after it. It enters with the weight $1-\rho$, and each later step multiplies it by $\rho$;
// $k$ steps later it weighs
//
// $$w_k = (1-\rho)\,\rho^k.$$
//
// As the rule is linear in the squares, this says everything about it. Any history is a series of
// strokes, and their echoes add up: $v_t = \sum_k w_k\,g_{t-k}^2$. "How long is its memory?" has three
// usual answers, and there is a fourth question worth asking:
//
// 1. *When is half of it gone?* $\rho^k = \frac12$ gives the *half-life*, $k = \ln\frac12/\ln\rho$. As
//    $\ln\rho \approx -(1-\rho)$ for a $\rho$ near 1, it is about $0.69/(1-\rho)$.
// 2. *What is left after $1/(1-\rho)$ steps?* About $e^{-1}$, 0.37 of it. This $1/(1-\rho)$ is what
//    people usually mean when they call 0.99 "a memory of 100 steps".
// 3. *How old is the memory, on average?* With $S = \sum_k\rho^k = 1/(1-\rho)$ and, by taking the
//    derivative, $\sum_k k\rho^{k-1} = 1/(1-\rho)^2$:
//    $$\sum_k k\,w_k = (1-\rho)\,\rho\cdot\frac1{(1-\rho)^2} = \frac\rho{1-\rho}$$
// 4. *How steady is it?* Independent squares whose variance is 1 make an average with the variance
//    $$\sum_k w_k^2 = \frac{(1-\rho)^2}{1-\rho^2} = \frac{1-\rho}{1+\rho}.$$
//
// A plain mean over a window of $n$ has a variance of $1/n$ then, and its memory is $(n-1)/2$ steps old. **Predict:**
// which $n$ is as steady as $\rho = 0.9$? Which $n$ is as old?

double halfLife(double rho) {
  return Math.log(0.5) / Math.log(rho);
}

System.out.println("ρ      half-life   1/(1-ρ)   left then   window as steady   window as old");
for (double rho : new double[] {0.5, 0.9, 0.99, 0.999}) {
  double n = 1 / (1 - rho);
  double steady = (1 + rho) / (1 - rho);
  double old = 2 * rho / (1 - rho) + 1;
  System.out.println(
      "%-5s  %7.1f     %5.0f      %.3f       %7.0f            %7.0f"
          .formatted(rho, halfLife(rho), n, Math.pow(rho, n), steady, old));
}

// The same one: 19. It is so for every $\rho$, as $2\rho/(1-\rho)+1 = (1+\rho)/(1-\rho)$. So this is what
// we will mean by the length of a memory: an exponential average is as steady and as old as a window of
// $(1+\rho)/(1-\rho)$ steps. It just has no edge.

display(Slides.of("ρ", new double[] {0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98}, rho -> {
  int n = (int) Math.round((1 + rho) / (1 - rho));
  double[] weights = new double[121];
  double[] box = new double[121];
  for (int k = 0; k <= 120; k++) {
    weights[k] = (1 - rho) * Math.pow(rho, k);
    box[k] = k < n ? 1.0 / n : 0;
  }
  return Chart.of("What a gradient still counts", "k steps later", "weight")
      .line("exponential average", weights)
      .line("window, as steady and as old", box)
      .range(0, 120, 0.0005, 1)
      .logY();
}));

// On the logarithmic axis the average is a straight line: it forgets the same *share* in every step.

// ## Can you write it in two lines?
//
// Take AdaGrad, and change the line that keeps $v$.

class MyRmsProp {
  double alpha = 0.001, rho = 0.99, eps = 1e-8;
  double v;

  double step(double theta, double g) {
    v = rho * v + (1 - rho) * g * g;
    return theta - alpha * g / (Math.sqrt(v) + eps);
  }
}

// It divides by the *root* of the *mean* of *squares*, and that is its name.
//
// $$\begin{array}{ll}
// \text{mean square} & v \leftarrow \rho v + (1-\rho)\,g^2 \\
// \text{the step} & \theta \leftarrow \theta - \alpha\,g/(\sqrt v + \varepsilon)
// \end{array}$$
//
// In the library, `average(rho, x, next)` is the first line's formula, `rho * x + (1 - rho) * next`,
// in floats:
//
// ```java
// v[i] = average(rho, v[i], g[i] * g[i]);
// theta[i] -= alpha * g[i] / ((float) Math.sqrt(v[i]) + eps);
// ```
// <sub>[src/moments/optim/RmsProp.java](../../src/moments/optim/RmsProp.java)</sub>
//
// Again we compare the two, doubles against floats, over a thousand random gradients.

Parameter weight = new Parameter("weight", Tensor.of(new float[] {1}, 1));
RmsProp theirs = new RmsProp(List.of(weight), 0.001);
MyRmsProp mine = new MyRmsProp();
double theta = 1;
double largest = 0;
Random random = new Random(6);
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
// On $f(\theta) = \theta^2/2$, whose gradient is $\theta$, from 1, with $\alpha = 0.1$ and
// $\rho = 0.9$.
//
// **Predict:** AdaGrad's first step would be α, whatever the gradient. And RMSProp's? (With ρ as an
// argument, the library takes α as a `Schedule`, which says what α is at each step; here it is constant.)

Surface bowl = x -> x[0] * x[0] / 2;

display(Stepper.run(bowl, p -> new RmsProp(p, Schedule.constant(0.1), 0.9, 1e-8), 8, 1));

// More than three times as long: 0.316. The first square enters with a weight of $1-\rho$ only, so
// that $v = 0.1\,g^2$ and the step is $\alpha/\sqrt{0.1}$. $v$ has started at 0, as if all gradients
// before the first had been 0.

// ## How long does the wrong start last?
//
// Let all gradients be equal, $g$. The weights $w_0, \dots, w_{t-1}$ add up to $1-\rho^t$ only, so
// $v_t = (1-\rho^t)\,g^2$, and the step is $\alpha/\sqrt{1-\rho^t}$ where it should be α.
//
// **Predict:** the library's default is $\rho = 0.99$. How many α's long is the first step, how many
// the hundredth? And how far too far does the start carry it in all?

double stepAt(int t, double rho) {
  return 1 / Math.sqrt(1 - Math.pow(rho, t));
}

double tooFar(double rho) {
  double sum = 0;
  for (int t = 1; t <= 100_000; t++) {
    sum += stepAt(t, rho) - 1;
  }
  return sum;
}

System.out.println("ρ       step 1     step 10    step 100    step 1000    too far in all");
for (double rho : new double[] {0.9, 0.99, 0.999}) {
  System.out.println(
      "%-5s  %5.2f α    %5.2f α     %5.2f α      %5.2f α       %6.1f α"
          .formatted(
              rho,
              stepAt(1, rho),
              stepAt(10, rho),
              stepAt(100, rho),
              stepAt(1000, rho),
              tooFar(rho)));
}

// Ten times α, and 1.26 α still at step 100; all in all the weight goes 123.9 α too far. The longer
// the memory, the longer it takes to become true. A weight that has been silent for long, so that its
// $v$ has faded to 0, starts just like this again.
//
// You could warm the learning rate up, start $v$ with the first square, or divide $v$ by the factor
// $1-\rho^t$ by which it is too small. The last is Adam's way; lesson 7 derives and compares them. Here we
// leave the start as it is.

// ## Where does AdaGrad stall?
//
// A road leads down a cliff and on over a plain. The slope is 100 for the first metre and 1 for the next
// ten.
//
// $$f(\theta) = \begin{cases}100\,(1-\theta) + 10 & \theta < 1\\ |11-\theta| & \theta \ge 1\end{cases}$$
//
// **Predict:** both walk with $\alpha = 0.1$. Who is first at the foot of the cliff? When do they
// come within 0.1, which is one α, of the minimum at 11?

Surface cliff = x -> x[0] < 1 ? 100 * (1 - x[0]) + 10 : Math.abs(11 - x[0]);

double[] way(int steps, Function<List<Parameter>, Optimizer> make) {
  return Stepper.run(cliff, make, steps, 0).doubleColumn("θ").asDoubleArray();
}

int arrival(double place, double[] way) {
  for (int t = 0; t < way.length; t++) {
    if (way[t] >= place) {
      return t;
    }
  }
  return -1;
}

double[] forgetful = way(400, p -> new RmsProp(p, Schedule.constant(0.1), 0.9, 1e-8));
double[] resentful = way(60_000, p -> new AdaGrad(p, 0.1));
System.out.println("           at the foot    at 10.9");
System.out.println(
    "RMSProp    %,8d       %,8d".formatted(arrival(1, forgetful), arrival(10.9, forgetful)));
System.out.println(
    "AdaGrad    %,8d       %,8d".formatted(arrival(1, resentful), arrival(10.9, resentful)));

// AdaGrad has the cliff in its sum: the plain adds 1 in each step to a $v$ of 330,000, 33 squares of 100,
// and so it takes
// 59,283 steps where RMSProp takes 169. How long does RMSProp need to get over the cliff? If a burst
// was $R$ times as large as what follows, then $v$ is at most $R^2$, in units of the new squares, and
// what is left of it shrinks by the factor $\rho$ in each step. It is down to the size of a new square
// after $k$ steps with $R^2\rho^k = 1$:
//
// $$k = \frac{\ln R^2}{-\ln\rho}$$
//
// For $R = 100$ and $\rho = 0.9$ these are 87 steps at most; for $\rho = 0.99$, 916. In AdaGrad's sum the new
// squares weigh as much as the cliff after 330,000.

display(Chart.of("Down the cliff and over the plain", "step t", "θ")
    .line("RMSProp", forgetful)
    .line("AdaGrad", Arrays.copyOf(resentful, 401))
    .level("minimum", 11)
    .figure());

// Is this fair? Both had the same α; with a larger one AdaGrad would have been faster. So let us hold a
// contest in three worlds, and give each rule the best α of a grid. The gradient is the distance to a
// goal plus noise, for 10,000 steps; the score is the mean distance.
//
// 1. The goal *rests* at 1.
// 2. The goal *jumps* between 0 and 1 every 1,000 steps.
// 3. It jumps, and *all gradients are 100 times as large* in the first 1,000 steps, as they may well
//    be early in training.
//
// **Predict:** who wins where?

double distance(Function<List<Parameter>, Optimizer> make, boolean jumps, boolean fades) {
  Parameter theta = new Parameter("theta", Tensor.zeros(1));
  Optimizer optimizer = make.apply(List.of(theta));
  Random noise = new Random(6);
  double sum = 0;
  for (int t = 0; t < 10_000; t++) {
    double goal = jumps && t / 1000 % 2 == 0 ? 0 : 1;
    double g = theta.value().get(0) - goal + noise.nextGaussian();
    theta.grad().set((float) (fades && t < 1000 ? 100 * g : g), 0);
    optimizer.step();
    sum += Math.abs(theta.value().get(0) - goal);
  }
  return sum / 10_000;
}

double[] grid = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300};

double[] best(
    DoubleFunction<Function<List<Parameter>, Optimizer>> make, boolean jumps, boolean fades) {
  double[] best = {0, Double.MAX_VALUE};
  for (double alpha : grid) {
    double distance = distance(make.apply(alpha), jumps, fades);
    best = distance < best[1] ? new double[] {alpha, distance} : best;
  }
  return best;
}

double[][] contest = new double[3][];
for (int world = 0; world < 3; world++) {
  double[] ada = best(a -> p -> new AdaGrad(p, a), world > 0, world > 1);
  double[] rms =
      best(a -> p -> new RmsProp(p, Schedule.constant(a), 0.9, 1e-8), world > 0, world > 1);
  contest[world] = new double[] {ada[1], rms[1]};
  System.out.println(
      "world %d:   AdaGrad %.3f (α = %s)   RMSProp %.3f (α = %s)"
          .formatted(world + 1, ada[1], ada[0], rms[1], rms[0]));
}

// In world 1 AdaGrad wins, 0.027 against 0.060: a resting goal in noise wants steps that die away. In
// world 2 they are equal, as AdaGrad's best α is so large that its steps last until the end. So it is not
// the moving goal that stalls AdaGrad. It is the *size* of the gradients, when that falls: in world 3
// RMSProp does nearly as well as in world 2, with 0.130, while AdaGrad can only choose between steps that are
// too long at first and too short later, with 0.221. (One seed; but the gap is wide. Gradients that grow would
// drown the old sum, and it would do no harm.)

// ## Why not forget everything?
//
// If a short memory is good, why not none? With $\rho = 0$, $v$ is the last square alone, and
// $g/\sqrt{g^2}$ is the *sign* of the gradient: each step is $+\alpha$ or $-\alpha$. The rule, sign
// descent, is in use; signs are also the core of Rprop, which was made for gradients computed on all the
// data. With small batches it *can* fail, as Hinton explained when he introduced RMSProp in his lectures.
// His example, rescaled by ten: a weight has a gradient of −1 on nine batches and of +9 on the tenth, and
// so on. The mean is 0: the weight should stay.
//
// **Predict:** how far does it drift with $\rho = 0$, in α's per step? And with 0.9, 0.99?

double[] drift(double rho, int steps) {
  MyRmsProp rule = new MyRmsProp();
  rule.alpha = 1;
  rule.rho = rho;
  for (int t = 0; t < 20_000; t++) {
    rule.step(0, t % 10 < 9 ? -1 : 9);
  }
  double[] way = new double[steps + 1];
  for (int t = 0; t < steps; t++) {
    way[t + 1] = rule.step(way[t], t % 10 < 9 ? -1 : 9);
  }
  return way;
}

for (double rho : new double[] {0, 0.5, 0.9, 0.99, 0.999}) {
  double perStep = drift(rho, 1000)[1000] / 1000;
  System.out.println("ρ = %-5s   %.4f α per step".formatted(rho, perStep));
}

// The sign counts votes: nine against one, and the weight drifts by 0.8 α per step, although the mean
// gradient is 0. For the votes to be weighed, all ten must be divided by *the same* size. RMSProp nearly
// does that, the more nearly the longer its memory: at 0.99 the drift is 0.0067 α per step. What is left
// is there because each gradient is part of its own measure: the +9 raises $v$ *before* it is divided by
// its root, and so counts a little less than nine times a −1.

display(Chart.of("Gradients of nine times −1, then +9", "batch", "drift of θ, in α")
    .line("ρ = 0", drift(0, 100))
    .line("ρ = 0.5", drift(0.5, 100))
    .line("ρ = 0.9", drift(0.9, 100))
    .line("ρ = 0.99", drift(0.99, 100))
    .figure());

// ## Does it ever arrive?
//
// The bowl again, without any noise, for long enough.
//
// **Predict:** where is θ after 500 steps, with AdaGrad and with RMSProp, both with $\alpha = 0.1$?
// Watch also $\alpha/\sqrt v$, the factor before the gradient: that is the rate in the sense of
// gradient descent.

class Descent {
  final double[] distance = new double[501];
  final double[] rate = new double[501];

  /** θ²/2 from 1 with ρ = 0.9 and α by the step. */
  Descent(IntToDoubleFunction alpha, double eps) {
    MyRmsProp rule = new MyRmsProp();
    rule.rho = 0.9;
    rule.eps = eps;
    double theta = 1;
    for (int t = 1; t <= 500; t++) {
      distance[t - 1] = Math.abs(theta);
      rule.alpha = alpha.applyAsDouble(t);
      theta = rule.step(theta, theta);
      distance[t] = Math.abs(theta);
      rate[t] = rule.alpha / (Math.sqrt(rule.v) + eps);
    }
  }
}

var steps = Stepper.run(bowl, p -> new AdaGrad(p, 0.1), 500, 1);
double[] adaGrad = steps.doubleColumn("θ").asDoubleArray();
Descent rmsProp = new Descent(t -> 0.1, 1e-8);
System.out.println("step   AdaGrad: θ    RMSProp: |θ|     rate");
for (int t : new int[] {10, 20, 30, 40, 50, 60, 70, 80, 100, 200, 500}) {
  System.out.println(
      "%4d     %.1e        %.1e      %5.2f"
          .formatted(t, adaGrad[t], rmsProp.distance[t], rmsProp.rate[t]));
}

// RMSProp was almost there after 40 steps, and then it *left again*! In the end it jumps between
// $+0.05$ and $-0.05$ for ever. The last column tells why. As long as the rate is below the ceiling of
// lesson 3, $2/\lambda = 2$, θ shrinks. So the gradients shrink, $v$ forgets the large ones, and the
// rate *rises*, until it is above 2. Then every step overshoots by more than the one before; the
// gradients grow, $v$ with them, and the rate comes down. It ends on the ceiling, exactly. AdaGrad's rate
// cannot do that: its sum never falls, so the rate never rises.
//
// Why 0.05? Let the curvature be $\lambda$.
//
// 1. *Suppose it has settled into jumping* between $+h$ and $-h$. Then all gradients are
//    $\pm\lambda h$, and so $v = \lambda^2h^2$, however long or short the memory.
// 2. *The step* is $\alpha\cdot\lambda h/(\lambda h) = \alpha$. It leads from $h$ to $-h$, so
//    $2h = \alpha$, and $h = \alpha/2$, whatever $\lambda$ and ρ are.
// 3. *The rate* is then $\alpha/\sqrt v = \alpha/(\lambda\alpha/2) = 2/\lambda$: the ceiling.
// 4. *And does it settle?* Let one step lead from $h(1+x)$ and $v = \lambda^2h^2(1+y)$, with small $x$ and
//    $y$, to $-h(1+x')$ and $\lambda^2h^2(1+y')$. To first order $(1+x)^2$ is $1+2x$ and $1/\sqrt{1+y'}$ is
//    $1-y'/2$. So $y' = \rho y + 2(1-\rho)x$, and the step is $2h(1+x-y'/2)$, whence $x' = x - y'$. That is a
//    matrix with trace $3\rho-1$ and determinant ρ. Its eigenvalues are the roots of
//    $r^2-(3\rho-1)\,r+\rho$ (lesson 4). Both are smaller than 1 in absolute value just when their product ρ is
//    below 1 and the quadratic is positive at 1 and at −1. There it is $2(1-\rho)$ and $4\rho$. So for every
//    $0 < \rho < 1$ whatever disturbs the jumping a little dies away.
//
// So without noise, an optimizer whose steps do not shrink with the gradient cannot come to rest. AdaGrad's do
// shrink with it here, as its sum converges and its rate stays; RMSProp must be given a falling α from outside,
// such as $\alpha_t = 0.1/\sqrt t$. The library has it as `Schedule.inverseSqrt(0.1)`. Then the jumping
// shrinks with it, to $\alpha_t/2$.

Descent slowing = new Descent(t -> 0.1 / Math.sqrt(t), 1e-8);

display(Chart.of("Distance from the minimum of θ²/2, α = 0.1", "step t", "|θ|")
    .line("AdaGrad", adaGrad)
    .line("RMSProp", rmsProp.distance)
    .line("RMSProp, α like 1/√t", slowing.distance)
    .level("α/2", 0.05)
    .logY()
    .range(0, 500, 1e-10, 3)
    .figure());

// Real training is noisy, and noise changes the picture. If the noise of the gradients has the standard
// deviation σ, if that is much more than what the slope $\lambda\theta$ contributes near the minimum, and if the memory is
// not short, then $\sqrt v$ is about σ, a constant. So close to a minimum RMSProp *is* SGD, with the rate
// $\alpha/\sigma$. Put that rate into lesson 3's ball:
//
// $$s \approx \frac\alpha\sigma\cdot\frac{\sigma^2}{2\lambda} = \frac{\alpha\sigma}{2\lambda},
// \qquad\text{radius } \sqrt{\frac{\alpha\sigma}{2\lambda}},
// \qquad\text{extra loss } \frac\lambda2s \approx \frac{\alpha\sigma}4.$$
//
// **Predict:** λ = σ = 1 and α = 0.001. Each step is about α long. How far from the minimum does θ
// wander: about as far as a step is long?

double[] ballAndStep(double alpha, double rho) {
  MyRmsProp rule = new MyRmsProp();
  rule.alpha = alpha;
  rule.rho = rho;
  Random random = new Random(6);
  double theta = 0;
  double places = 0;
  double steps = 0;
  for (int t = 0; t < 1_000_000; t++) {
    double next = rule.step(theta, theta + random.nextGaussian());
    places += t < 10_000 ? 0 : theta * theta / 990_000;
    steps += t < 10_000 ? 0 : (next - theta) * (next - theta) / 990_000;
    theta = next;
  }
  return new double[] {Math.sqrt(places), Math.sqrt(steps)};
}

System.out.println("ρ      α        step        radius      √(ασ/2λ)");
for (double[] setting : new double[][] {{0.9, 0.001}, {0.99, 0.001}, {0.99, 0.004}, {0.99, 0.016}}) {
  double alpha = setting[1];
  double[] measured = ballAndStep(alpha, setting[0]);
  System.out.println(
      "%-5s  %.3f   %5.2f α    %6.1f α    %6.1f α"
          .formatted(setting[0], alpha, measured[1] / alpha, measured[0] / alpha, Math.sqrt(alpha / 2) / alpha));
}

// No: steps of about one α, and a ball of more than twenty. *The length of a step is not the distance
// from the minimum.* The steps follow the noise back and forth, a random walk against a weak pull.
// Four times the α doubles the radius, as in lesson 3. (The table has it in units of α, which are four times as
// large then: there the number halves.)
//
// Here is a bowl in two dimensions with a little noise in its gradients; look at the last forty
// steps.

class NoisyBowl implements Surface {
  final Random noise = new Random(6);

  public double at(double... xy) {
    return xy[0] * xy[0] / 2 + xy[1] * xy[1];
  }

  public double[] gradient(double... xy) {
    double[] g = {xy[0], 2 * xy[1]};
    g[0] += 0.2 * noise.nextGaussian();
    g[1] += 0.2 * noise.nextGaussian();
    return g;
  }
}

display(Trajectories.on(new NoisyBowl(), -3, 1, -2.5, 1)
    .named("A noisy bowl, f = θ₁²/2 + θ₂²")
    .run("adagrad", p -> new AdaGrad(p, 1))
    .run("rmsprop", p -> new RmsProp(p, Schedule.constant(0.3), 0.9, 1e-8))
    .figure(60, -2.5, -2));

// ## How to choose ρ and ε?
//
// $\rho$ is a compromise. With a short memory $v$ jitters with each batch, and steps are long or short by
// chance; Hinton's weight drifts. With a long one the past dominates: recovering from a burst takes long,
// and the wrong start lasts. You have the formulas for both.
//
// **Predict:** the squares of gradients that are pure Gaussian noise scatter by $\sqrt2$ of their
// mean. How much does $v$ scatter for ρ = 0.9? How large must ρ be for 3 %?

System.out.println("ρ        scatter of v    steps to forget a burst of 100, at most");
for (double rho : new double[] {0.5, 0.9, 0.99, 0.999, 0.9999}) {
  double scatter = Math.sqrt(2 * (1 - rho) / (1 + rho));
  double recovery = Math.log(100 * 100) / -Math.log(rho);
  System.out.println(
      "%-6s     %5.1f %%          %,8.0f".formatted(rho, 100 * scatter, recovery));
}

// 32 % at 0.9; for 3 % it takes 0.999. Ten times the memory makes $v$ about three times as steady, and
// takes up to about ten times as long to forget a long burst. (A single outlier raises $v$ by only
// $(1-\rho)R^2$, so a long memory takes less notice of it.) Hinton's lecture has $\rho = 0.9$;
// PyTorch and this library have 0.99. Adam's authors chose 0.999: with so long a memory the start has to be
// corrected, and they do.
//
// ε is another matter. When all gradients are equal and the start is over, a step is
// $\alpha\,|g|/(|g|+\varepsilon)$. For gradients far above ε that is α; far below, it is
// $(\alpha/\varepsilon)\,|g|$, plain gradient descent. So ε is in the units of a gradient, and it says
// *which gradients are too small to count as a direction*. It is the one thing in the rule that is not
// scale-free.

double[] sizes = new double[81];
double[] steps(double eps) {
  double[] steps = new double[81];
  for (int i = 0; i <= 80; i++) {
    sizes[i] = Math.pow(10, -10 + i / 8.0);
    steps[i] = sizes[i] / (sizes[i] + eps);
  }
  return steps;
}

display(Chart.of("How long is a step?", "size of the gradient", "step, in α")
    .line("ε = 1e-8", sizes, steps(1e-8))
    .line("ε = 1e-4", sizes, steps(1e-4))
    .line("ε = 1e-2", sizes, steps(1e-2))
    .logX()
    .logY()
    .range(1e-10, 1, 1e-6, 2)
    .figure());

// A larger ε also reduces the jumping. Put it into step 2 above:
// $2h = \alpha\lambda h/(\lambda h+\varepsilon)$, so $h = \alpha/2 - \varepsilon/\lambda$.
// **Predict:** $\alpha = 0.1$, $\lambda = 1$. Where does it end with an ε of 0.02? And with 0.06?

for (double eps : new double[] {1e-8, 0.02, 0.04, 0.06}) {
  double end = new Descent(t -> 0.1, eps).distance[500];
  System.out.println("ε = %-7s ends at %.4f".formatted(eps, end));
}

// At 0.03, and at rest: for $\varepsilon > \lambda\alpha/2$ there is no $h > 0$, as the rate
// $\alpha/\varepsilon$ stays below the ceiling $2/\lambda$. But such an ε gives up what RMSProp was made
// for, independence of the gradients' size. So as a rule ε is left tiny, and α falls instead.

// ## What if you break it?
//
// Forget the factor before the square: $v \leftarrow \rho v + g^2$. It looks like AdaGrad's sum with a
// leak, and not at all wrong.
//
// **Predict:** all gradients are 1 and $\rho = 0.99$. How long are the first step and step 10,000?

class Leaky extends MyRmsProp {
  @Override
  double step(double theta, double g) {
    v = rho * v + g * g;
    return theta - alpha * g / (Math.sqrt(v) + eps);
  }
}

double stepOf(MyRmsProp rule, double rho, int t) {
  rule.rho = rho;
  double step = 0;
  for (int i = 0; i < t; i++) {
    step = -rule.step(0, 1) / rule.alpha;
  }
  return step;
}

System.out.println("ρ        step 1: right, leaky     step 10,000: right, leaky");
for (double rho : new double[] {0.9, 0.99, 0.999}) {
  System.out.println(
      "%-5s        %5.2f α   %.3f α            %.2f α   %.3f α"
          .formatted(
              rho,
              stepOf(new MyRmsProp(), rho, 1),
              stepOf(new Leaky(), rho, 1),
              stepOf(new MyRmsProp(), rho, 10_000),
              stepOf(new Leaky(), rho, 10_000)));
}

// The first step looks *better* now, and later on the steps are too short, by a factor that depends on
// ρ. In fact this is all that has changed: the leaky $v$ is $1/(1-\rho)$ times the right one at every
// step, so the leaky rule is RMSProp with $\alpha\sqrt{1-\rho}$ instead of α. It learns. But now ρ is a
// second knob for the length of the steps: going from 0.9 to 0.999 for a longer memory makes the steps ten
// times shorter, and the memory gets the blame. The factor $1-\rho$ keeps ρ and α apart.
//
// And the other extreme, $\rho = 1$, a memory that never forgets: is that AdaGrad?
//
// **Predict:** the first gradient is 1. How long is the step with $\rho = 1$, $\alpha = 0.001$?

MyRmsProp neverForgets = new MyRmsProp();
neverForgets.rho = 1;
System.out.println("%,.0f".formatted(Math.abs(neverForgets.step(0, 1))));

try {
  new RmsProp(List.of(weight), Schedule.constant(0.001), 1, 1e-8);
} catch (IllegalArgumentException e) {
  System.out.println(e.getMessage());
}

// A hundred thousand. What never forgets never learns either: the new square enters with the weight
// $1-\rho = 0$, $v$ stays 0, and ε is all that is left to divide by. The library refuses such a ρ.
// With α as it is, AdaGrad is not the limit of RMSProp for ρ → 1: the steps grow without bound. With
// $\alpha\sqrt{1-\rho}$ instead of α it is, as the leaky rule shows, which for ρ = 1 *is* AdaGrad. (Lesson 8
// gets there another way, by bias correction.)

// ## Exercise 1: the same memory, counted in pictures
//
// *Warming up.* A colleague trains with batches of 4 pictures and $\rho = 0.99$. You have batches of 8, and want a
// memory that has the same half-life, *counted in pictures*. **Predict:** must your ρ be larger or
// smaller? Then write the general rule.

double sameMemory(double rho, int batch, int newBatch) {
  return rho; // your code
}

double picturesUntilHalf(double rho, int batch) {
  return batch * Math.log(0.5) / Math.log(rho);
}

Exercise one() {
  return Exercise.of("06-how-to-forget", 1)
      .expect("half-life in pictures, 0.99, from 4 to 8", picturesUntilHalf(0.99, 4),
          () -> picturesUntilHalf(sameMemory(0.99, 4, 8), 8), 1e-6)
      .expect("sameMemory(0.9, 32, 32)", 0.9, () -> sameMemory(0.9, 32, 32), 1e-6)
      .expect("half-life in pictures, 0.9, from 128 to 1", picturesUntilHalf(0.9, 128),
          () -> picturesUntilHalf(sameMemory(0.9, 128, 1), 1), 1e-6)
      .expect("half-life in pictures, 0.999, from 4 to 1000", picturesUntilHalf(0.999, 4),
          () -> picturesUntilHalf(sameMemory(0.999, 4, 1000), 1000), 1e-6);
}

display(one());

// ## Exercise 2: find the bug
//
// *Warming up.* This RMSProp has all its parts, and under steady gradients its steps come right in the end. **Predict:**
// how long is its very
// first step, with a gradient of 1? Then repair it.

double rmsPropSteps(double... gradients) {
  double theta = 0;
  double v = 0;
  for (double g : gradients) {
    theta -= 0.01 * g / (Math.sqrt(v) + 1e-8);
    v = 0.9 * v + (1 - 0.9) * g * g;
  }
  return theta;
}

Exercise two() {
  return Exercise.of("06-how-to-forget", 2)
      .expect("gradient 1", -0.01 / Math.sqrt(0.1), () -> rmsPropSteps(1), 1e-6)
      .expect("gradient -1000", 0.01 / Math.sqrt(0.1), () -> rmsPropSteps(-1000), 1e-6)
      .expect("gradients 2, 2", -0.01 * (1 / Math.sqrt(0.1) + 1 / Math.sqrt(0.19)),
          () -> rmsPropSteps(2, 2), 1e-6)
      .expect("gradients 1, -1", -0.01 * (1 / Math.sqrt(0.1) - 1 / Math.sqrt(0.19)),
          () -> rmsPropSteps(1, -1), 1e-6);
}

display(two());

// ## Exercise 3: write a sibling
//
// *Middling.* In AdaGrad and RMSProp α is a length that the user has to guess. AdaDelta (Zeiler 2012) takes it
// from the steps themselves: it keeps a second average $q$, of the squares of the steps $\Delta$, and
// multiplies by its root.
//
// $$v \leftarrow \rho v + (1-\rho)\,g^2 \qquad
// \Delta = -\frac{\sqrt{q+\varepsilon}}{\sqrt{v+\varepsilon}}\,g \qquad
// q \leftarrow \rho q + (1-\rho)\,\Delta^2 \qquad \theta \leftarrow \theta + \Delta$$
//
// Here ε stands *inside* the roots, where it has a second job: with $q = 0$, it makes the first step
// possible. **Predict:** with $\varepsilon = 10^{-6}$ and $\rho = 0.9$, how long is the first step?

class MyAdaDelta {
  double v, q;

  /** The new θ; ρ = 0.9, ε = 1e-6. */
  double step(double theta, double g) {
    return theta; // your code
  }
}

double adaDelta(double... gradients) {
  MyAdaDelta rule = new MyAdaDelta();
  double theta = 0;
  for (double g : gradients) {
    theta = rule.step(theta, g);
  }
  return theta;
}

Exercise three() {
  return Exercise.of("06-how-to-forget", 3)
      .expect("gradient 1", -0.003162262, () -> adaDelta(1), 1e-6)
      .expect("gradient -1000", 0.003162278, () -> adaDelta(-1000), 1e-6)
      .expect("gradients 1, 1, 1", -0.009707462, () -> adaDelta(1, 1, 1), 1e-6)
      .expect("gradients 2, -1, 0.5, 3", -0.006257794, () -> adaDelta(2, -1, 0.5, 3), 1e-6);
}

display(three());

// (The expected numbers are PyTorch's.)

// ## Exercise 4: diagnose this curve
//
// *Harder.* For a long time all gradients of a weight were 1, and RMSProp's steps were α long. Then came a single
// larger one. These are the steps after it:

double[] lengths = {
  0.1807, 0.1852, 0.1898, 0.1946, 0.1994, 0.2044, 0.2095, 0.2147, 0.2200, 0.2254, 0.2310, 0.2366
};

display(Chart.of("After a burst", "steps since the burst", "step, in units of α")
    .points("RMSProp", IntStream.rangeClosed(1, 12).asDoubleStream().toArray(), lengths)
    .figure());

// How large was the gradient, and what is ρ? **Predict** first: is its memory longer than that of 0.9? And than that of
// 0.99?

double rhoOfTheCurve() {
  return 0.9; // your answers
}

double burstOfTheCurve() {
  return 10;
}

Exercise four() {
  MyRmsProp rule = new MyRmsProp();
  rule.alpha = 1;
  rule.rho = rhoOfTheCurve();
  rule.v = 1;
  rule.step(0, burstOfTheCurve());
  double most = 0;
  for (double length : lengths) {
    most = Math.max(most, Math.abs(-rule.step(0, 1) / length - 1));
  }
  double far = most;
  return Exercise.of("06-how-to-forget", 4)
      .expect("largest relative distance from the curve, if more than 0.01", 0, () -> far > 0.01 ? far : 0, 1e-9);
}

display(four());

// ## Exercise 5: an open question
//
// In noise, RMSProp near a minimum is SGD with the rate $\alpha/\sigma$. So σ for σ, what is the difference?
// Think of many weights with different σ and λ: how large are their balls under SGD, how large under
// RMSProp, and what does each of them cost in loss? For which networks would you expect the one, for which
// the other to end lower, at the best α for each? Design a world in which it is so, and one in which it is
// not.

// ## And for a whole net?
//
// In the [assignment](../../lessons/06-how-to-forget/assignment/README.md) of lessons 5 and 6 you write
// AdaGrad and RMSProp for parameters of many elements, and in the project's folder
//
// ```sh
// mvn -q test -Dlesson=06
// ```
//
// tries them on sixteen tests. Eight of them are named for a mistake. **Predict:** which of these turns
// one rule into the other?

// ## Summary
//
// 1. An exponential average goes a share of $1-\rho$ towards each new value; it is as old and as steady as
//    a window of $(1+\rho)/(1-\rho)$ steps, in one number.
// 2. RMSProp is AdaGrad with this average instead of the sum: it gets over a burst in at most
//    $\ln R^2/(-\ln\rho)$ steps, where AdaGrad stalls.
// 3. Its $v$ starts at 0 and is $1-\rho^t$ times what it should be, so that the first steps are too long.
// 4. With no memory at all it is sign descent, which counts votes; with a long one, it weighs them.
// 5. Its steps do not shrink with the gradient: unless α falls, it jumps at $\pm\alpha/2$ about a minimum,
//    and in noise wanders in a ball of radius $\sqrt{\alpha\sigma/2\lambda}$, for a small α far larger than a step.

// ## Sources
//
// - T. Tieleman and G. Hinton, *Lecture 6.5, rmsprop: Divide the gradient by a running average of its
//   recent magnitude*, Coursera, 2012: the rule, and the weight with nine small
//   gradients and a large one. M. Riedmiller and H. Braun, *A direct adaptive method for faster
//   backpropagation learning: the RPROP algorithm*, 1993.
// - M. D. Zeiler, *ADADELTA: An Adaptive Learning Rate Method*, arXiv 1212.5701, 2012: Algorithm 1.
// - D. P. Kingma and J. Ba, *Adam*, arXiv 1412.6980v9: §5 (RMSProp lacks bias correction), §3 (the
//   correction).
// - The equality of the two window lengths, the contest (one seed), the jump of $\alpha/2$ with its ε and
//   the ball are worked out here.
// - In this library: [RmsProp](../../src/moments/optim/RmsProp.java) and its
//   [tests](../../tests/moments/optim/RelatedRulesTest.java).
//
// **Read next:** lesson 7 takes the wrong start apart; lesson 8 makes Adam of all this.

/exit
