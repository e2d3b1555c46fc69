import static moments.lab.Display.*;

// # 9. Which Adam is wrong?
//
// *Reading: 35 minutes. Running: 20 seconds.*
//
// An optimizer with a mistake in it does not crash. It trains. Mostly the loss goes down, perhaps a little
// slower, perhaps even faster, and nobody looks. The Adam of one well-known Java library multiplied
// where it should have divided, for years.
//
// On this page are thirteen Adams. One is right. Each of the others has one mistake, and eleven of the
// twelve mistakes were published. You will see that the test which most people write first passes
// half of the wrong ones, find out which input makes which mistake visible, and end with a test of two
// steps that catches all twelve, and even says which of them it has caught.
//
// You need Adam (lesson 8), and what its bias correction is for (lesson 7).
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

// ## Who are the suspects?
//
// First the right one, cut into pieces so that each piece can be replaced.

class Suspect {
  double alpha = 0.001, beta1 = 0.9, beta2 = 0.999, eps = 1e-8;
  double[] m, v;
  int t;

  void step(double[] theta, double[] g) {
    if (m == null) {
      m = new double[g.length];
      v = new double[g.length];
    }
    beginStep();
    for (int i = 0; i < g.length; i++) {
      beginWeight();
      double gradient = seen(i, g[i]);
      m[i] = beta1 * m[i] + (1 - beta1) * gradient;
      v[i] = second(v[i], gradient, m[i]);
      theta[i] -= alpha * quotient(m[i], v[i]);
    }
  }

  void beginStep() { t++; }
  void beginWeight() {}
  double seen(int i, double g) { return g; }
  double second(double v, double g, double m) { return beta2 * v + (1 - beta2) * g * g; }
  double corrected(double x, double beta) { return x / (1 - Math.pow(beta, t)); }
  double root(double v) { return Math.sqrt(corrected(v, beta2)); }
  double quotient(double m, double v) { return corrected(m, beta1) / (root(v) + eps); }
}

// And the twelve others. Read each, and ask yourself whether you would have seen it in a review.

Map<String, Supplier<Suspect>> suspects = new LinkedHashMap<>();
suspects.put("0 right", Suspect::new);
suspects.put("1 ε inside the root", () -> new Suspect() {
  double quotient(double m, double v) {
    return corrected(m, beta1) / Math.sqrt(corrected(v, beta2) + eps);
  }
});
suspects.put("2 ε outside the fraction", () -> new Suspect() {
  double quotient(double m, double v) { return corrected(m, beta1) / root(v) + eps; }
});
suspects.put("3 ε not rescaled", () -> new Suspect() {
  double quotient(double m, double v) {
    double c = Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t));
    return c * m / (Math.sqrt(v) + eps);
  }
});
suspects.put("4 1 − β₂ missing", () -> new Suspect() {
  double second(double v, double g, double m) { return beta2 * v + g * g; }
});
suspects.put("5 t per weight", () -> new Suspect() {
  void beginStep() {}
  void beginWeight() { t++; }
});
suspects.put("6 t stays 1", () -> new Suspect() {
  void beginStep() { t = 1; }
});
suspects.put("7 times 1 − βᵗ", () -> new Suspect() {
  double corrected(double x, double beta) { return x * (1 - Math.pow(beta, t)); }
});
suspects.put("8 no correction", () -> new Suspect() {
  double corrected(double x, double beta) { return x; }
});
suspects.put("9 β for 1 − β", () -> new Suspect() {{
  beta1 = 1 - beta1;
  beta2 = 1 - beta2;
}});
suspects.put("10 g never cleared", () -> new Suspect() {
  double[] sum;
  double seen(int i, double g) {
    sum = sum == null ? new double[m.length] : sum;
    return sum[i] += g;
  }
});
suspects.put("11 times √v", () -> new Suspect() {
  double quotient(double m, double v) { return corrected(m, beta1) * (root(v) + eps); }
});
suspects.put("12 v from m", () -> new Suspect() {
  double second(double v, double g, double m) { return beta2 * v + (1 - beta2) * m * m; }
});
display(suspects.size());

