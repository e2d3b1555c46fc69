import static moments.lab.Display.*;

// # 1. Is this gradient right?
//
// *Reading: 40 minutes. Running: 20 seconds.*
//
// Training moves each weight of a network against the slope of the loss, again and again. If the code
// that computes the slope is wrong, nothing crashes. The loss may even go down, only not as far as it
// could, and you will blame the learning rate, the data or yourself.
//
// On this page you build the instrument that finds such mistakes: compute the slope a second time, in a
// way so simple that it cannot be wrong, and compare. You will derive how exact it can be, and why a
// smaller step is not always a better one. Then you will check every layer of this library, catch some
// planted bugs, and see where the instrument is blind, for it is blind in more places than you may
// think.
//
// You need to know what a derivative is, the rules for $\theta^3$, $e^\theta$ and $\sin\theta$, and the chain
// rule. You need nothing about networks. For now a *layer* is a function that takes an array of numbers $x$,
// gives an array of numbers $y$, and has some numbers of its own, its *weights*.
//
// *How to read:* where it says **Predict**, write down an answer before you run the next cell. A wrong
// guess that you wrote down teaches more than a right answer that you read.

import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import moments.data.*;
import moments.explore.*;
import moments.lesson.*;
import moments.nn.*;
import moments.tensor.*;

// ## How steep is it here?
//
// The slope of $f$ at θ is what the quotient of two differences tends to:
//
// $$f'(\theta) = \lim_{h\to0}\frac{f(\theta+h)-f(\theta)}{h}$$
//
// A program cannot go to a limit, but it can take a small $h$ and stop there. That is the *forward
// difference*. It needs no calculus: whoever can compute $f$ can compute it.
//
// Take $f(\theta) = \theta^3$ at $\theta = 2$, where the slope is $3\theta^2 = 12$. **Predict:** with
// $h = 1$ the quotient is $(27-8)/1 = 19$, wrong by 7. How wrong is it with $h = 0.1$ and with
// $h = 0.001$?

double forward(DoubleUnaryOperator f, double theta, double h) {
  return (f.applyAsDouble(theta + h) - f.applyAsDouble(theta)) / h;
}

DoubleUnaryOperator cube = theta -> theta * theta * theta;
System.out.println("    h     difference       error");
for (double h : new double[] {1, 0.1, 0.01, 0.001}) {
  double slope = forward(cube, 2, h);
  System.out.println("%5s    %11.6f   %.6f".formatted(h, slope, slope - 12));
}

// For a tenth of $h$, a tenth of the error, nearly. For a cube you can see why by multiplying out:
//
// $$\frac{(\theta+h)^3-\theta^3}{h} = \frac{3\theta^2h + 3\theta h^2 + h^3}{h} = 3\theta^2 + 3\theta\,h + h^2$$
//
// At 2 the error is $6h + h^2$: 7 for $h = 1$ and 0.006001 for $h = 0.001$, as the table says.
//
// For other functions *Taylor's formula* does the multiplying out. Near θ, a smooth function is a
// polynomial in $h$ with a remainder that is small beside the last term:
//
// $$f(\theta+h) = f + h f' + \tfrac{h^2}{2} f'' + \tfrac{h^3}{6} f''' + \dots$$
//
// Here $f$, its slope $f'$, the slope of the slope $f''$ and so on are all taken at θ. Subtract $f$,
// divide by $h$:
//
// $$\frac{f(\theta+h)-f(\theta)}{h} = f' + \tfrac h2 f'' + \dots$$
//
// The forward difference is wrong by about $\frac h2 f''$. (For the cube, $f'' = 6\theta = 12$ at 2:
// again $6h$.)

// ## Can two errors cancel?
//
// Step to the left instead, and the formula holds with $-h$ for $h$:
//
// $$f(\theta-h) = f - h f' + \tfrac{h^2}{2} f'' - \tfrac{h^3}{6} f''' + \dots$$
//
// The terms with an even power of $h$ have kept their sign, the others have turned it. So if we subtract
// one line from the other, the even ones are gone, and among them the one that did the damage:
//
// 1. *Subtract.* $f(\theta+h)-f(\theta-h) = 2h f' + \frac{h^3}{3} f''' + \dots$
// 2. *Divide by the width,* $2h$:
//    $$\frac{f(\theta+h)-f(\theta-h)}{2h} = f' + \tfrac{h^2}{6} f''' + \dots$$
//
// This is the *central difference*. Its error goes with the square of $h$: a tenth of $h$, a hundredth of
// the error.
//
// **Predict:** for $\theta^3$ at 2, with $f''' = 6$, how wrong is it with $h = 0.001$? And for a
// parabola?

double central(DoubleUnaryOperator f, double theta, double h) {
  double right = theta + h;
  double left = theta - h;
  return (f.applyAsDouble(right) - f.applyAsDouble(left)) / (right - left);
}

System.out.println("    h     forward: error    central: error");
for (double h : new double[] {1, 0.1, 0.01, 0.001}) {
  System.out.println(
      "%5s         %.6f          %.6f"
          .formatted(h, forward(cube, 2, h) - 12, central(cube, 2, h) - 12));
}
System.out.println("parabola, h = 1: " + (central(theta -> theta * theta, 3, 1) - 6));

// $h^2$, one in a million, where the forward difference is off by 0.006. For a parabola $f'''$ is 0 and
// the central difference is exact, with *any* $h$.
//
// (`right - left` and not `2 * h`: a computer rounds `theta + h`, and `right - left` is the distance
// between the two points that it really used.)

