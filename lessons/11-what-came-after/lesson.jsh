import static moments.lab.Display.*;

// # 11. What came after?
//
// *Reading: 45 minutes. Running: 60 seconds.*
//
// Since Adam, well over a hundred optimizers have been published, and most papers report that theirs
// is the better one. Yet the usual rule for a large net is still Adam, plus one line of 2017. What did
// the others try, and what became of it?
//
// On this page you will derive five of them, four from Adam by changing a few lines and one, Muon, from what a matrix
// is, and hold your lines against this library's. You will know what each one changes, what that costs, and how
// much is known about whether it helps. At the end they run against each other on the tutorial's net,
// a trial that is honest about how little it can say.
//
// You need Adam (lesson 8), the ball in noise (lesson 10) and that rulers along the axes do not turn
// with the map (lesson 5).
//
// *How to read:* at each **Predict**, write down an answer before you run the next cell.

import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import moments.data.*;
import moments.explore.*;
import moments.lesson.*;
import moments.nn.*;
import moments.optim.*;
import moments.plot.Palette;
import moments.tensor.*;
import moments.train.*;

// ## Which part does each one change?
//
// Adam has four parts: a *direction* (the mean $m$), a *size* (the mean square $v$), a *correction*
// for the start of both, and a *step* that puts them together, for each weight by itself.
//
// | rule | year | what it changes |
// |---|---|---|
// | AdamW | 2017 | the step: weight decay stands beside it |
// | NAdam | 2016 | the direction: a look ahead |
// | RAdam | 2019 | the correction: no adaptive step until $v$ is worth something |
// | AMSGrad | 2018 | the size: it never falls (lesson 10) |
// | Adafactor | 2018 | the size: a number for each row and column instead of each weight |
// | Lion | 2023 | the size: there is none |
// | Schedule-Free | 2024 | the direction: a mean of *places* does the work of the mean of gradients |
// | Shampoo, SOAP, Muon | 2018–2024 | "each weight by itself": matrices are treated as matrices |
//
// What do they keep beside the weights? Memory is often the first question, as $m$ and $v$ of a large
// net are twice as large as the net.
//
// **Predict:** for the tutorial's net with its 62,006 weights: how many numbers are a *row and column*
// second moment, and how many a full matrix of all pairs of weights?

long adafactor = 0;
long shampoo = 0;
long weights = 0;
for (Parameter p : Nets.tutorial(1).parameters()) {
  long rows = p.value().dim(0);
  long columns = p.value().size() / rows;
  weights += rows * columns;
  boolean matrix = p.value().rank() > 1;
  adafactor += matrix ? rows + columns : rows;
  shampoo += matrix ? rows * rows + columns * columns : 0;
}
System.out.println("Adam, m and v:                   %,15d".formatted(2 * weights));
System.out.println("Lion, m:                         %,15d".formatted(weights));
System.out.println("Adafactor, its second moment:    %,15d".formatted(adafactor));
System.out.println("Shampoo, two squares a matrix:   %,15d".formatted(shampoo));
System.out.println("all pairs of weights:            %,15d".formatted(weights * weights));

// Adafactor keeps the sums of the rows and of the columns of a matrix's $v$, and for each entry takes (sum of
// its row) × (sum of its column) ÷ (sum of all). That is exact only if all rows have the same pattern, and takes 1,301
// numbers where Adam takes 62,006. Shampoo keeps two square matrices
// for each matrix of weights, 231,429 numbers, instead of the 3,844,744,036 of the full one.

// ## Is weight decay the same as L2?
//
// Large weights are often a sign of a net that learns its examples by heart. The old remedy, *L2
// regularization*, adds $\frac\lambda2\theta^2$ to the loss, so $\lambda\theta$ to the gradient. (λ was the
// curvature until now; on this page it is the decay.) In SGD
// that is the same as shrinking the weights in each step, *weight decay*:
//
// $$\theta - \alpha(g + \lambda\theta) = (1-\alpha\lambda)\,\theta - \alpha g$$
//
// In Adam the two come apart, because $\lambda\theta$ goes through the division by $\sqrt v$ with the
// rest.
//
// **Predict:** $f = \theta^2/2$ from 1, with $\alpha = 0.1$; L2 with $\lambda = 0.01$ adds one
// hundredth to each gradient. How much further does Adam get in three steps? How much further with
// decay?

double[] places(Surface f, Function<List<Parameter>, Optimizer> make) {
  return Stepper.run(f, make, 3, 1).doubleColumn("θ").asDoubleArray();
}

Surface bowl = theta -> theta[0] * theta[0] / 2;
Surface withL2 = theta -> bowl.at(theta) + 0.01 * theta[0] * theta[0] / 2;
double[] plain = places(bowl, p -> new Adam(p, 0.1));
double[] l2 = places(withL2, p -> new Adam(p, 0.1));
double[] decayed = places(bowl, p -> new AdamW(p, 0.1)); // λ = 0.01 is its default
for (int t = 1; t <= 3; t++) {
  System.out.println(
      "step %d:   Adam %.6f   Adam with L2 %.6f   AdamW %.6f".formatted(t, plain[t], l2[t], decayed[t]));
}

// L2 does *nothing*. It multiplies every gradient of this bowl by 1.01, and the size of gradients is
// just what Adam divides out. **AdamW** puts $(1-\alpha\lambda)\,\theta$ where Adam's step has θ: it shrinks θ
// by one part in a thousand, beside the step, and is at 0.698911 instead of 0.701586.
//
// What does L2 do where gradients are noise? Let the gradient be noise of size σ and nothing else.
// Then $\sqrt v \approx \sigma$, the noise moves θ to and fro, and on average a step takes
// $\alpha\lambda\theta/\sigma$ off. So under L2 a weight shrinks like $e^{-\alpha\lambda t/\sigma}$,
// under AdamW like $e^{-\alpha\lambda t}$.
//
// **Predict:** $\lambda = 0.01$, $\alpha = 0.001$, 20,000 steps. What is left of a weight of 1 whose
// noise is of size 1? And of one whose noise is of size 100?

/** The mean of 400 weights that start at 1 and have gradients of noise, plus l2 times the weight. */
double left(Function<List<Parameter>, Optimizer> make, double l2, double sigma) {
  Parameter p = new Parameter("weights", Tensor.zeros(400).fill(1));
  Optimizer optimizer = make.apply(List.of(p));
  float[] theta = p.value().data();
  Random noise = new Random(11);
  for (int t = 0; t < 20_000; t++) {
    for (int i = 0; i < theta.length; i++) {
      p.grad().data()[i] = (float) (sigma * noise.nextGaussian() + l2 * theta[i]);
    }
    optimizer.step();
  }
  return p.value().sum() / theta.length;
}