// Where they come from (number 10 is a mistake of the loop around Adam, which looks the same from
// outside; 11 stood with an uncorrected $v$):
//
// | | seen in | to be read in |
// |---|---|---|
// | 1 | the formula in the book d2l-zh | pull request 502 |
// | 2 | the TensorFlow code in the book d2l-en | chapter_optimization/adam.md |
// | 3 | PyTorch until 2019; nanochat | pull request 22628; issue 304 |
// | 4 | PennyLane, in the first step (1 − β₁ was missing there, too) | issue 1928 |
// | 5 | flashlight; DiffSharp (once per tensor) | issue 143; issue 292 |
// | 6 | OLMo-core; ML-From-Scratch | pull request 317; issue 35 |
// | 7 | ConvNetJS | pull request 70 |
// | 8 | BERT; mlx-rs | see lesson 7; issue 301 |
// | 9 | Blocks | issue 1159 |
// | 10 | DINO; WeKws | issue 20; pull request 73 |
// | 11 | Tribuo until 2025 | pull request 401 |
// | 12 | no record that we know of | |
//
// Not all are slips. Number 9 is what you get if you give today's 0.9 and 0.999 to a library that keeps
// to the first version of Adam's paper, in which β was the share of the *news*. Number 3 is the paper's
// own formula at the end of §2, which has an $\hat\varepsilon$ that is not the ε of Algorithm 1 (lesson 7); Keras
// has it, and says so in its documentation. A rule may be what its author wanted and still not be the
// Adam that its user takes it for.

// ## What would you test first?
//
// A good first idea: gradients that are always 1. Each step of Adam should be α then, up to the tiny ε.
// So after ten steps the weight should have moved by 10 α. We allow a relative error of one in a
// million.
//
// **Predict:** half of the twelve pass. Which six?

double[] walk(Suspect suspect, double[][] gradients) {
  double[] theta = new double[gradients[0].length];
  for (double[] g : gradients) {
    suspect.step(theta, g);
  }
  return theta;
}

double[][] repeat(int steps, double... g) {
  double[][] gradients = new double[steps][];
  Arrays.fill(gradients, g);
  return gradients;
}

suspects.forEach((name, suspect) -> {
  double moved = -walk(suspect.get(), repeat(10, 1))[0] / 0.001;
  boolean passes = Math.abs(moved / 10 - 1) <= 1e-6;
  System.out.println("%-24s %12.6f α   %s".formatted(name, moved, passes ? "passes" : ""));
});

// Numbers 1, 2, 3, 5, 9 and 11. Why these?
//
// 1. *Constant gradients make every average equal.* The corrected averages are weighted means of the
//    gradients, with weights that add up to 1. If all gradients are $g$, then $\hat m = g$ and
//    $\hat v = g^2$ for *any* β. So number 9, with both β wrong, is exactly right here.
// 2. *The gradient 1 hides what is done to it:* $1 = \sqrt1 = 1^2 = 1/1$. Number 11 multiplies where it
//    should divide; nobody can tell.
// 3. *A gradient far above ε hides ε,* wherever it stands: numbers 1, 2, 3.
// 4. *With one weight,* once per weight is once per step: number 5.
//
// The test is not bad because it is short. It is bad because it is *special*: the input has properties
// (constant, 1, large, single) that make different rules coincide.

// ## What must a test excite?
//
// Turn the list round. To see a piece of a rule, the input must make that piece matter.
//
// **ε** matters where the gradient is about as small. For a first gradient $g > 0$ the step, in α, is
//
// $$\text{right: } \frac{g}{g+\varepsilon} \qquad \text{1: } \frac{g}{\sqrt{g^2+\varepsilon}} \qquad
// \text{2: } 1+\varepsilon \qquad
// \text{3: } \frac{g}{g+\varepsilon/\sqrt{1-\beta_2}}$$
//
// (In number 3 both $m$ and $v$ are still uncorrected, $0.1\,g$ and $0.001\,g^2$, and its factor `c` is
// $\sqrt{0.001}/0.1$. Multiply, and divide above and below by $\sqrt{0.001}$.)
//
// **Predict:** $g = 10^{-8} = \varepsilon$. What are the four steps?