// ## Is a smaller h always better?
//
// By the formula we need only make $h$ tiny. We try it on $f(\theta) = e^\theta$ at 1, which is its own
// derivative: $f = f' = f'' = f''' = e$. A single point may be right by luck, so the table has the worst
// of twenty points close to 1, and the error as a share of the slope.
//
// **Predict:** which $h$ is the best for the forward difference, which for the central one?

DoubleUnaryOperator exp = StrictMath::exp;

double worstNear(double theta, DoubleUnaryOperator error) {
  return IntStream.range(0, 20)
      .mapToDouble(k -> Math.abs(error.applyAsDouble(theta + k * 1e-4)))
      .max()
      .getAsDouble();
}

double forwardError(double h) {
  return worstNear(1, x -> forward(exp, x, h) / exp.applyAsDouble(x) - 1);
}

double centralError(double h) {
  return worstNear(1, x -> central(exp, x, h) / exp.applyAsDouble(x) - 1);
}

System.out.println("relative error\n    h     forward     central");
for (int k = 1; k <= 15; k++) {
  double h = Double.parseDouble("1e-" + k);
  System.out.println("1e-%02d     %.1e     %.1e".formatted(k, forwardError(h), centralError(h)));
}

// (`StrictMath` gives the same bits on every machine; `Math` may not, in the last digit.)
//
// Both get better, then worse, and with $h = 10^{-15}$ hardly a digit is right. The best are 1e-8 for the
// forward and 1e-5 for the central difference. What spoils it is
// *rounding*. A double has 53 binary digits. A computed value of $f$ is therefore off by up to about
// $u|f|$ with $u = 2^{-53}$, one in 9 quadrillion, even where the function is computed as well as can
// be. That is little. But we subtract two numbers that are nearly equal, so that what they have in
// common cancels and their errors remain, and then divide by a tiny width.
//
// 1. *Two values,* each off by up to $u|f|$: their difference is off by up to $2u|f|$.
// 2. *Divide by the width* $2h$: the quotient is off by up to $u|f|/h$. This error *grows* as $h$ falls.
// 3. *Add Taylor's error,* which shrinks:
//    $$E(h) = \frac{u|f|}{h} + \frac{h^2}{6}|f'''|$$
// 4. *Where is it least?* Where its slope is 0:
//    $$-\frac{u|f|}{h^2} + \frac{h}{3}|f'''| = 0 \qquad\text{so}\qquad h = \left(3u\,\frac{|f|}{|f'''|}\right)^{1/3}$$
//
// For $e^\theta$ the quotient $|f|/|f'''|$ is 1 and the best $h$ is $(3u)^{1/3}$, about
// 7 millionths. Put it in: both errors together are $E = \frac{h^2}{2}|f'''|$.
//
// The same for the forward difference: $E = 2u|f|/h + \frac h2|f''|$ is least at
// $h = 2\sqrt{u|f|/|f''|}$, 21 billionths here.

double u = Math.ulp(1.0) / 2;
double bestForward = 2 * Math.sqrt(u);
double bestCentral = Math.cbrt(3 * u);
System.out.println("u = %.2e".formatted(u));
System.out.println("forward: h = %.1e, error %.1e".formatted(bestForward, bestForward));
System.out.println(
    "central: h = %.1e, error %.1e"
        .formatted(bestCentral, bestCentral * bestCentral / 2));

// Compare with the table.
//
// So out of 16 digits the forward difference saves *half* (its error is like $\sqrt u$) and the central
// one *two thirds* ($u^{2/3}$). For a function like this one, whose
// derivatives are all of one size, no $h$ gets more out of them.

// ## What does the error look like?
//
// On two logarithmic axes a power is a straight line. Going to the left, rounding climbs like $1/h$;
// going to the right, Taylor's error climbs like $h^2$ (or $h$, for the forward difference). Together
// they make a **V**.
//
// Networks mostly compute in *floats*, which have 24 binary digits: $u = 2^{-24}$, 6e-8. So there are
// four V's. The slider changes the function:
//
// | | function | |
// |---|---|---|
// | 1 | $e^\theta$ at 1 | all derivatives are alike |
// | 2 | $\theta^3$ at 2 | $f'''$ is 6 |
// | 3 | $\theta^2$ at 3 | $f'''$ is 0 |
// | 4 | 1000 more than $e^\theta$, at 1 | a slope that stands on a hill |
// | 5 | $\sin(100\,\theta)$ at 1 | many wiggles |
//
// **Predict,** before you move it: which arm of the V's goes up or down from 1 to 3, which from 1 to 4,
// which from 1 to 5?

record Case(
    String name, DoubleUnaryOperator f, double theta, DoubleUnaryOperator slope, double third) {}

List<Case> cases = List.of(
    new Case("exp θ at 1", exp, 1, exp, Math.E),
    new Case("θ³ at 2", cube, 2, x -> 3 * x * x, 6),
    new Case("θ² at 3", x -> x * x, 3, x -> 2 * x, 0),
    new Case("1000 + exp θ at 1", x -> 1000 + StrictMath.exp(x), 1, exp, Math.E),
    new Case("sin 100θ at 1", x -> StrictMath.sin(100 * x), 1,
        x -> 100 * StrictMath.cos(100 * x), -1e6 * StrictMath.cos(100)));