System.out.println("noise    Adam with L2: theory, run    AdamW: theory, run");
double[][] shrunk = new double[2][];
for (int i = 0; i < 2; i++) {
  double sigma = i == 0 ? 1 : 100;
  shrunk[i] = new double[] {
    left(p -> new Adam(p, 0.001), 0.01, sigma), left(p -> new AdamW(p, 0.001), 0, sigma)
  };
  System.out.println(
      "%5.0f           %.3f     %.3f            %.3f     %.3f"
          .formatted(sigma, Math.exp(-0.2 / sigma), shrunk[i][0], Math.exp(-0.2), shrunk[i][1]));
}

// (The theory leaves out the random walk of 400 weights, which moves their mean by about 0.007.) With
// L2 the weight with the large gradients is spared, 0.998 of it left; with AdamW both keep 0.819.
// Loshchilov and Hutter put it so: L2 in Adam regularizes weights with large gradients *less*. Whether
// that is worse must be tried; they found decay better, and that the best λ then depends less on α;
// the frameworks' recipes for large nets have used AdamW since.
//
// One trap: in their paper the decay is $\eta\lambda\theta$ with a schedule η *apart* from α; in
// PyTorch, and here, it is $\alpha\lambda\theta$. A λ from the one is none for the other.

// ## Can it look ahead?
//
// Nesterov's momentum steps as if it knew the velocity of the *next* step (lesson 4). Adam's direction
// can be written out as
//
// $$\hat m = \frac{\beta_1 m_{t-1} + (1-\beta_1)\,g}{1-\beta_1^{\,t}}.$$
//
// The first part is old news. **NAdam** (Dozat 2016) takes what the next step will have in its place,
// $m_t$, and the next step's correction with it:
//
// $$\hat m = \frac{\beta_1\, m_t}{1-\beta_1^{\,t+1}} + \frac{(1-\beta_1)\,g}{1-\beta_1^{\,t}}.$$
//
// That is the idea; the newest gradient now counts nearly twice. The paper adds a warm-up, a $\beta_1$
// that rises from about half its value, $\mu_t = \beta_1(1-\frac12\cdot0.96^{t/250})$; then
// $\beta_1^{\,t}$ becomes the product $\mu_1\mu_2\cdots\mu_t$. (PyTorch, and so this library, keeps
// the plain $\beta_1$ in the line of $m$. The paper has $\mu_t$ there too.)

interface Rule {
  double step(double theta, double g);
}

class MyNAdam implements Rule {
  double alpha = 0.002, beta1 = 0.9, beta2 = 0.999, eps = 1e-8;
  double m, v, product = 1;
  int t;

  double mu(int t) {
    return beta1 * (1 - 0.5 * Math.pow(0.96, t / 250.0));
  }

  public double step(double theta, double g) {
    t++;
    product *= mu(t);
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g * g;
    double mHat = mu(t + 1) * m / (1 - product * mu(t + 1)) + (1 - mu(t)) * g / (1 - product);
    double vHat = v / (1 - Math.pow(beta2, t));
    return theta - alpha * mHat / (Math.sqrt(vHat) + eps);
  }
}

/** The largest distance between the two in 1,000 steps with random gradients. */
double apart(Rule mine, Function<List<Parameter>, Optimizer> make) {
  Parameter p = new Parameter("theta", Tensor.zeros(1).fill(1));
  Optimizer theirs = make.apply(List.of(p));
  Random random = new Random(11);
  double theta = 1;
  double largest = 0;
  for (int t = 0; t < 1000; t++) {
    double g = (float) random.nextGaussian();
    theta = mine.step(theta, g);
    p.grad().set((float) g, 0);
    theirs.step();
    largest = Math.max(largest, Math.abs(theta - p.value().get(0)));
  }
  return largest;
}

System.out.println("equal, to five digits: " + (apart(new MyNAdam(), p -> new NAdam(p, 0.002)) < 1e-5));

// (Not to the last bit: the cells of this page compute in doubles, the library in floats, which carry
// about seven digits.)
//
// ```java
// m[i] = average(beta1, m[i], g[i]);
// v[i] = average(beta2, v[i], g[i] * g[i]);
// float mHat = shareOfM * m[i] + shareOfG * g[i];
// float vHat = v[i] * correction2;
// theta[i] -= alpha * mHat / ((float) Math.sqrt(vHat) + eps);
// ```
// <sub>[src/moments/optim/NAdam.java](../../src/moments/optim/NAdam.java)</sub>
//
// On the bowl from 1 with $\alpha = 0.1$:

display(Stepper.run(bowl, p -> new NAdam(p, 0.1), 5, 1));

// Its first step is a little longer than α, the next ones are shorter. The formula says why: of a
// gradient that stays the same, $\hat m$ is 1.056 in step 1 and 0.784 in step 2, where Adam's is
// exactly 1. The look ahead alone counts more than 1 at the start: with the paper's $\mu_t$ in the line of $m$
// too, $\hat m$ would be 1.310 and then 1.085. That it falls below 1 here comes from PyTorch, which keeps $m$
// with one β and corrects it with another. After some fifty steps $m$ has filled up and nothing is left to
// correct: then $\hat m$ is 1, although the two β still differ.
//
// What speaks for it: AlgoPerf, a contest with equal budgets for tuning, had NAdamW (NAdam with decay)
// as the rule for others to beat.

// ## Do we need v at all?
//
// Where gradients stay about the same, $m/\sqrt v$ is about $\pm1$. So take the sign and save half of the memory: **Lion**
// (Chen and others 2023), found by a program that tried out programs.
//
// $$\theta \leftarrow \theta - \alpha\,\big(\text{sign}(\beta_1 m + (1-\beta_1)\,g) + \lambda\theta\big)
// \qquad m \leftarrow \beta_2 m + (1-\beta_2)\,g$$
//
// There are two β for one $m$: the memory is long ($\beta_2 = 0.99$), and the step listens to the
// newest gradient more than the memory does ($\beta_1 = 0.9$). Mind the names: both belong to $m$
// here.

class MyLion implements Rule {
  double alpha = 1e-4, beta1 = 0.9, beta2 = 0.99;
  double m;