for (int n : new int[] {0, 1, 2, 3}) {
  String name = List.copyOf(suspects.keySet()).get(n);
  for (double g : new double[] {1, 1e-4, 1e-8}) {
    double step = -walk(suspects.get(name).get(), repeat(1, g))[0] / 0.001;
    System.out.println("%-25s g = %-6s  %.7f α".formatted(name, g, step));
  }
}

// At $g = 1$ they agree to six digits or more. At 1e-8, where right is 0.5, they are 0.0001, 1 and
// 0.0307: one step, four different answers.
//
// **The averages** matter where gradients *change*: 1 and then 10.
//
// **The root, and what divides,** matter where sizes differ from 1. There is a law that needs no other
// implementation to compare with: multiply all gradients by 7, and (far above ε) no step changes. A rule
// that breaks it is not Adam.
//
// **$t$** matters in the first steps, and with more than one weight.
//
// **What lingers** matters where the gradient stops: 1, 0, 0. And a late look: after 2,000
// equal gradients the start should be mostly forgotten ($0.999^{2000} = 0.14$).
//
// We write each down as a *probe*, a list of gradients, and one for chance: a hundred random ones.

Map<String, double[][]> probes = new LinkedHashMap<>();
probes.put("ten times 1", repeat(10, 1));
probes.put("ten times 7", repeat(10, 7));
probes.put("ten times −1", repeat(10, -1));
probes.put("2,000 times 1", repeat(2000, 1));
probes.put("1e-8", repeat(1, 1e-8));
probes.put("1, 10", new double[][] {{1}, {10}});
probes.put("1, −1", new double[][] {{1}, {-1}});
probes.put("1, 0, 0", new double[][] {{1}, {0}, {0}});
probes.put("two weights", repeat(1, 1, 1));
Random random = new Random(9);
probes.put("100 random", Stream.generate(() -> new double[] {random.nextGaussian()})
    .limit(100).toArray(double[][]::new));

double error(Supplier<Suspect> suspect, double[][] probe) {
  double[] right = walk(new Suspect(), probe);
  double[] other = walk(suspect.get(), probe);
  return IntStream.range(0, right.length)
      .mapToDouble(i -> Math.abs(other[i] / right[i] - 1))
      .max()
      .getAsDouble();
}

// The error is relative, that of the weight which is furthest off, at the end of the probe.
//
// **Predict:** which of the ten probes catches the most? Which mistakes does no random gradient show?

// ## Who is caught by what?
//
// A row for each of the twelve, and one more: this library's own Adam. It is right, but computes in floats, which are
// good for about seven digits. A test must let it pass.

class InFloats extends Suspect {
  Parameter p;
  Adam adam;

  void step(double[] theta, double[] g) {
    if (p == null) {
      p = new Parameter("p", Tensor.zeros(g.length));
      adam = new Adam(List.of(p));
    }
    for (int i = 0; i < g.length; i++) {
      p.grad().data()[i] = (float) g[i];
    }
    adam.step();
    Arrays.setAll(theta, i -> p.value().data()[i]);
  }
}

String[] names = probes.keySet().toArray(String[]::new);

double[] errors(Supplier<Suspect> suspect) {
  return Stream.of(names).mapToDouble(name -> error(suspect, probes.get(name))).toArray();
}

Matrix matrix = Matrix.of("Caught by some probe", names);
suspects.forEach((name, suspect) -> {
  if (!name.startsWith("0")) {
    matrix.row(name, errors(suspect));
  }
});
matrix.row("right, in floats", errors(InFloats::new));
display(matrix.figure("tolerance", 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9));