/** In floats: the points, the values and the quotient have 24 binary digits. */
double inFloats(DoubleUnaryOperator f, float right, float left) {
  float above = (float) f.applyAsDouble(right);
  float below = (float) f.applyAsDouble(left);
  return (above - below) / (right - left);
}

double[] hs = IntStream.rangeClosed(0, 56).mapToDouble(k -> StrictMath.pow(10, -k / 4.0)).toArray();

/** The worst relative error near a case's θ, for each h; {@code reach} is 0 for a forward one. */
double[] errors(Case c, boolean floats, double reach) {
  return DoubleStream.of(hs).map(h -> worstNear(c.theta(), x -> {
    double at = floats ? (float) x : x;
    double n = floats
        ? inFloats(c.f(), (float) at + (float) h, (float) at - (float) (reach * h))
        : reach == 0 ? forward(c.f(), at, h) : central(c.f(), at, h);
    return n / c.slope().applyAsDouble(at) - 1;
  })).toArray();
}

display(Slides.of("function", new double[] {1, 2, 3, 4, 5}, number -> {
  Case c = cases.get((int) number - 1);
  double value = Math.abs(c.f().applyAsDouble(c.theta()));
  double slope = Math.abs(c.slope().applyAsDouble(c.theta()));
  double[] derived = DoubleStream.of(hs)
      .map(h -> (u * value / h + h * h / 6 * Math.abs(c.third())) / slope)
      .toArray();
  return Chart.of("Relative error, " + c.name(), "h", "relative error")
      .line("forward, floats", hs, errors(c, true, 0))
      .line("central, floats", hs, errors(c, true, 1))
      .line("forward, doubles", hs, errors(c, false, 0))
      .line("central, doubles", hs, errors(c, false, 1))
      .line("E(h), for the last", hs, derived)
      .range(1e-14, 1, 1e-13, 10)
      .logX()
      .logY();
}));

// - **1 to 3:** a parabola has no $f'''$. The central V loses its right arm: take $h$ as large as you
//   like. (The line has a gap where the error is exactly 0, which no logarithm can show.)
// - **1 to 4:** the slope is the same, but $|f|$ is 370 times as large, and rounding is in proportion to
//   $|f|$. The derived left arm rises 370 times, the measured ones mostly two to three hundred times (a rounding error
//   is the same for all numbers between two powers of two, so it does not follow $|f|$ exactly). The digits are spent on
//   the hill. So check a loss without any large
//   constant in it.
// - **1 to 5:** in size $f'''$ is a million times $\cos 100$, and the right arms rise. Where a function wiggles,
//   $h$ must be short compared with a wiggle. (The line E(h) is too low on the left here: it counts the rounding
//   of the value, and not that of $100\,\theta$, which the sine passes on. So the *measured* left arms of the
//   doubles stay about where they were. Those of the floats fall a hundredfold and more: there only the value is
//   rounded to a float, and the sine is computed in doubles.)
//
// In floats the best $h$ for $e^\theta$ is $(3u)^{1/3}$ again, but with the $u$ of floats: about
// 0.006. And two thirds of seven digits are between four and five: *for a function like this one, a
// central difference in floats gives no more.*

double floatError(double h) {
  return worstNear(1, x ->
      inFloats(exp, (float) x + (float) h, (float) x - (float) h) / exp.applyAsDouble((float) x) - 1);
}

for (double h : new double[] {0.1, 0.01, 0.001, 1e-4, 1e-5}) {
  System.out.println("floats, h = %-6s  error %.0e".formatted(h, floatError(h)));
}

// ## How do you check many weights?
//
// A loss depends on all the weights of a net, $L(\theta_1, \dots, \theta_n)$. Hold all of them fixed but
// one, $\theta_i$: what is left is a function of one number, and its slope is called the *partial
// derivative* of $L$ with respect to $\theta_i$, written with a round ∂:
//
// $$g_i = \frac{\partial L}{\partial\theta_i}$$
//
// The list of all $g_i$ is the *gradient*. To check it, take one central difference for each $i$:
// move $\theta_i$ by $h$ to the right and to the left, and put it back.
//
// How do you compare the computed $a$ with the numerical $n$? A difference of 0.001 is a catastrophe
// for a slope of 0.001, and no matter at all for one of a million. So compare relative to their size:
//
// $$\text{relative error} = \frac{|a-n|}{\max(|a|,|n|)}$$
//
// and 0 where the two are equal. It is 0 for a perfect match, $\frac12$ if one is twice the other, 1 if
// one of them is 0, and 2 if only the sign is wrong.

double relativeError(double a, double n) {
  return a == n ? 0 : Math.abs(a - n) / Math.max(Math.abs(a), Math.abs(n));
}

double worst(ToDoubleFunction<double[]> loss, double[] theta, double[] gradient) {
  double h = 1e-5;
  double worst = 0;
  for (int i = 0; i < theta.length; i++) {
    double[] moved = theta.clone();
    int place = i;
    DoubleUnaryOperator along = x -> {
      moved[place] = x;
      return loss.applyAsDouble(moved);
    };
    double n = central(along, theta[i], h);
    worst = Math.max(worst, relativeError(gradient[i], n));
  }
  return worst;
}

// A neuron to try it on: it takes 3 and gives $\tanh(3w+b)$, which should be 1. The loss is
// $L = (\tanh z - 1)^2$ with $z = 3w+b$. Of tanh you need only two things: $\tanh 0 = 0$, and its slope is
// $1-\tanh^2$. Two colleagues have derived
// the gradient, and one of them has lost a square.
//
// $$\text{A:}\quad 2(\tanh z-1)(1-\tanh^2 z)\cdot(3,\ 1) \qquad
// \text{B:}\quad 2(\tanh z-1)(1-\tanh z)\cdot(3,\ 1)$$
//
// **Predict:** which of the two passes at $w = b = 0$? Which at $w = 0.2$, $b = -0.1$?