  public double step(double theta, double g) {
    double direction = Math.signum(beta1 * m + (1 - beta1) * g);
    m = beta2 * m + (1 - beta2) * g;
    return theta - alpha * direction;
  }
}

System.out.println("equal, to five digits: " + (apart(new MyLion(), p -> new Lion(p, 1e-4)) < 1e-5));

// ```java
// float direction = Math.signum(average(beta1, m[i], g[i]));
// theta[i] -= alpha * (direction + lambda * theta[i]);
// m[i] = average(beta2, m[i], g[i]);
// ```
// <sub>[src/moments/optim/Lion.java](../../src/moments/optim/Lion.java)</sub>
//
// Every step of every weight is α long. That is why the authors advise an α that is three to ten times
// smaller than Adam's.
//
// **Predict:** can you derive such a number? In pure noise, how long is Adam's typical step, and how
// long Lion's? (You know the first from lesson 8.)

class MyAdam implements Rule {
  double alpha = 0.001, beta1 = 0.9, beta2 = 0.999, eps = 1e-8;
  double m, v;
  int t;

  public double step(double theta, double g) {
    t++;
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g * g;
    return theta - alpha * m / (1 - Math.pow(beta1, t)) / (Math.sqrt(v / (1 - Math.pow(beta2, t))) + eps);
  }
}

double typicalStep(Rule rule, double alpha) {
  Random noise = new Random(11);
  double squares = 0;
  for (int t = 0; t < 60_000; t++) {
    double step = rule.step(0, noise.nextGaussian()) / alpha;
    squares += t < 10_000 ? 0 : step * step / 50_000;
  }
  return Math.sqrt(squares);
}

double adamsStep = typicalStep(new MyAdam(), 0.001);
double lionsStep = typicalStep(new MyLion(), 1e-4);
System.out.println("Adam %.2f α, Lion %.2f α".formatted(adamsStep, lionsStep));

// 4.4 times as long, $1/\sqrt{(1-\beta_1)/(1+\beta_1)}$, whatever the size of the noise, as long as the
// gradients are independent and none is so rare that $v$ forgets it: for steps of equal length Lion needs an α
// that much smaller. (For steps that *agree*, it needs none of that; a single factor cannot be right for both.)
//
// How good is it? On large vision and language models the authors saw savings of compute; independent
// comparisons since have been mixed (one with many optimizers on language models: Semenov and others
// 2025). It is *contested*: use it for its memory, and tune it.

// ## Can averaging replace the schedule?
//
// In noise, with a small constant α, Adam wanders about a minimum of curvature $h$ at a distance of about
// $\sqrt{\alpha\sigma/2h}$ (lesson 10, where the curvature is called λ). The usual cure is a schedule: let α
// fall to 0, for instance along half a cosine wave (`Schedule.cosine(α, steps)` in the library). Such a schedule
// must know the end beforehand: stop earlier, and you stop in the ball. (Schedules like $1/t$ need no end, but
// must fall at the right rate, lesson 3.)
//
// The other cure was in the Adam paper all along (§7.2): keep the *mean of the places*. They lie about
// the minimum on all sides, and their mean lies much nearer than they do on average. But a plain mean also
// remembers the way from the start, and changes nothing in the walk itself. **Schedule-Free AdamW**
// (Defazio and others 2024) takes as plain a mean, but takes the gradients near it: as long as the *mean* lies on one side,
// the walk is pushed on to the other, until the way from the start is made good. It has three places:
//
// $$\begin{array}{ll}
// \text{z walks, as RMSProp with correction does} & z \leftarrow z - \alpha\,g/(\sqrt{\hat v}+\varepsilon) \\
// \text{x is the mean of all z so far} & x \leftarrow x + (z - x)/t \\
// \text{gradients are taken between them} & y = (1-\beta_1)\,z + \beta_1\,x
// \end{array}$$
//
// Where has $m$ gone? With $\beta_1 = 0.9$, a step of $z$ moves $y$ by a tenth of it at once; the rest
// comes in through $x$, later. It is $y$, not a mean of gradients, that takes up news slowly. If α
// changes, as in a warm-up, the library's mean is a weighted one, with the weight $\alpha_t^2$ for each $z$.

class MyScheduleFree implements Rule {
  double alpha = 0.0025, beta1 = 0.9, beta2 = 0.999, eps = 1e-8;
  double x, z, v;
  int t;

  /** From y to the next y, at which the next gradient is to be taken. */
  public double step(double y, double g) {
    t++;
    if (t == 1) {
      x = z = y;
    }
    v = beta2 * v + (1 - beta2) * g * g;
    double vHat = v / (1 - Math.pow(beta2, t));
    z -= alpha * g / (Math.sqrt(vHat) + eps);
    x += (z - x) / t;
    return (1 - beta1) * z + beta1 * x;
  }
}

System.out.println(
    "equal, to five digits: " + (apart(new MyScheduleFree(), p -> new ScheduleFreeAdamW(p, 0.0025)) < 1e-5));

// ```java
// v[i] = average(beta2, v[i], g[i] * g[i]);
// float vHat = v[i] * correction2;
// z[i] -= alpha * (g[i] / ((float) Math.sqrt(vHat) + eps) + lambda * y[i]);
// x[i] += c * (z[i] - x[i]);
// y[i] = average(beta1, x[i], z[i]);
// ```
// <sub>[src/moments/optim/ScheduleFreeAdamW.java](../../src/moments/optim/ScheduleFreeAdamW.java)</sub>
//
// Now the ball. $f = \theta^2/2$ from 1, noise of size 1, 10,000 steps, $\alpha = 0.05$ for all; the
// typical distance of 200 runs. (Of Schedule-Free it is that of $x$, which is its result.)
//
// **Predict:** draw the curves: Adam; Adam with a cosine that ends at step 100, 1,000 or 10,000;
// Schedule-Free.

double[] seen = IntStream.rangeClosed(0, 40).mapToDouble(i -> Math.rint(Math.pow(10, i / 10.0))).distinct().toArray();