// A cell with a × is caught: its error is above the tolerance; the darker, the larger. A dot passes.
//
// **Predict,** before you drag the slider to the right: what happens to the last row? Then drag, and see which mistakes
// are caught by one probe only.
//
// Two things go wrong, one at each end. A *loose* tolerance lets mistakes live: on the probe "1, 10",
// number 10 is off by 0.3 % only, and a tolerance of 0.01 does not see it. A *tight* one calls the right
// Adam wrong: in floats it is off by 1.9e-5 after 2,000 steps, for it adds α to a float two thousand
// times and rounds each time. Between 1e-4 and 1e-3 all is well.
//
// At 1e-3 no probe catches more than eight of the twelve; four catch as many. Look at single rows. Number 5 is caught by "two
// weights" and by nothing else; numbers 1, 2 and 3 by "1e-8" and by nothing else, unless the tolerance is
// so tight that it catches floats as well. A hundred random gradients do not find them, as none of the
// hundred is tiny and none belongs to a second weight. *Chance goes where you send it.* And "ten times
// −1" adds nothing to "ten times 1": turn all signs round, and each of these rules turns its steps round,
// number 2 up to ε.

// ## How few probes are enough?
//
// **Predict:** at a tolerance of 1e-3, how many of the ten probes do you need to catch all twelve?
//
// There are only $2^{10}$ choices. We try them all.

double[][] table = suspects.values().stream().skip(1).map(s -> errors(s)).toArray(double[][]::new);

List<Integer> survivors(List<Integer> chosen, double tolerance) {
  return IntStream.range(0, table.length)
      .filter(row -> chosen.stream().allMatch(probe -> table[row][probe] <= tolerance))
      .map(row -> row + 1)
      .boxed()
      .toList();
}

List<List<Integer>> choices(int size) {
  return IntStream.range(0, 1 << names.length)
      .filter(bits -> Integer.bitCount(bits) == size)
      .mapToObj(bits -> IntStream.range(0, names.length).filter(i -> (bits >> i & 1) > 0).boxed().toList())
      .toList();
}

for (int size = 1; size <= 4; size++) {
  List<List<Integer>> all = choices(size);
  var enough = all.stream().filter(chosen -> survivors(chosen, 1e-3).isEmpty()).toList();
  System.out.println("%d of 10 probes: %d of %d choices catch all".formatted(size, enough.size(), all.size()));
  if (size == 3) {
    enough.forEach(chosen ->
        System.out.println("    " + chosen.stream().map(i -> names[i]).collect(Collectors.joining(" | "))));
  }
}

// Three: "1e-8" for ε, "two weights" for $t$, and one in which the gradient changes. None of them
// can be spared: remove one, and somebody lives.

List<Integer> three = Stream.of("1e-8", "1, 10", "two weights").map(List.of(names)::indexOf).toList();
for (int removed : three) {
  List<Integer> rest = three.stream().filter(probe -> probe != removed).toList();
  System.out.println("without %-12s numbers %s live".formatted(names[removed], survivors(rest, 1e-3)));
}
System.out.println("with all three, at a tolerance of 0.01, numbers %s live".formatted(survivors(three, 0.01)));

// (That is how one tests a test: put mistakes in on purpose, and see which of them it lets live. It is
// called *mutation testing*, and its wrong programs are *mutants*.)
//
// The three probes take four steps in all. **Predict:** one probe of two steps can do the work of the three. Which
// gradients would you put into it?

double[][] allInOne = {{1, 1e-8}, {10, 1e-8}};

System.out.println("after two steps, in α:     weight 1    weight 2");
suspects.forEach((name, suspect) -> {
  double[] theta = walk(suspect.get(), allInOne);
  System.out.println(
      "%-24s %10.5f  %10.5f".formatted(name, -theta[0] / 0.001, -theta[1] / 0.001));
});

// Two weights, of which one sees its gradients change and the other sees gradients as small as
// ε. The least of the twelve errors is 6.2 %, number 9's. And no two rows are alike, so that the two
// numbers even say *which* mistake it is.
//
// Here are the two steps of weight 1 by the library. The slope of this road is 1 at the start and 10 where the
// first step arrives, so the gradients are 1 and 10 again:

Surface road = theta -> theta[0] > -0.0005 ? theta[0] : 10 * theta[0] + 0.0045;

display(Stepper.run(road, p -> new Adam(p), 2, 0));