ToDoubleFunction<double[]> neuron = p -> {
  double y = StrictMath.tanh(3 * p[0] + p[1]);
  return (y - 1) * (y - 1);
};

double[] a(double w, double b) {
  double y = StrictMath.tanh(3 * w + b);
  double g = 2 * (y - 1) * (1 - y * y);
  return new double[] {3 * g, g};
}

double[] b(double w, double b) {
  double y = StrictMath.tanh(3 * w + b);
  double g = 2 * (y - 1) * (1 - y);
  return new double[] {3 * g, g};
}

for (double[] p : new double[][] {{0, 0}, {0.2, -0.1}}) {
  System.out.println(
      "w = %.1f, b = %4.1f    A: %.0e   B: %.0e"
          .formatted(p[0], p[1], worst(neuron, p, a(p[0], p[1])), worst(neuron, p, b(p[0], p[1]))));
}

// At 0 both pass, for there $\tanh z$ is 0, and 0 is its own square. *Never check at a special point:*
// not at 0, not with inputs of 1, not with all weights alike. Take random numbers, with a seed that
// you write down.

// ## What does a kink do?
//
// Taylor's formula holds for smooth functions. The commonest function in networks is not smooth: the
// *rectifier*, ReLU, which is $\max(\theta, 0)$. Its slope is 0 to the left of 0 and 1 to the right, and
// at 0 there is none.
//
// **Predict:** what does the central difference say at $\theta = 0$, what at $\theta = h/2$ and what at
// $\theta = 2h$?

DoubleUnaryOperator relu = theta -> Math.max(theta, 0);
double[] places = IntStream.rangeClosed(-40, 40).mapToDouble(k -> k / 16.0).toArray();

display(Chart.of("ReLU: its slope and the central difference", "θ, in units of h", "slope")
    .line("slope", places, DoubleStream.of(places).map(p -> p == 0 ? Double.NaN : p > 0 ? 1 : 0).toArray())
    .line("central difference", places, DoubleStream.of(places).map(p -> central(relu, p, 1)).toArray())
    .figure());

// At 0 it says 0.5, at $h/2$ it says $(\frac32 h - 0)/2h = 0.75$, and from $h$ on it is right. Between
// $-h$ and $h$ the two points lie on different sides of the kink, and the quotient mixes both slopes.
// A correct program is then called wrong. A pool, which takes the largest of some numbers, has such a
// kink wherever the two largest are equal.
//
// The cure: keep the inputs farther from any kink than $h$. In a deep net you cannot see to that, so make
// $h$ small, and expect that some weights out of many will cross a kink.

// ## Can a whole layer be checked?
//
// A layer gives many numbers $y_j$ and not one loss. We make a loss of our own, as simple as can be:
//
// $$L = \sum_j r_j\,y_j \qquad\text{with random numbers } r_j$$
//
// Then $\partial L/\partial y_j = r_j$, and that is what the layer's `backward` wants to be told: it
// takes the derivatives of the loss by each $y_j$ and returns those by each $x_i$; those by the
// weights it adds to the `grad` of each weight. (How it does so is lesson 2.) Why random? With all
// $r_j = 1$ errors of opposite sign might cancel in the sum, and for some layers, such as one whose
// outputs add up to a constant, $L$ would not change at all.
//
// The instrument, whole. It checks $x$ and every weight, element by element, and returns the worst
// relative error for each. (In the code: a `Tensor` is an array of floats with a shape, and `data()` gives the floats. A
// `Parameter` holds two of them: the weights, `value`, and their gradients, `grad`.)

double dot(Tensor r, Tensor y) {
  return IntStream.range(0, y.size()).mapToDouble(j -> (double) r.data()[j] * y.data()[j]).sum();
}

double[] slopes(Layer layer, Tensor x, Tensor r, Tensor variable, float h) {
  float[] theta = variable.data();
  double[] n = new double[theta.length];
  for (int i = 0; i < n.length; i++) {
    float start = theta[i];
    float right = start + h;
    float left = start - h;
    theta[i] = right;
    double above = dot(r, layer.forward(x));
    theta[i] = left;
    double below = dot(r, layer.forward(x));
    theta[i] = start;
    n[i] = (above - below) / (right - left);
  }
  return n;
}

Map<String, Double> check(Layer layer, Tensor x, float h) {
  Random random = new Random(1);
  Tensor r = Tensor.zerosLike(layer.forward(x));
  for (int j = 0; j < r.size(); j++) {
    r.data()[j] = (float) random.nextGaussian();
  }
  layer.parameters().forEach(p -> p.grad().fill(0));
  layer.forward(x);
  Map<String, Tensor> computed = new LinkedHashMap<>();
  computed.put("x", layer.backward(r).copy());
  layer.parameters().forEach(p -> computed.put(p.name(), p.grad().copy()));

  Map<String, Tensor> variables = new LinkedHashMap<>();
  variables.put("x", x);
  layer.parameters().forEach(p -> variables.put(p.name(), p.value()));
  Map<String, Double> worst = new LinkedHashMap<>();
  variables.forEach((name, variable) -> {
    double[] n = slopes(layer, x, r, variable, h);
    for (int i = 0; i < n.length; i++) {
      worst.merge(name, relativeError(computed.get(name).data()[i], n[i]), Math::max);
    }
  });
  return worst;
}