/** Typical distances at the steps of {@code seen}; α is constant, or falls to 0 at step {@code end}. */
double[] distances(Supplier<Rule> make, double end) {
  double[] at = DoubleStream.of(seen).filter(t -> t <= end).toArray();
  double[] squares = new double[at.length];
  for (int run = 0; run < 200; run++) {
    Random noise = new Random(run);
    Rule rule = make.get();
    double theta = 1;
    int next = 0;
    for (int t = 1; next < at.length; t++) {
      if (rule instanceof MyAdam adam) {
        adam.alpha = 0.05 * (end > 10_000 ? 1 : (1 + Math.cos(Math.PI * (t - 1) / end)) / 2);
      }
      theta = rule.step(theta, theta + noise.nextGaussian());
      if (t == at[next]) {
        double result = rule instanceof MyScheduleFree free ? free.x : theta;
        squares[next++] += result * result / 200;
      }
    }
  }
  return Arrays.stream(squares).map(Math::sqrt).toArray();
}

MyScheduleFree free() {
  MyScheduleFree rule = new MyScheduleFree();
  rule.alpha = 0.05;
  return rule;
}

double[] constant = distances(MyAdam::new, Double.POSITIVE_INFINITY);
double[] to100 = distances(MyAdam::new, 100);
double[] to1000 = distances(MyAdam::new, 1_000);
double[] to10000 = distances(MyAdam::new, 10_000);
double[] averaged = distances(() -> free(), Double.POSITIVE_INFINITY);
display(Chart.of("Ways to end in noise", "step t", "distance from the minimum")
    .line("adam", seen, constant)
    .line("cosine to 100", Arrays.copyOf(seen, to100.length), to100)
    .line("cosine to 1,000", Arrays.copyOf(seen, to1000.length), to1000)
    .line("cosine to 10,000", seen, to10000)
    .line("schedulefree", seen, averaged)
    .level("√(ασ/2h)", Math.sqrt(0.05 / 2))
    .logX()
    .logY()
    .range(1, 1e4, 0.01, 1.5)
    .figure());

// A cosine dives at its very end, because it knows where that is. Schedule-Free knows of no end. At these
// three ends it has about what the cosine made for that moment has. In between it is not always so: from step
// 100 to 158 it *rises*, from 0.10 to 0.14, where a cosine made for that moment would end nearer. Over longer
// stretches it goes on falling, in the long run like $1/\sqrt t$, the rate of a mean of $t$ noisy gradients, but not to
// its height: at the end it is at 0.024, where $\sigma/(h\sqrt t)$ is 0.01. The plain mean of Adam's places does get to
// about 0.01 on this bowl; at step 100 it is far behind, for it still remembers the start.
//
// Schedule-Free AdamW won the track of AlgoPerf for rules that must tune themselves; that is strong
// evidence, of a kind that few rules have. The bowl above is of the friendliest sort, though: convex,
// and with a noise that never changes.

// ## What if the weights are a matrix?
//
// A linear layer computes $y = Wx$. Turn its inputs by a rotation, $x \to R^Tx$, and turn $W$ back,
// $W \to WR$: $y$ is the same. The gradient of $W$ is that of $y$ times $x^T$ (lesson 2); call it $G$. After the
// turn it is $GR$. A rule that takes the layer for what it is should turn along. Adam does not; its ruler for
// each entry lies along the axes (lessons 5 and 10). What does turn along?
//
// Every matrix can be written as $G = U\Sigma V^T$: a rotation (or reflection), a stretching along
// axes by the *singular values* in Σ, another rotation. If the inputs turn, $G$ becomes $GR$, and only the last
// rotation changes. So the rule
//
// $$O = UV^T,$$
//
// *all singular values made 1*, turns along: $(GR) \mapsto OR$. It is to a matrix what the sign is to
// a number: it forgets the sizes and keeps the directions. (For a matrix of one row and one column it
// *is* the sign.) That is **Muon** (Jordan and others 2024): a momentum, made orthogonal.
//
// $$m \leftarrow \mu m + (1-\mu)\,g \qquad
// \theta \leftarrow \theta - \alpha\,\sqrt{\max(1, \text{rows}/\text{columns})}\;\text{orthogonal}(\mu m + (1-\mu)\,g)$$
//
// (The $m$ on the right is already the new one, so that $g$ counts once more: Nesterov's look ahead, lesson 4.
// The root makes the steps longer for a matrix with more rows than columns.)
//
// How to get $UV^T$ without computing $U$, Σ and $V$? By products alone. $XX^TX = U\Sigma^3V^T$: the
// rotations stay and each singular value is raised to the third power. So an odd polynomial of $X$ leaves the
// rotations alone and applies the same polynomial to each singular value. To do so again and again is a *Newton–Schulz
// iteration*. Muon takes
//
// $$X \leftarrow aX + b\,XX^TX + c\,XX^TXX^TX \qquad s \mapsto as + bs^3 + cs^5,$$
//
// five times, after dividing by the root of the sum of all squares, so that no $s$ is above 1.
//
// **Predict:** with $a = 3.4445$, $b = -4.7750$, $c = 2.0315$, is 1 a fixed point? What is left of a
// difference of 1 to 100 between two singular values?

double polynomial(double s) {
  return 3.4445 * s - 4.7750 * s * s * s + 2.0315 * Math.pow(s, 5);
}

System.out.println("step        s = 0.01    s = 0.1     s = 0.5     s = 1");
double[] s = {0.01, 0.1, 0.5, 1};
for (int step = 0; step <= 5; step++) {
  System.out.println("%d           %.3f       %.3f       %.3f       %.3f".formatted(step, s[0], s[1], s[2], s[3]));
  s = DoubleStream.of(s).map(x -> polynomial(x)).toArray();
}

// It is not: the polynomial has been tuned to lift small values quickly, $a$ times a step, and gives
// up the 1 for it. All that start between 0.01 and 1 end between 0.68 and 1.14. Good enough, the authors
// found.

double[] start = IntStream.rangeClosed(1, 200).mapToDouble(i -> i / 200.0).toArray();

double iterated(double s, double times) {
  for (int i = 0; i < times; i++) {
    s = polynomial(s);
  }
  return s;
}

display(Slides.of("times", new double[] {5, 4, 3, 2, 1, 0}, times ->
    Chart.of("What becomes of a singular value", "before", "after")
        .line("muon", start, DoubleStream.of(start).map(x -> iterated(x, times)).toArray())
        .level("orthogonal", 1)
        .range(0, 1, 0, 1.3)));

// Does it turn along? A gradient with sizes far apart, a rotation by 30°, and both orders:

Tensor times(Tensor a, Tensor b) {
  Tensor product = Tensor.zeros(a.dim(0), b.dim(1));
  for (int i = 0; i < a.dim(0); i++) {
    for (int j = 0; j < b.dim(1); j++) {
      for (int k = 0; k < a.dim(1); k++) {
        product.set(product.get(i, j) + a.get(i, k) * b.get(k, j), i, j);
      }
    }
  }
  return product;
}