// The expected values must not come from the code under test, nor from our own `Suspect`, which might
// be wrong itself. They can be had by hand:
//
// 1. *Weight 2.* $\hat m = 10^{-8}$ and $\sqrt{\hat v} = 10^{-8}$ in both steps, for the gradients are
//    equal. Each step is $\frac12$: together 1.
// 2. *Weight 1, step 1:* 1, as always.
// 3. *Weight 1, step 2:* $m = 0.9\cdot0.1 + 0.1\cdot10 = 1.09$ and
//    $v = 0.999\cdot0.001 + 0.001\cdot100 = 0.100999$. Corrected, $\hat m = 1.09/0.19 = 5.73684$ and
//    $\hat v = 0.100999/0.001999 = 50.52476$. The step is $5.73684/\sqrt{50.52476} = 0.80709$:
//    together 1.80709.
//
// As a test in JUnit, for an Adam that you found somewhere: both weights start at 0, step once with the gradients
// 1 and 1e-8, once with 10 and 1e-8, and then
//
// ```
// assertEquals(-1.80709 * alpha, theta[0], 1e-5 * alpha);
// assertEquals(-1.00000 * alpha, theta[1], 1e-5 * alpha);
// ```
//
// Where parameters are tensors, let the two weights be two tensors: in a single one, a $t$ that is counted once
// per tensor is right.

// ## What does a foreign Adam say?
//
// There is a second way to get expected values: an implementation by other people. On
// $f(\theta) = \theta^2/2$ from 1, with $\alpha = 0.1$, PyTorch 2.13 in doubles gives these five
// places.
//
// **Predict:** which of the twelve mistakes does it *not* show at a tolerance of 1e-5?

// PyTorch 2.13, in doubles
double[] pyTorch = {.9000000010, .8004122297, .7015862745, .6039390627, .5079636619};

double againstPyTorch(Suspect suspect) {
  suspect.alpha = 0.1;
  double[] theta = {1};
  double worst = 0;
  for (double expected : pyTorch) {
    suspect.step(theta, theta.clone());
    worst = Math.max(worst, Math.abs(theta[0] / expected - 1));
  }
  return worst;
}

suspects.forEach((name, suspect) ->
    System.out.println("%-24s off by %.1e".formatted(name, againstPyTorch(suspect.get()))));

// The right one agrees to ten digits, all that the numbers have, so our `Suspect` is not alone. But it
// is one weight with gradients near 1: numbers 1, 2, 3 and 5 pass. A foreign *implementation* is worth
// little on a special *input*. (The tests of this library compare with PyTorch on several inputs, and each of the
// twelve mistakes fails on one of them at least; see `GoldenTest`.)
//
// And the foreign Adam may be another on purpose. The paper has $\varepsilon = 10^{-8}$, as have
// PyTorch, Optax and DJL. Keras has 1e-7, Tribuo 1e-6, fastai 1e-5, labml 1e-16; β₂ is 0.99 in fastai.
// What does that do to a gradient of 1e-6?

for (double eps : new double[] {1e-16, 1e-8, 1e-7, 1e-6, 1e-5}) {
  Suspect adam = new Suspect();
  adam.eps = eps;
  System.out.println("ε = %-7s %.3f α".formatted(eps, -walk(adam, repeat(1, 1e-6))[0] / 0.001));
}

// From a whole step down to an eleventh of one. Before you call an Adam wrong, give both the same four
// numbers.

// ## Does training show it?
//
// Surely a wrong Adam trains worse? We let all thirteen learn the same: to classify 500 points with 20
// coordinates, half of them ten times as small as the others, by logistic regression (a net with a single
// layer, for two classes), in 1,000 steps with batches of 10; the mean of five seeds.
//
// **Predict:** how many of the twelve end with a *lower* loss than the right one?