// How long should $h$ be? `Linear` and `Conv2d` are *linear* in each single number, so that Taylor's
// error is 0 and a large $h$ costs nothing: take $h = 1$, and only rounding is left. The pool and ReLU
// are linear between their kinks. For the inputs we take numbers that are 0.1 apart, in random order,
// none nearer to 0 than 0.05; with $h = 1/32$ none of them comes to a kink.
//
// **Predict:** a float is good for seven digits. How many digits will agree?

Tensor spread(int... shape) {
  Tensor x = Tensor.zeros(shape);
  List<Integer> order = new ArrayList<>();
  IntStream.range(0, x.size()).forEach(order::add);
  Collections.shuffle(order, new Random(2));
  for (int i = 0; i < x.size(); i++) {
    x.data()[i] = 0.1f * (order.get(i) - x.size() / 2) + 0.05f;
  }
  return x;
}

Map<String, Double> show(String name, Map<String, Double> errors) {
  StringBuilder line = new StringBuilder("%-14s".formatted(name));
  errors.forEach((variable, error) -> line.append("  %s %.0e".formatted(variable, error)));
  System.out.println(line);
  return errors;
}

List<Map<String, Double>> all = List.of(
    show("Linear", check(new Linear(7, 3), spread(4, 7), 1)),
    show("Conv2d", check(new Conv2d(2, 3, 3, 2, 1), spread(2, 2, 5, 4), 1)),
    show("MaxPool2d", check(new MaxPool2d(2), spread(2, 3, 4, 4), 1 / 32f)),
    show("Relu", check(new Relu(), spread(3, 5), 1 / 32f)),
    show("Flatten", check(new Flatten(), spread(2, 3, 4), 1)));

// And the loss that classifiers are trained with, softmax with cross-entropy, which has its value in
// doubles. It is smooth but not linear, so $h$ must be smaller.

double crossEntropyError(int examples) {
  Tensor z = spread(examples, 4);
  int[] labels = IntStream.range(0, examples).map(n -> n % 4).toArray();
  Tensor dz = Loss.crossEntropy(z, labels).grad();
  double worst = 0;
  for (int i = 0; i < z.size(); i++) {
    float start = z.data()[i];
    float right = start + 1 / 128f;
    float left = start - 1 / 128f;
    z.data()[i] = right;
    double above = Loss.crossEntropy(z, labels).value();
    z.data()[i] = left;
    double below = Loss.crossEntropy(z, labels).value();
    z.data()[i] = start;
    worst = Math.max(worst, relativeError(dz.data()[i], (above - below) / (right - left)));
  }
  return worst;
}

System.out.println("cross-entropy  %.0e".formatted(crossEntropyError(3)));

// At the worst four digits agree, in `Conv2d`; every worst error is below one in a thousand. In the linear layers it is
// that of the *smallest* slopes,
// which drown in the rounding of the large values beside them; the others are better. That of
// cross-entropy is Taylor's error, a good half of $h^2/6$ here. The usual mistakes are
// hundreds of times as large and more: a factor of 2, a sign, a forgotten sum give 0.5, 2, or
// something near 1. So set the tolerance to 1e-3 in floats (1e-6 in doubles) and do not haggle:
// between rounding and real mistakes there is a wide gap, and the tolerance only has to lie in it.

// ## Does it find a planted bug?
//
// Here is a linear layer, $y_{no} = \sum_i W_{oi}\,x_{ni}$, for a batch of examples $n$; $i$ counts
// inputs and $o$ outputs. Its `backward` comes in four versions, of which three are wrong.

class Planted implements Layer {
  final Parameter weight = new Parameter("weight", Tensor.of(new float[] {0.3f, -0.8f, 0.5f, 0.9f}, 2, 2));
  final int bug;
  Tensor x;

  Planted(int bug) {
    this.bug = bug;
  }

  public Tensor forward(Tensor x) {
    this.x = x;
    Tensor y = Tensor.zeros(x.dim(0), 2);
    for (int n = 0; n < x.dim(0); n++) {
      for (int o = 0; o < 2; o++) {
        for (int i = 0; i < 2; i++) {
          y.add(weight.value().get(o, i) * x.get(n, i), n, o);
        }
      }
    }
    return y;
  }

  public Tensor backward(Tensor dy) {
    Tensor dx = Tensor.zerosLike(x);
    for (int n = 0; n < x.dim(0); n++) {
      for (int o = 0; o < 2; o++) {
        for (int i = 0; i < 2; i++) {
          float g = dy.get(n, o);
          if (bug == 1) {
            weight.grad().set(g * x.get(n, i), o, i); // set, and not add
          } else {
            weight.grad().add(g * x.get(bug == 2 ? 0 : n, i), o, i); // always example 0
          }
          dx.add(g * (bug == 3 ? weight.value().get(i, o) : weight.value().get(o, i)), n, i);
        }
      }
    }
    return dx;
  }

  public List<Parameter> parameters() {
    return List.of(weight);
  }
}

// **Predict:** which of the three does a batch of one example show, which a batch of three?

List<Map<String, Double>> one = new ArrayList<>();
List<Map<String, Double>> three = new ArrayList<>();
for (int bug = 0; bug <= 3; bug++) {
  one.add(show("bug %d, N = 1".formatted(bug), check(new Planted(bug), spread(1, 2), 1)));
  three.add(show("bug %d, N = 3".formatted(bug), check(new Planted(bug), spread(3, 2), 1)));
}