Tensor sign(Tensor x) {
  Tensor sign = x.copy();
  for (int i = 0; i < x.size(); i++) {
    sign.data()[i] = Math.signum(x.data()[i]);
  }
  return sign;
}

float cos = (float) Math.cos(Math.PI / 6);
Tensor rotation = Tensor.of(new float[] {cos, -0.5f, 0.5f, cos}, 2, 2);
Tensor gradient = Tensor.of(new float[] {3, 1, -0.2f, 0.1f, 5, 2}, 3, 2);
Tensor turnedGradient = times(gradient, rotation);
Tensor orthogonal = NewtonSchulz.orthogonal(gradient);
double muonDiffers =
    NewtonSchulz.orthogonal(turnedGradient).minus(times(orthogonal, rotation)).norm();
double signDiffers = sign(turnedGradient).minus(times(sign(gradient), rotation)).norm();
System.out.println("orthogonal(GR) - orthogonal(G)R: %.3f".formatted(muonDiffers));
System.out.println("sign(GR) - sign(G)R:             %.3f".formatted(signDiffers));

// The five rounds by hand, of three products each, and the library's (which squares $XX^T$ for the third of
// them: cheaper for wide matrices):

Tensor transposed(Tensor a) {
  Tensor transposed = Tensor.zeros(a.dim(1), a.dim(0));
  for (int i = 0; i < a.dim(0); i++) {
    for (int j = 0; j < a.dim(1); j++) {
      transposed.set(a.get(i, j), j, i);
    }
  }
  return transposed;
}

Tensor myOrthogonal(Tensor m) {
  Tensor x = m.times(1 / m.norm());
  for (int step = 0; step < 5; step++) {
    Tensor square = times(x, transposed(x));
    Tensor cube = times(square, x);
    x = x.times(3.4445).plus(cube.times(-4.7750)).plus(times(square, cube).times(2.0315));
  }
  return x;
}

double muonApart = myOrthogonal(gradient).minus(NewtonSchulz.orthogonal(gradient)).norm();
System.out.println("equal, to five digits: " + (muonApart < 1e-5));

// The library's page, on whole tensors, with the Newton–Schulz products in
// [a page of their own](../../src/moments/optim/NewtonSchulz.java):
//
// ```java
// m.set(m.times(mu).plus(g.times(1 - mu)));
// Tensor ahead = m.times(mu).plus(g.times(1 - mu));
// int rows = theta.dim(0);
// int columns = theta.size() / rows;
// Tensor o = NewtonSchulz.orthogonal(ahead.reshape(rows, columns));
// double rate = alpha * Math.sqrt(Math.max(1, (double) rows / columns));
// theta.set(theta.times(1 - alpha * weightDecay).minus(o.reshape(theta.shape()).times(rate)));
// ```
// <sub>[src/moments/optim/Muon.java](../../src/moments/optim/Muon.java)</sub>
//
// Biases are no matrices, and the last layer (and in language models the embedding) is best left to
// AdamW; `ParameterGroups.muonWithAdamW` does so for a net. A convolution's weights count as
// a matrix of filters.
//
// What does it cost? For a matrix of $n$ rows and $k \ge n$ columns a product $XX^T$ takes $n^2k$
// multiplications, its square $n^3$, and the last product $n^2k$ again; five times all that.
//
// **Predict:** a training step of the tutorial's net takes 1,602,360 multiplications for each image.
// How many images' worth is one step of Muon?

long muonsStep = 0;
for (String name : List.of("conv1.weight", "conv2.weight", "fc1.weight", "fc2.weight")) {
  for (Parameter p : Nets.tutorial(1).parameters()) {
    if (p.name().equals(name)) {
      long n = Math.min(p.value().dim(0), p.value().size() / p.value().dim(0));
      long k = p.value().size() / n;
      muonsStep += 5 * (2 * n * n * k + n * n * n);
    }
  }
}
System.out.println("%,d, as many as for %.1f images".formatted(muonsStep, muonsStep / 1_602_360.0));

// 78 million, as much as 48.7 images. With batches of 4 that is twelve times the rest of the step; with
// batches of thousands it would be little for this net. For a square matrix of $n$ rows the share is $5n/B$
// ($15n^3$ multiplications against $3n^2$ an example), where $B$ counts the examples, in language models the
// tokens: large models have $n$ in the thousands and $B$ in the millions.
//
// Is it better? Its authors used it to set speed records for a small language model, and models of
// many billions of weights have been trained with it (Liu and others 2025). Where every rule was tuned
// (Wen and others 2025), the best of this kind were 1.4 times as fast as AdamW at 0.1 billion weights
// and 1.1 times at 1.2 billion: a real gain, which shrank as the nets grew.
//
// **Shampoo** (2018) had the idea first, and more of it: it keeps sums (later versions: running means) of
// $GG^T$ and of $G^TG$, the two squares counted at the top, and multiplies by the inverses of their fourth roots
// on both sides: AdaGrad for matrices. Without memory, Shampoo's step *is* $UV^T$, in the directions that $G$ has:
// $(GG^T)^{-1/4}\,G\,(G^TG)^{-1/4} = U\Sigma^{-1/2}\Sigma\,\Sigma^{-1/2}V^T$. **SOAP** (2024) runs
// Adam in the axes that Shampoo finds, so that its rulers lie along the matrix's own directions. Both
// keep more than Muon does, and have to compute roots or axes of large matrices now and then; a variant of Shampoo won
// AlgoPerf's track with tuning.

// ## How do the siblings walk?
//
// Here the rules of this page that work on single weights walk on the valley turned by 45° (Muon needs a matrix and
// stays at home). Press play. The rates are such that the trails can be compared; nobody's is tuned.
//
// **Predict:** whose result is a place where it has never stood?

display(Trajectories.on(Surfaces.rotated(), -6, 6, -6, 6)
    .run("adam", p -> new Adam(p, 0.2))
    .run("adamw, λ = 0.2", p -> new AdamW(p, Schedule.constant(0.2), 0.9, 0.999, 1e-8, 0.2))
    .run("nadam", p -> new NAdam(p, 0.2))
    .run("lion", p -> new Lion(p, 0.1))
    .run("schedulefree", p -> new ScheduleFreeAdamW(p, 0.4))
    .figure(60, -7 / Math.sqrt(2), -3 / Math.sqrt(2)));