double loss(Supplier<Suspect> suspect, double alpha, int... seeds) {
  double sum = 0;
  for (int seed : seeds) {
    Random chance = new Random(seed);
    double[] truth = chance.doubles(20, -2, 2).toArray();
    double[][] x = new double[500][20];
    double[] y = new double[500];
    for (int n = 0; n < 500; n++) {
      for (int i = 0; i < 20; i++) {
        x[n][i] = chance.nextGaussian() * (i % 2 == 0 ? 1 : 0.1);
      }
      y[n] = dot(truth, x[n]) + 0.5 * chance.nextGaussian() > 0 ? 1 : 0;
    }
    Suspect adam = suspect.get();
    adam.alpha = alpha;
    double[] theta = new double[20];
    for (int t = 0; t < 1000; t++) {
      double[] g = new double[20];
      for (int b = 0; b < 10; b++) {
        int n = chance.nextInt(500);
        double wrong = 1 / (1 + Math.exp(-dot(theta, x[n]))) - y[n];
        for (int i = 0; i < 20; i++) {
          g[i] += wrong * x[n][i] / 10;
        }
      }
      adam.step(theta, g);
    }
    for (int n = 0; n < 500; n++) {
      sum += Math.log1p(Math.exp((1 - 2 * y[n]) * dot(theta, x[n]))) / 500 / seeds.length;
    }
  }
  return sum;
}

double dot(double[] a, double[] b) {
  double sum = 0;
  for (int i = 0; i < a.length; i++) {
    sum += a[i] * b[i];
  }
  return sum;
}

double[][] losses = new double[13][3];
double[] alphas = {0.001, 0.01, 0.1};
List<String> all = List.copyOf(suspects.keySet());
System.out.println("loss at the end           α = 0.001   α = 0.01    α = 0.1");
for (int n = 0; n < 13; n++) {
  for (int a = 0; a < 3; a++) {
    losses[n][a] = loss(suspects.get(all.get(n)), alphas[a], 0, 1, 2, 3, 4);
  }
  System.out.println(
      "%-24s %10.3f %10.3f %10.3f".formatted(all.get(n), losses[n][0], losses[n][1], losses[n][2]));
}

// Six of them, at the paper's learning rate: numbers 5, 7, 8, 9, 10 and 12. Number 7 ends at 0.164, number 10 at
// 0.200, the right one at 0.356. At $\alpha = 0.01$ the same six are ahead in the mean, though number 10 with
// three of the five seeds only. For numbers 7 and 8 it is no wonder: these α are too small for 1,000 steps, as
// the right one shows by reaching 0.086 with 0.1, and where gradients agree those two begin with steps that are
// up to 43 and up to 6.57 times as long. *A mistake that lengthens the steps looks like an improvement to
// whoever has too small a learning rate.* At $\alpha = 0.1$ number 7 falls back, number 10 ends at 1.274, above
// the $\ln 2 = 0.693$ at which it began, and number 6 has the lowest mean, by less than five seeds can settle.
//
// Numbers 1, 2 and 3 do not differ from the right one by a thousandth anywhere. Only numbers 4 and 11
// are clearly worse at every α, and even they learn: without anything to compare with, who would know?
//
// This is one small problem, and on others the order will be another. But what it shows is general: a
// loss mixes the mistake with the question whether α suits. Training is no test of an optimizer. Only its
// *steps* are.

// ## Exercise 1: name it from one number
//
// *Warming up.* Somebody reports what an Adam did, and nothing else. Which mistake is it? Work it out
// on paper, then write down its number.
//
// - A: a first gradient of 1 moved the weight by 0.0316228 α.
// - B: first gradients of 1 for two weights moved the first by 1 α, the second by 0.744137 α.
// - C: a first gradient of 1e-8 moved the weight by 0.0306534 α.
// - D: gradients of 1 and 0 moved the weight by 3.87623 α in all.

int a = 0, b = 0, c = 0, d = 0; // your answers, 1 to 12

double report(int n, int weight, double[]... gradients) {
  return -walk(suspects.get(List.copyOf(suspects.keySet()).get(n)).get(), gradients)[weight] / 0.001;
}

Exercise one() {
  return Exercise.of("09-which-adam-is-wrong", 1)
      .expect("A", 0.0316228, () -> report(a, 0, new double[] {1}), 1e-5)
      .expect("B", 0.744137, () -> report(b, 1, new double[] {1, 1}), 1e-5)
      .expect("C", 0.0306534, () -> report(c, 0, new double[] {1e-8}), 1e-5)
      .expect("D", 3.87623, () -> report(d, 0, new double[] {1}, new double[] {0}), 1e-5);
}

display(one());