// Bugs 1 and 2 are invisible in a batch of one, where "the last example", "example 0" and "the sum over
// all examples" are the same thing. And bug 3, a $W$ with rows and columns swapped, is visible only because our $W$ is
// not symmetric; had we chosen one that is not square, it would have crashed. *Choose sizes
// that are all different, and none of them 1.* Then an index in the wrong place has nowhere to hide.

// ## What if you break it?
//
// **A factor that is lost.** Cross-entropy is a *mean* over the $N$ examples of a batch, so its gradient
// has a factor $1/N$. Drop it from the gradient, and not from the loss.
//
// **Predict:** what does the check say for $N = 1$, and what for $N = 4$?

double withoutMean(int examples) {
  Tensor z = spread(examples, 4);
  int[] labels = IntStream.range(0, examples).map(n -> n % 4).toArray();
  double a = Loss.crossEntropy(z, labels).grad().times(examples).get(0, 1);
  Tensor right = z.copy();
  Tensor left = z.copy();
  right.add(1 / 128f, 0, 1);
  left.add(-1 / 128f, 0, 1);
  double n = (Loss.crossEntropy(right, labels).value() - Loss.crossEntropy(left, labels).value())
      / (right.get(0, 1) - left.get(0, 1));
  return relativeError(a, n);
}

for (int examples : new int[] {1, 2, 4}) {
  System.out.println("N = %d: relative error %.3f".formatted(examples, withoutMean(examples)));
}

// The gradient is $N$ times too large, so the relative error is $(N-1)/N$: 0 for one example, 0.750 for four. Drop the
// factor from the loss *as well*, and the check is content with any $N$. It compares `backward` with
// `forward`; it cannot know which function you wanted.
//
// **A layer that is switched off.** Now the famous one. Somebody starts the last layer with weights of
// zero, which is not a silly thing to do, as the first predictions are then all alike. The layer
// before it has bug 3.
//
// **Predict:** what does the check report for the net as a whole?

Sequential net(int bug, float lastWeight) {
  Linear last = new Linear(2, 3);
  last.parameters().get(0).value().fill(lastWeight);
  return new Sequential().add("first", new Planted(bug)).add("last", last);
}

Map<String, Double> blind = show("W_last = 0", check(net(3, 0), spread(4, 2), 1));
Map<String, Double> seeing = show("W_last = 1", check(net(3, 1), spread(4, 2), 1));

// With zeros it reports no error at all in $x$ and in the first layer. Whatever comes back from the last
// layer has been multiplied by its weights, that is by 0. So all derivatives before it are computed as 0;
// and they *are* 0, since nothing in front of a layer that ignores its input can change the loss. $0 = 0$,
// and every bug passes. The same happens to every layer before a ReLU whose inputs are all negative.
//
// So a check has to say, besides its worst error, *how many* slopes were different from 0. (You will
// write that in exercise 3.)
//
// **A function that changes.** `Dropout` sets random numbers to zero, anew at each call. The two sides of
// a difference are then two different functions:

Map<String, Double> random = show("Dropout", check(new Dropout(0.5, 1), spread(3, 5), 1));
Dropout off = new Dropout(0.5, 1);
off.train(false);
Map<String, Double> still = show("switched off", check(off, spread(3, 5), 1));

// Nothing is wrong with its gradient. Check it with the same random numbers at each call, or switch it
// off. The same goes for a check *during* training: no update may come between the two calls.

// ## What does it cost?
//
// Two calls of `forward` for each weight. The net of PyTorch's tutorial for small photographs, which you
// will meet in lesson 2, has 62,006 weights. One gradient therefore costs 124,012 calls.
//
// **Predict:** `backward` computes the same 62,006 numbers in one go. How many calls of `forward` is it
// worth: 2, 100, 10,000?

Batch photograph = DataLoader.inOrder(Cifar10.sample().train(), 1).epoch(1).iterator().next();
Tensor photo = photograph.x();
int[] label = photograph.labels();

Sequential tutorial = Nets.tutorial(1);
double best = Double.POSITIVE_INFINITY;
double bestBack = Double.POSITIVE_INFINITY;
for (int k = 0; k < 200; k++) {
  long start = System.nanoTime();
  Loss loss = Loss.crossEntropy(tutorial.forward(photo), label);
  long middle = System.nanoTime();
  tutorial.backward(loss.grad());
  best = Math.min(best, (middle - start) / 1e9);
  bestBack = Math.min(bestBack, (System.nanoTime() - middle) / 1e9);
}
System.out.println("forward:  %.2f ms".formatted(1e3 * best));
System.out.println("backward: %.2f ms".formatted(1e3 * bestBack));
System.out.println("the gradient by differences: %.0f s".formatted(124_012 * best));

// About as much as a few calls, here even less than one: this `backward` skips what is 0, and a pool
// sends back nothing but zeros to all the numbers that did not win. Lesson 2 counts the
// multiplications. A check is no way to train; it is a way to test, once, on a small layer.
//
// If you want to test a whole net, take a *random direction* $d$, one number $d_i$ for each weight, and
// move all weights at once. How fast the loss changes along $d$ is
//
// $$\frac{L(\theta+hd)-L(\theta-hd)}{2h} \approx \sum_i g_i\,d_i.$$
//
// Two calls for all weights. A mistake in any $g_i$ changes the sum, unless several mistakes happen to
// cancel in it; but a small one may drown in the noise of the others. So take it per tensor: each
// weight array along a direction of its own.