// Lion walks along diagonals only, as each weight moves by the same length. AdamW with so much decay
// is pulled to the origin, which is the minimum only by luck here. Schedule-Free's trail is that of
// $y$; its $z$ and its result $x$ stand in the table below the map.

// ## Who does best on our net?
//
// An honest trial, small enough to run while you wait. 3,000 photographs to train on, 1,000 others of
// the training set to judge by (the test images stay out of it), batches of 100, five epochs, so 150
// steps. For each rule four rates: its usual one, and a third, three times and ten times of it. The
// best by accuracy runs again with two fresh seeds.
//
// **Predict:** the order, and the gap between first and last.

boolean quick = Boolean.getBoolean("moments.quick"); // for the tests of this page
Dataset all = (quick ? Cifar10.sample() : Cifar10.load()).train();
Dataset training = all.limit(quick ? 40 : 3_000);
Dataset judging = all.skip(all.size() - (quick ? 20 : 1_000));

/** How many percent of the pictures it has not seen a net trained like this gets right. */
double trial(String name, double lr, long seed) {
  Sequential net = Nets.tutorial(seed);
  Optimizer optimizer = Optimizers.named(name).create(net.parameters(), lr);
  DataLoader batches = new DataLoader(training, quick ? 20 : 100, seed);
  Trainer trainer = new Trainer(net, optimizer, batches, DataLoader.inOrder(judging, 100));
  trainer.run(quick ? 1 : 5);
  var points = trainer.history().points();
  return 100 * points.get(points.size() - 1).testAccuracy();
}

System.out.println("                     usual α     a third    usual    times 3    times 10    fresh seeds");
for (String name : List.of("momentum", "adam", "nadam", "lion", "schedulefree", "muon")) {
  double usual = name.equals("momentum") ? 0.01 : Optimizers.named(name).lr();
  double[] rates = {usual / 3, usual, 3 * usual, 10 * usual};
  double[] got = DoubleStream.of(rates).map(lr -> trial(name, lr, 1)).toArray();
  int best = 0;
  for (int i = 1; i < 4; i++) {
    best = got[i] > got[best] ? i : best;
  }
  System.out.println(
      "%-20s  %.4f     %5.1f %%  %5.1f %%    %5.1f %%     %5.1f %%    %.1f %%, %.1f %%"
          .formatted(
              Optimizers.named(name).label(),
              usual,
              got[0],
              got[1],
              got[2],
              got[3],
              trial(name, rates[best], 2),
              trial(name, rates[best], 3)));
}

// In the run that was recorded here, Schedule-Free and Muon lead Adam by five to seven points in the mean
// of two fresh seeds, Lion draws level with it at ten times its usual rate, and momentum stays behind. Before you
// tell anybody, read what the table does *not* say:
//
// - *Not tuned:* $\beta_1$, $\beta_2$, ε, weight decay, warm-up, schedule, the batch. (Momentum's
//   usual 0.001, made for batches of 4, was raised to 0.01 beforehand; that was a choice, too.)
// - *At the edge:* Lion's best is the last of its four rates. What is best at the edge of a grid is no
//   result; the true best may lie outside.
// - *Too short:* 150 steps reward whoever starts fast. After ten thousand the order may be another:
//   nobody has got as far as the ball in noise.
// - *Too few:* with 1,000 images to judge by, chance alone is worth about 1.5 points, and two fresh
//   seeds of one rule lie up to six points apart. A lead of five points over two seeds is a hint.
// - *Steps are not seconds.* At this batch Muon's products cost about half of what the net itself does, on top of
//   it.
//
// What it does say is in the rows. On the seed that chose them the best of the six lie ten points apart, in
// the mean of the fresh seeds 14. The four rates of *one* rule lie 10 to 39 points apart: whoever compares two
// rules at one rate each compares rates. Choi and others (2019) found the same on a large scale, that the space
// in which one tunes decides the ranking; Schmidt and others (2020), with fifteen rules on eight problems, that
// trying several rules untuned helps about as much as tuning one.

// ## Why Adam for language, and SGD for pictures?
//
// On convolutional nets well-tuned SGD with momentum is as good as Adam; on transformers it falls
// behind, and nearly everybody trains them with a relative of Adam. *That* it is so is well measured. *Why*
// is not settled:
//
// - Words are rare, most of them. Under plain gradients the rare classes are learned slowly, and a
//   ruler for each weight helps most there. Kunstner and others (2024) give a CNN, and even a linear
//   model, classes as rare as words, and the gap appears there too.
// - The blocks of a transformer differ more in curvature than those of a CNN (Zhang and others 2024),
//   and one rate for all has a ceiling by the steepest (lesson 3).
// - Heavy-tailed noise was an earlier explanation; the gap is still there with full batches, without
//   noise (Kunstner and others 2023).
//
// The first two have experiments behind them, and neither is a proof. Call them conjectures.

// ## How do you read a paper with a new optimizer?
//
// 1. Which part of Adam does it change, and which problem does that solve? Find the line.
// 2. Was the *baseline* tuned with the same number of trials, its schedule and decay too?
// 3. How many seeds, and is the gap larger than their spread?
// 4. Steps or seconds? Memory? At which size of the net, and does the gain shrink with it?
// 5. Who else has found it? A first paper is a beginning.
//
// Lesson 12 does this with Adam itself.

// ## What if you break it?
//
// *Lion and silence.* A weight gets a gradient of 1 once, and then, for a thousand steps, nothing. (A
// rare word; a unit that has died.)
//
// **Predict:** how far does Adam move the weight in all? How far does Lion?

double movedBy(Rule rule) {
  double theta = rule.step(0, 1);
  for (int t = 0; t < 1000; t++) {
    theta = rule.step(theta, 0);
  }
  return theta;
}

MyAdam quiet = new MyAdam();
quiet.alpha = 1;
MyLion loud = new MyLion();
loud.alpha = 1;
double adamMoved = -movedBy(quiet);
double lionMoved = -movedBy(loud);
System.out.println("Adam: %.1f α, Lion: %.0f α".formatted(adamMoved, lionMoved));

// A sign has no small values. Adam's $m$ fades, and its steps with it, 6.0 α in all; Lion's $m$ fades
// just as well, but as long as it is not exactly 0 each step is α long. Only a new gradient
// calls it back. Weight decay does not, but it sets a limit: at $|\theta| = 1/\lambda$ it takes off
// $\alpha\lambda/\lambda = \alpha$, as much as a step adds. That is one reason to use Lion with decay.
//
// *Newton–Schulz without dividing first.* The polynomial is made for singular values from 0 to 1.
//
// **Predict:** what happens to $s = 2$?