// ## Exercise 2: repair it
//
// *Middling.* This Adam has passed a review and its test, ten gradients of 1. It has two mistakes.
// Repair it.
//
// **Predict:** which of the probes above fail?

class Reviewed {
  double[] m, v;
  int t;

  void step(double[] theta, double[] g) {
    m = m == null ? new double[g.length] : m;
    v = v == null ? new double[g.length] : v;
    t++;
    double c = Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
    for (int i = 0; i < g.length; i++) {
      m[i] = 0.9 * m[i] + 0.1 * Math.abs(g[i]);
      v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
      theta[i] -= 0.001 * c * Math.signum(g[i]) * m[i] / (Math.sqrt(v[i]) + 1e-8);
    }
  }
}

double reviewed(int weight, double[][] gradients) {
  Reviewed adam = new Reviewed();
  double[] theta = new double[gradients[0].length];
  for (double[] g : gradients) {
    adam.step(theta, g);
  }
  return theta[weight];
}

Exercise two() {
  Exercise exercise = Exercise.of("09-which-adam-is-wrong", 2);
  probes.forEach((name, probe) -> {
    int last = probe[0].length - 1;
    exercise.expect(name, walk(new Suspect(), probe)[last], () -> reviewed(last, probe), 1e-5);
  });
  return exercise;
}

display(two());

// ## Exercise 3: diagnose this curve
//
// *Harder.* Four of the twelve, with gradients that are always 1: the length of each step. (The cell
// hides the numbers a little. Look at the figure.)

double[] stepLengths(int n) {
  Suspect suspect = suspects.get(List.copyOf(suspects.keySet()).get(n)).get();
  double[] theta = {0};
  double[] lengths = new double[3000];
  for (int t = 0; t < 3000; t++) {
    double before = theta[0];
    suspect.step(theta, new double[] {1});
    lengths[t] = (before - theta[0]) / 0.001;
  }
  return lengths;
}

double[] time =
    IntStream.range(0, 140).mapToDouble(i -> Math.rint(Math.pow(10, i / 40.0))).distinct().toArray();
double[][] curves = IntStream.of(19, 31, 17, 30).mapToObj(n -> stepLengths(n ^ 25)).toArray(double[][]::new);

double[] curve(int i) {
  return DoubleStream.of(time).map(t -> curves[i][(int) t - 1]).toArray();
}

display(Chart.of("Whose steps are these?", "step t", "step, in α")
    .line("A", time, curve(0))
    .line("B", time, curve(1))
    .line("C", time, curve(2))
    .line("D", time, curve(3))
    .logX()
    .logY()
    .range(1, 3000, 0.2, 60)
    .figure());

// Write down the four numbers; your diagnosis is run and held against the curve.

int curveA = 0, curveB = 0, curveC = 0, curveD = 0; // your answers, 1 to 12

Exercise three() {
  int[] answers = {curveA, curveB, curveC, curveD};
  Exercise exercise = Exercise.of("09-which-adam-is-wrong", 3);
  for (int i = 0; i < 4; i++) {
    int k = i;
    for (int t : new int[] {2, 3000}) {
      exercise.expect("%s, step %d".formatted("ABCD".charAt(k), t), curves[k][t - 1],
          () -> stepLengths(answers[k])[t - 1], 1e-6);
    }
  }
  return exercise;
}

display(three());

// ## Exercise 4: write the tests
//
// *Hard.* Write your own probes. They must catch all twelve at a tolerance of 0.05. (The right Adam
// passes by itself, as errors are measured from it. A weight whose gradients are all 0 has no relative error: do
// not use one.) You have 6 gradients in all (a step of two weights counts as two), and none of your probes may
// be one of ours.

double[][][] myProbes() {
  return new double[][][] {
    {{1}, {1}}, // a probe: two steps of one weight; yours instead
  };
}