Sequential whole = Nets.tutorial(1);
whole.backward(Loss.crossEntropy(whole.forward(photo), label).grad());
double worstAlong = 0;
double lastAlong = 0;
for (Parameter p : whole.parameters()) {
  Random chance = new Random(1);
  Tensor start = p.value().copy();
  Tensor d = Tensor.zerosLike(start);
  for (int i = 0; i < d.size(); i++) {
    d.data()[i] = (float) (chance.nextGaussian() + Math.signum(p.grad().data()[i]));
  }
  double step = 1e-3 / d.norm();
  p.value().set(start.plus(d.times(step)));
  double above = Loss.crossEntropy(whole.forward(photo), label).value();
  p.value().set(start.minus(d.times(step)));
  double below = Loss.crossEntropy(whole.forward(photo), label).value();
  p.value().set(start);
  double n = (above - below) / (2 * step);
  double error = relativeError(dot(p.grad(), d), n);
  worstAlong = Math.max(worstAlong, error);
  lastAlong = error;
  System.out.println("%-13s Σ g·d %7.4f, n %7.4f, error %.0e"
      .formatted(p.name(), dot(p.grad(), d), n, error));
}

// (The direction leans towards the gradient, so that the sum is not small by chance.)
//
// The last layers agree to five digits, `conv1.weight` to two or three. That is no bug. A weight of
// `conv1` acts on the loss through thousands of ReLUs and pools. Some are always close to a kink, and
// a finite step carries a few of them across.

// ## Exercise 1: cancel one error more
//
// *Warming up.* The central difference is wrong by $\frac{h^2}{6}f'''$, and then come terms with $h^4$.
// Combine the central difference with $h$ and the one with $2h$ so that the $h^2$ goes too.
//
// **Predict:** by what factor does the error grow if $h$ doubles?

double better(DoubleUnaryOperator f, double theta, double h) {
  return central(f, theta, h); // your code
}

Exercise one() {
  DoubleUnaryOperator fifth = x -> x * x * x * x * x;
  return Exercise.of("01-is-this-gradient-right", 1)
      .expect("θ⁵ at 1, h = 0.1", 4.9996, () -> better(fifth, 1, 0.1), 1e-6)
      .expect("θ⁵ at 2, h = 0.5", 79.75, () -> better(fifth, 2, 0.5), 1e-6)
      .expect("θ³ at 2, h = 1", 12, () -> better(cube, 2, 1), 1e-6)
      .expect("exp at 0, h = 0.1", 0.9999966627, () -> better(exp, 0, 0.1), 1e-9);
}

display(one());

// ## Exercise 2: find the bug
//
// *Middling.* A layer adds one number to each column: $y_{nc} = x_{nc} + b_c$, for $N$ examples $n$
// and $C$ channels $c$. This is its gradient by $b$. It has passed a check with three examples and
// three channels in which every $r_{nc}$ was 1. **Predict:** what does it do with five examples and
// three channels? Repair it.

double[] biasGradient(double[][] dy) {
  double[] db = new double[dy[0].length];
  for (int n = 0; n < dy.length; n++) {
    for (int c = 0; c < dy[n].length; c++) {
      db[n] += dy[n][c];
    }
  }
  return db;
}

Exercise two() {
  double[][] square = {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}};
  double[][] flat = {{1, 2, 3, 4}, {10, 20, 30, 40}};
  double[][] tall = {{1, 2}, {10, 20}, {100, 200}};
  return Exercise.of("01-is-this-gradient-right", 2)
      .expect("3 × 3, all 1: db[0]", 3, () -> biasGradient(square)[0], 1e-9)
      .expect("2 × 4: db[0]", 11, () -> biasGradient(flat)[0], 1e-9)
      .expect("2 × 4: db[3]", 44, () -> biasGradient(flat)[3], 1e-9)
      .expect("3 × 2: db[0]", 111, () -> biasGradient(tall)[0], 1e-9)
      .expect("3 × 2: db[1]", 222, () -> biasGradient(tall)[1], 1e-9);
}

display(two());

// ## Exercise 3: a check that admits its blindness
//
// *Harder.* Write a verdict on computed slopes $a$ and numerical slopes $n$:
//
// - 1 if every relative error is at most 1e-3 and some slope is not 0,
// - 0 if some is larger, or is not a number,
// - −1 if it cannot know, because every $a_i$ and every $n_i$ is 0, or because there are none.
//
// **Predict:** what does `error > 1e-3` say if the error is NaN?

int verdict(double[] a, double[] n) {
  for (int i = 0; i < a.length; i++) {
    if (relativeError(a[i], n[i]) > 1e-3) {
      return 0;
    }
  }
  return 1;
}

Exercise three() {
  double nan = Double.NaN;
  return Exercise.of("01-is-this-gradient-right", 3)
      .expect("{1, 2}, {1, 2}", 1, () -> verdict(new double[] {1, 2}, new double[] {1, 2}), 0)
      .expect("{1, 2}, {1, 4}", 0, () -> verdict(new double[] {1, 2}, new double[] {1, 4}), 0)
      .expect("{0, 0}, {0, 0}", -1, () -> verdict(new double[2], new double[2]), 0)
      .expect("{0, 3}, {0, 3}", 1, () -> verdict(new double[] {0, 3}, new double[] {0, 3}), 0)
      .expect("{0, 0}, {0, 1}", 0, () -> verdict(new double[2], new double[] {0, 1}), 0)
      .expect("{}, {}", -1, () -> verdict(new double[0], new double[0]), 0)
      .expect("{1, 0}, {0, 0}", 0, () -> verdict(new double[] {1, 0}, new double[2]), 0)
      .expect("{NaN, 1}, {2, 1}", 0, () -> verdict(new double[] {nan, 1}, new double[] {2, 1}), 0)
      .expect("{2, 1}, {NaN, 1}", 0, () -> verdict(new double[] {2, 1}, new double[] {nan, 1}), 0);
}