double grown = 2;
for (int step = 1; step <= 3; step++) {
  grown = polynomial(grown);
  System.out.println("%d rounds: %.3g".formatted(step, grown));
}

// It explodes: above 1.264, where the polynomial gives back $s$ itself, the fifth power wins. One division by
// the norm is all that stands between Muon and NaN.

// ## Exercise 1: decay beside the step
//
// *Warming up.* Make Adam into AdamW: one weight, $\lambda = 0.01$. Where do you put the line, before Adam's step or
// after it, and does it matter? **Predict:** with a gradient of 0 and θ at 1, where is θ after a step
// with $\alpha = 0.1$?

class MyAdamW extends MyAdam {
  double lambda = 0.01;

  @Override
  public double step(double theta, double g) {
    return super.step(theta, g); // your code
  }
}

double afterSteps(Rule rule, double theta, double... gradients) {
  for (double g : gradients) {
    theta = rule.step(theta, g);
  }
  return theta;
}

double adamWOfTheLibrary(double theta, double... gradients) {
  Parameter p = new Parameter("p", Tensor.zeros(1).fill((float) theta));
  AdamW rule = new AdamW(List.of(p), 0.1);
  for (double g : gradients) {
    p.grad().set((float) g, 0);
    rule.step();
  }
  return p.value().get(0);
}

MyAdamW fresh() {
  MyAdamW rule = new MyAdamW();
  rule.alpha = 0.1;
  return rule;
}

Exercise one() {
  double[] mixed = {1, -3, 0.5, 2, -0.1};
  return Exercise.of("11-what-came-after", 1)
      .expect("θ = 1, gradient 0", 0.999, () -> afterSteps(fresh(), 1, 0), 1e-6)
      .expect("θ = 1, gradient 5", adamWOfTheLibrary(1, 5), () -> afterSteps(fresh(), 1, 5), 1e-6)
      .expect("θ = -2, five gradients", adamWOfTheLibrary(-2, mixed), () -> afterSteps(fresh(), -2, mixed), 1e-6);
}

display(one());

// ## Exercise 2: count Adafactor
//
// *Warming up.* How many numbers does Adafactor keep for the second moment of a tensor of this shape? (A convolution
// counts as a matrix, as above; a bias keeps one for each entry.) **Predict** how many times fewer
// than Adam's $v$ for a matrix of 4,096 by 4,096.

int secondMoment(int... shape) {
  return Arrays.stream(shape).reduce(1, (x, y) -> x * y); // your code
}

Exercise two() {
  return Exercise.of("11-what-came-after", 2)
      .expect("[10]", 10, () -> secondMoment(10), 0)
      .expect("[120, 400]", 520, () -> secondMoment(120, 400), 0)
      .expect("[16, 6, 5, 5]", 166, () -> secondMoment(16, 6, 5, 5), 0)
      .expect("[4096, 4096]", 8192, () -> secondMoment(4096, 4096), 0)
      .expect("times fewer there", 2048, () -> 4096.0 * 4096 / secondMoment(4096, 4096), 0);
}

display(two());

// ## Exercise 3: find the bugs
//
// *Middling.* This Lion trains, if badly. **Predict:** the gradients are 1 and then $-0.1$. In which direction
// does a right Lion make its second step, and in which this one? Two things are wrong in it. Repair both.

double lionSteps(double... gradients) {
  double theta = 0;
  double m = 0;
  for (double g : gradients) {
    m = 0.9 * m + (1 - 0.9) * g;
    theta -= 0.25 * Math.signum(0.99 * m + (1 - 0.99) * g);
  }
  return theta;
}

double lionOfTheLibrary(double... gradients) {
  Parameter p = new Parameter("p", Tensor.zeros(1));
  Lion rule = new Lion(List.of(p), 0.25);
  for (double g : gradients) {
    p.grad().set((float) g, 0);
    rule.step();
  }
  return p.value().get(0);
}

Exercise three() {
  double[][] cases = {{1, -0.1}, {1, -0.086}, {1, -0.1, 0.05}, {-1, 0.5, 0.5, -3, 0.1, 0.1}, {2, 3, -4}};
  Exercise exercise =
      Exercise.of("11-what-came-after", 3);
  for (double[] gradients : cases) {
    exercise.expect(
        Arrays.toString(gradients), lionOfTheLibrary(gradients), () -> lionSteps(gradients), 1e-6);
  }
  return exercise;
}

display(three());

// ## Exercise 4: diagnose the curves
//
// *Harder.* A layer of weights that all started at 1; their gradients are noise of size 4. The curves show the
// mean weight. All have $\alpha = 0.001$ and $\lambda = 0.1$, but somebody has mixed up the rules.

double[] when = {0, 1_000, 2_000, 5_000, 10_000, 20_000, 40_000};
double[] a = {1.00, 0.90, 0.82, 0.61, 0.37, 0.14, 0.02};
double[] b = {1.00, 1.00, 1.00, 1.00, 1.00, 1.00, 1.00};
double[] c = {1.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00};
double[] d = {1.00, 0.98, 0.95, 0.88, 0.78, 0.61, 0.37};

display(Chart.of("Four layers", "step t", "mean weight")
    .line("a", when, a)
    .line("b", when, b)
    .line("c", when, c)
    .line("d", when, d)
    .range(0, 40_000, -0.05, 1.1)
    .figure());

// For a, b, c, d give the number of the cause:
//
// 1. Adam; nobody switched the decay on.
// 2. Adam with L2.
// 3. AdamW.
// 4. AdamW with a decay of λ instead of αλ in each step: the paper's formula, with a schedule η that is
//    always 1.

int[] cause = {0, 0, 0, 0}; // for a, b, c, d

Exercise four() {
  int digits = 1000 * cause[0] + 100 * cause[1] + 10 * cause[2] + cause[3];
  return Exercise.of("11-what-came-after", 4)
      .expect("all four are right", 1, () -> digits * 7919 % 10_007 == 4_096 ? 1 : 0, 0);
}

display(four());

// (The curves are those of the formulas above; a real layer adds a little random walk.)