Exercise four() {
  Exercise exercise =
      Exercise.of("09-which-adam-is-wrong", 4);
  List<double[][]> mine = Arrays.asList(myProbes());
  long gradients = mine.stream().flatMap(Stream::of).mapToLong(g -> g.length).sum();
  exercise.expect("6 gradients at most (1 is yes)", 1, () -> gradients <= 6 ? 1 : 0, 0);
  exercise.expect("none of ours (1 is yes)", 1,
      () -> mine.stream().noneMatch(probe -> Arrays.deepEquals(probe, allInOne)
          || probes.values().stream().anyMatch(ours -> Arrays.deepEquals(ours, probe))) ? 1 : 0, 0);
  suspects.forEach((name, suspect) -> {
    if (!name.startsWith("0")) {
      exercise.expect("caught: %s (1 is yes)".formatted(name), 1,
          () -> mine.stream().anyMatch(probe -> error(suspect, probe) > 0.05) ? 1 : 0, 0);
    }
  });
  return exercise;
}

display(four());

// ## Exercise 5: find one
//
// *Open.* Take an Adam that is not in this lesson: from a repository of yours, a blog, a course, an
// answer of a language model. Bring it into the form of `Suspect` (or call it from a test of its own)
// and let it walk through the matrix. Then write a report of five sentences, as you would file it: what
// you did, which numbers you got and which you expected, which line is to blame, whom it hurts and when,
// and how to test against it.
//
// <details>
// <summary>What a good report has</summary>
//
// The smallest probe that shows it, with expected values that were had by hand or from two
// implementations, and the same four hyperparameters on both sides. A line number. A sentence on whether it
// is a mistake or another convention: numbers 3 and 9 are documented choices somewhere. An honest word
// on the damage: if the step differs by 1e-7, say so. If all agree, that is a result too; then say which
// probes it passed, and which of the twelve mistakes you have thereby ruled out.
//
// </details>

// ## And tests of your own?
//
// In the [assignment](../../lessons/09-which-adam-is-wrong/assignment/README.md) you write tests with
// expected values, `AdamTests`, for Adams that you do not see. Three right ones must pass; the wrong ones are
// those of this page and four more. In the project's folder,
//
// ```sh
// mvn -q test -Dlesson=09
// ```
//
// plays your tests to all of them. **Predict,** before you run it, which wrong Adam will live longest.

// ## Summary
//
// 1. A wrong Adam does not crash and mostly learns; some learn faster than the right one.
// 2. A test is as good as its input: with gradients that are all 1, six of twelve wrong Adams pass.
// 3. A mistake shows where the input makes its piece matter: ε at tiny gradients, β at changing ones,
//    the root at sizes other than 1, $t$ at two weights.
// 4. Mutants test the test. Two weights and two steps are enough for all twelve; the expected values
//    fit on half a page by hand.
// 5. Choose the tolerance from the arithmetic: above what floats lose, below the least mistake.

// ## Sources
//
// - D. P. Kingma and J. Ba, *Adam: A Method for Stochastic Optimization*, arXiv 1412.6980v9:
//   Algorithm 1, and the end of §2 for $\hat\varepsilon$; v1 of the same for the older meaning of β.
// - The issues and pull requests in the table, on GitHub: d2l-ai/d2l-zh and d2l-en, pytorch/pytorch,
//   karpathy/nanochat and convnetjs, PennyLaneAI/pennylane, flashlight/flashlight,
//   DiffSharp/DiffSharp, allenai/OLMo-core, eriklindernoren/ML-From-Scratch, oxiglade/mlx-rs,
//   mila-iqia/blocks, IDEA-Research/DINO, wenet-e2e/wekws, oracle/tribuo. Keras says what its epsilon
//   is in the documentation of `keras.optimizers.Adam`.
// - R. A. DeMillo, R. J. Lipton and F. G. Sayward, *Hints on Test Data Selection: Help for the
//   Practicing Programmer*, Computer 11(4), 1978: mutants.
// - The probes, the matrix and the test of two steps are worked out here.
// - In this library: [Adam](../../src/moments/optim/Adam.java), and
//   [GoldenTest](../../tests/moments/optim/GoldenTest.java) with its own wrong Adams.
//
// **Next:** [lesson 12](../../notebooks/12-adam-or-sgd.ipynb) compares a right Adam with SGD, fairly;
// lessons [10](../../notebooks/10-when-does-adam-fail.ipynb) and
// [11](../../notebooks/11-what-came-after.ipynb) can be read before it or after.

/exit