display(three());

// ## Exercise 4: diagnose this curve
//
// *Harder.* Four checks of the slope of $e^\theta$ (or of something close to it), each for all $h$.
// The figure shows four of these six. Which is which?
//
// 1. forward difference in doubles, right gradient
// 2. central difference in doubles, right gradient
// 3. central difference in floats, right gradient
// 4. central difference in doubles, a gradient that is wrong by one in a thousand
// 5. central difference in doubles, right gradient, a kink at a distance of 0.001
// 6. central difference in doubles, a gradient that is twice too large

double[] curve(int kind) {
  DoubleUnaryOperator kinked = x -> StrictMath.exp(x) + Math.max(x - 1.0029, 0);
  Case right = cases.get(0);
  Case thousandth = new Case("", exp, 1, x -> 1.001 * StrictMath.exp(x), 0);
  Case kink = new Case("", kinked, 1, exp, 0);
  Case twice = new Case("", exp, 1, x -> 2 * StrictMath.exp(x), 0);
  return kind == 1 ? errors(right, false, 0)
      : kind == 2 ? errors(right, false, 1)
      : kind == 3 ? errors(right, true, 1)
      : kind == 4 ? errors(thousandth, false, 1)
      : kind == 5 ? errors(kink, false, 1)
      : kind == 6 ? errors(twice, false, 1)
      : new double[hs.length];
}

double[][] curves = IntStream.of(25, 24, 30, 28).mapToObj(k -> curve(k ^ 29)).toArray(double[][]::new);

display(Chart.of("What has been checked here?", "h", "relative error")
    .line("A", hs, curves[0])
    .line("B", hs, curves[1])
    .line("C", hs, curves[2])
    .line("D", hs, curves[3])
    .logX()
    .logY()
    .range(1e-14, 1, 1e-12, 10)
    .figure());

// Write down the four numbers. Your diagnosis is run, and held against the curve.

int curveA = 0, curveB = 0, curveC = 0, curveD = 0; // your answers, 1 to 6

Exercise four() {
  int[] answers = {curveA, curveB, curveC, curveD};
  Exercise exercise = Exercise.of("01-is-this-gradient-right", 4);
  for (int i = 0; i < 4; i++) {
    int k = i;
    for (int at : new int[] {8, 20}) {
      exercise.expect("%s, h = %.0e".formatted("ABCD".charAt(k), hs[at]), curves[k][at],
          () -> curve(answers[k])[at], 1e-6);
    }
  }
  return exercise;
}

display(four());

// ## Exercise 5: choose h for floats
//
// *Open.* A net computes in floats. Its loss is about 2.3; the slopes of its weights lie between 1e-4 and
// 0.1. You cannot change the precision. Which $h$ do you take, which weights, which tolerance? What would
// you do to get more digits, and what can you *not* conclude when all is well? Write half a page.
//
// <details>
// <summary>What a good answer has</summary>
//
// Numbers: in floats, rounding alone makes an error of about $u|f|/h$, which for $h = 0.006$ is
// 2.3e-5. A slope of 0.1 can be checked to three digits with it, a slope of 1e-4 hardly to one. So
// compare the large slopes, or directions in which all slopes add up; or take a larger $h$ where the
// function allows it and say how you know. More digits: add up the loss in doubles (as this library
// does), check a single layer with a linear loss, make the net small. And a limit: all is well at
// *this* point, for *these* sizes, with respect to the `forward` that you have.
//
// </details>

// ## Summary
//
// 1. A slope can be had without calculus: the central difference is off by $h^2f'''/6$, the forward one
//    by $hf''/2$.
// 2. Rounding adds $u|f|/h$ to the central difference, twice that to the forward one. The central one's
//    best $h$ is $(3u|f|/|f'''|)^{1/3}$; where all derivatives are of one size, two thirds of the digits
//    are left, half of them with the forward difference.
// 3. Compare relative to size, at random points, away from kinks, with sizes that are all different.
// 4. A check compares `backward` with `forward` and is blind where slopes are 0: count what was
//    compared.
// 5. It costs two calls of `forward` for each weight. It is for tests; training needs lesson 2.

// ## Sources
//
// - W. H. Press, S. A. Teukolsky, W. T. Vetterling and B. P. Flannery, *Numerical Recipes*, 3rd edition,
//   2007, §5.7: the best $h$, and the width that is really there.
// - N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd edition, 2002, §2.1 and §2.2:
//   the unit roundoff $u$, and the model of rounding.
// - I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, 2016, §11.5: derivatives compared with
//   differences, to find a bug.
// - The planted bugs, the comparison of the five functions and the blind spots were worked out here.
// - In this library: [GradientTest](../../tests/moments/nn/GradientTest.java), which does all this at
//   each build.
//
// **Next:** lesson 2, [Where do gradients come from?](../../notebooks/02-where-do-gradients-come-from.ipynb),
// derives what has been checked here.

/exit