// ## Exercise 5: beat Adam (open)
//
// A valley turned by 30°, with noise in its gradients, and 500 steps. Adam has been given the best of
// five rates. Write a rule of your own, or choose one of the library's with rates and schedules as you
// like, that ends at less than a third of Adam's height, on average over 20 runs; then say in two
// sentences *why* it wins here, and where it would not.

Function<List<Parameter>, Optimizer> mine = p -> new Adam(p, 0.1); // your code

class NoisyValley implements Surface {
  final Random noise;

  NoisyValley(int seed) {
    noise = new Random(seed);
  }

  public double at(double... xy) {
    double u = xy[0] * Math.cos(Math.PI / 6) + xy[1] * Math.sin(Math.PI / 6);
    double w = xy[1] * Math.cos(Math.PI / 6) - xy[0] * Math.sin(Math.PI / 6);
    return 0.1 * u * u + 2 * w * w;
  }

  public double[] gradient(double... xy) {
    double[] g = Surface.super.gradient(xy);
    return new double[] {g[0] + noise.nextGaussian(), g[1] + noise.nextGaussian()};
  }
}

double height(Function<List<Parameter>, Optimizer> make) {
  double sum = 0;
  for (int seed = 0; seed < 20; seed++) {
    Optimizer[] made = new Optimizer[1];
    NoisyValley valley = new NoisyValley(seed);
    var table = Stepper.run(valley, p -> made[0] = make.apply(p), 500, -5, -2);
    Parameter p = made[0].parameters().get(0);
    made[0].train(false); // Schedule-Free now puts its result, x, where the weights are
    sum += valley.at(p.value().get(0), p.value().get(1)) / 20;
  }
  return sum;
}

Exercise five() {
  double adams =
      DoubleStream.of(0.01, 0.03, 0.1, 0.3, 1).map(lr -> height(p -> new Adam(p, lr))).min().getAsDouble();
  return Exercise.of("11-what-came-after", 5)
      .expect("less than a third of Adam's", 1, () -> height(mine) < adams / 3 ? 1 : 0, 0);
}

display(five());

// ## And for whole networks?
//
// In the [assignment](../../lessons/11-what-came-after/assignment/README.md) of lessons 10 and 11 you write
// three of these rules, `MyAmsGrad`, `MyAdamW` and `MyLion`, for parameters of many elements. In the project's
// folder,
//
// ```sh
// mvn -q test -Dlesson=11
// ```
//
// tries each of them for itself. **Predict** for each of the three: which two lines must not change places?
//
// <details>
// <summary>An answer</summary>
//
// In AMSGrad $v$ and its maximum; in AdamW the decay and the step; in Lion the step and $m$.
//
// </details>

// ## Summary
//
// 1. L2 inside Adam is divided by $\sqrt v$ and spares weights with large gradients; decay beside the
//    step (AdamW) does not. This is the one change that nearly everybody has adopted.
// 2. NAdam looks a step ahead; Lion keeps $m$ but no $v$, which saves half of the memory; it steps by the
//    sign of a mean of $m$ and the newest gradient, and never makes a short step.
// 3. Schedule-Free takes gradients between the walk and its mean, and ends with the mean: no end need
//    be known beforehand.
// 4. Muon makes the momentum of a matrix orthogonal, and so turns along with the layer's axes; it
//    costs $5(2n^2k+n^3)$ multiplications.
// 5. A ranking is one of tuning budgets, too. Ask who tuned what, how often, and who else found it.

// ## Sources
//
// - I. Loshchilov and F. Hutter, *Decoupled Weight Decay Regularization*, ICLR 2019, arXiv 1711.05101:
//   §2 and Algorithm 2. The decay $e^{-\alpha\lambda t/\sigma}$ in noise is worked out here.
// - T. Dozat, *Incorporating Nesterov Momentum into Adam*, ICLR workshop 2016: Algorithm 2. X. Chen
//   and others, *Symbolic Discovery of Optimization Algorithms*, arXiv 2302.06675: Algorithm 2 and the
//   advice on rates. A. Semenov and others, *Benchmarking Optimizers for Large Language Model
//   Pretraining*, arXiv 2509.01440.
// - A. Defazio and others, *The Road Less Scheduled*, arXiv 2405.15682: Algorithm 1, with $\hat v$
//   for $v$ as in the authors' present code. D. P. Kingma and
//   J. Ba, arXiv 1412.6980v9: §7.2.
// - K. Jordan and others, *Muon: An optimizer for hidden layers in neural networks*, 2024 (a web
//   page). J. Liu and others, *Muon is Scalable for LLM Training*, arXiv 2502.16982. K. Wen and
//   others, *Fantastic Pretraining Optimizers and Where to Find Them*, arXiv 2509.02046. V. Gupta and
//   others, *Shampoo*, arXiv 1802.09568; N. Vyas and others, *SOAP*, arXiv 2409.11321; N. Shazeer and
//   M. Stern, *Adafactor*, arXiv 1804.04235; L. Liu and others, *RAdam*, arXiv 1908.03265.
// - D. Choi and others, *On Empirical Comparisons of Optimizers for Deep Learning*, arXiv 1910.05446.
//   R. Schmidt and others, *Descending through a Crowded Valley*, arXiv 2007.01547. G. Dahl and
//   others, *Benchmarking Neural Network Training Algorithms* (AlgoPerf), arXiv 2306.07179; P. Kasimbeg and
//   others, *Accelerating Neural Network Training: An Analysis of the AlgoPerf Competition*,
//   arXiv 2502.15015: the winners.
// - F. Kunstner and others, *Heavy-Tailed Class Imbalance and Why Adam Outperforms Gradient Descent on
//   Language Models*, arXiv 2402.19449, and *Noise Is Not the Main Factor Behind the Gap Between SGD
//   and Adam on Transformers*, arXiv 2304.13960. Y. Zhang and others, *Why Transformers Need Adam: A
//   Hessian Perspective*, arXiv 2402.16788.
// - In this library: [AdamW](../../src/moments/optim/AdamW.java),
//   [NAdam](../../src/moments/optim/NAdam.java), [Lion](../../src/moments/optim/Lion.java),
//   [Muon](../../src/moments/optim/Muon.java),
//   [ScheduleFreeAdamW](../../src/moments/optim/ScheduleFreeAdamW.java), held against reference values
//   by [GoldenTest](../../tests/moments/optim/GoldenTest.java).
//
// **What to read next:** lesson 12, which asks the question of this page about Adam and SGD, with a
// protocol that deserves an answer. Then Schmidt and others, for how a fair comparison of fifteen
// rules looks.

/exit
