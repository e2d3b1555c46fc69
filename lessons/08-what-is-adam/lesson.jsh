import static moments.lab.Display.*;

// # 8. What is Adam?
//
// *Reading: 50 minutes. Running: 15 seconds.*
//
// Most of the networks that you have heard of were trained by a rule that fits on five lines. By the
// end of this page you will have derived each of them, written them yourself, and seen them agree,
// step for step, with the class that this library trains with. You will also know where the rule's
// four numbers come from, and which famous promise about it is not quite true.
//
// You need the idea of gradient descent, $\theta \leftarrow \theta - \alpha g$: move against the
// gradient $g$, as far as the learning rate $\alpha$ says. Everything else is built here.
//
// *How to read:* where it says **Predict**, stop and write down an answer before you run the next
// cell. A wrong guess that you wrote down teaches more than a right answer that you read.

import java.util.*;
import java.util.function.Function;
import java.util.stream.*;
import moments.explore.*;
import moments.lesson.*;
import moments.nn.*;
import moments.optim.*;
import moments.tensor.*;

// ## What would a good step look like?
//
// Picture two weights of a network. One has gradients of about 100, the other of about 0.01, and both
// have pointed the same way for a while. Gradient descent moves the first 10,000 times as far as the
// second. Does the first *deserve* that? The size of a gradient depends on the units of its input and
// on how many layers lie between it and the loss; it says little about how far it is to the minimum.
//
// Now a third weight, whose gradients are +1, −1, +1, −1: plenty of size, no direction at all.
//
// **Predict:** we divide the *mean* of the last gradients by their *typical size*, the root of their
// mean square. What is the quotient for each of the three weights?

double meanOverSize(double... g) {
  double sum = 0;
  double squares = 0;
  for (double x : g) {
    sum += x;
    squares += x * x;
  }
  return (sum / g.length) / Math.sqrt(squares / g.length);
}

System.out.println("always 100:   %.2f".formatted(meanOverSize(100, 100, 100, 100)));
System.out.println("always 0.01:  %.2f".formatted(meanOverSize(0.01, 0.01, 0.01, 0.01)));
System.out.println("+1 and -1:    %.2f".formatted(meanOverSize(1, -1, 1, -1)));
System.out.println("mostly +1:    %.2f".formatted(meanOverSize(1, 1, 1, -1)));

// The units have gone, and what is left is a number between −1 and 1 that says how much the gradients
// agree: a *signal-to-noise ratio*. Where they agree, take a full step; where they quarrel, hardly
// move. **That quotient, times a learning rate, is Adam.** All that remains is to keep the mean and
// the size up to date without storing every gradient that ever was, and that holds one surprise.

// ## How do you remember without storing?
//
// With an *exponential moving average*. Keep a share $\beta$ of what you had and let the new gradient
// fill up the rest. Adam does so twice, for the gradient and for its square:
//
// $$m_t = \beta_1 m_{t-1} + (1-\beta_1)\,g_t \qquad v_t = \beta_2 v_{t-1} + (1-\beta_2)\,g_t^2$$
//
// $m$ is the *first moment*, the mean; $v$ the *second raw moment*, the mean square (raw: nobody
// subtracts the mean first). The name says it: **ada**ptive **m**oments.
//
// How long is such a memory? A gradient that came in $k$ steps ago still counts $\beta^k$ times what
// it did, so half of it is forgotten after $\ln\frac12/\ln\beta$ steps.
//
// **Predict:** the defaults are $\beta_1 = 0.9$ and $\beta_2 = 0.999$. What are their half-lives?

double halfLife(double beta) {
  return Math.log(0.5) / Math.log(beta);
}

System.out.println("direction, 0.9:   %.1f steps".formatted(halfLife(0.9)));
System.out.println("size,      0.999: %.1f steps".formatted(halfLife(0.999)));

// 6.6 steps against 693. The direction has to follow every bend of the road; the size of the
// gradients, their unit of measure, is a slower thing, and a mean of squares is jumpy enough to want
// a long memory.

// ## Why are both too small at first?
//
// Both memories start empty, $m_0 = v_0 = 0$. That is the surprise.
//
// **Predict:** every gradient is exactly 1, so the mean should be 1. What is $m$ after one step? And
// $v$ after ten?

double m = 0;
double v = 0;
System.out.println("    t       m       v    1-0.9^t  1-0.999^t");
for (int t = 1; t <= 1000; t++) {
  m = 0.9 * m + (1 - 0.9) * 1;
  v = 0.999 * v + (1 - 0.999) * 1 * 1;
  if (t == 1 || t == 2 || t == 10 || t == 100 || t == 1000) {
    double a = 1 - Math.pow(0.9, t);
    double b = 1 - Math.pow(0.999, t);
    System.out.println("%5d  %.4f  %.4f    %.4f   %.4f".formatted(t, m, v, a, b));
  }
}

// The zero at the start is still in there. After ten steps $m$ has got to 0.65 of the truth and $v$
// to a mere 0.01 of it; even after a thousand steps $v$ has only 0.63. A picture of the whole way, with
// time on a logarithmic axis:

double[] time =
    IntStream.range(0, 140).mapToDouble(i -> Math.rint(Math.pow(10, i / 40.0))).distinct().toArray();

double averageOfOnes(double beta, double steps) {
  double x = 0;
  for (int t = 1; t <= steps; t++) {
    x = beta * x + (1 - beta) * 1;
  }
  return x;
}

display(Chart.of("Averages of 1, 1, 1, … that begin at 0", "step t", "share of the truth")
    .line("m, β₁ = 0.9", time, DoubleStream.of(time).map(t -> averageOfOnes(0.9, t)).toArray())
    .line("v, β₂ = 0.999", time, DoubleStream.of(time).map(t -> averageOfOnes(0.999, t)).toArray())
    .level("the truth", 1)
    .logX()
    .range(1, 3000, 0, 1.1)
    .figure());

// Two curves of one shape, a hundred times as slow for $v$. The gap between them is widest at step 45:
// there $m$ is nearly right while $v$ is far too small, and a step $m/\sqrt v$ would be far too long.
// Keep that in mind for when we leave the correction out.
//
// The last two columns of the table are the derivation's result before the derivation. Here it is, in four small
// steps, for $v$ ($m$ is the same with $\beta_1$ and $g$).
//
// 1. *Unroll.* Put $v_{t-1}$ into $v_t$, then $v_{t-2}$ into that, down to $v_0 = 0$. Each step back
//    multiplies by another $\beta_2$:
//    $$v_t = (1-\beta_2)\sum_{i=1}^{t}\beta_2^{\,t-i}\,g_i^2$$
// 2. *Take expectations,* $E$, the mean over all that chance might have dealt. If the gradients keep
//    the same mean square $E[g^2]$ all along, it comes out of the sum:
//    $$E[v_t] = E[g^2]\cdot(1-\beta_2)\sum_{i=1}^{t}\beta_2^{\,t-i}$$
// 3. *Sum up.* Write the sum as $S = 1 + \beta_2 + \dots + \beta_2^{\,t-1}$. Then
//    $\beta_2 S = S - 1 + \beta_2^{\,t}$, so that $(1-\beta_2)\,S = 1-\beta_2^{\,t}$:
//    $$E[v_t] = E[g^2]\cdot(1-\beta_2^{\,t})$$
// 4. *Divide.* The weights add up to $1-\beta_2^{\,t}$ where they should add up to 1. So
//    $$\hat m_t = \frac{m_t}{1-\beta_1^{\,t}} \qquad \hat v_t = \frac{v_t}{1-\beta_2^{\,t}}$$
//    have the right expectation, from the very first step on.
//
// If the gradients do change over time, step 2 leaves an error, but a small one, as old gradients
// count little. And as $t$ grows, $\beta^t$ vanishes and the correction turns itself off.
//
// The library computes both factors once a step, for all weights together:
//
// ```java
// correction1 = (float) (1 / (1 - power(beta1, t())));
// correction2 = (float) (1 / (1 - power(beta2, t())));
// ```
// <sub>[src/moments/optim/Adam.java](../../src/moments/optim/Adam.java)</sub>

// ## Can you write it in ten lines?
//
// You have all the parts. Here they are together, for a single weight:

class MyAdam {
  double alpha = 0.001, beta1 = 0.9, beta2 = 0.999, eps = 1e-8;
  double m, v;
  int t;

  double step(double theta, double g) {
    t++;
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g * g;
    double mHat = m / (1 - Math.pow(beta1, t));
    double vHat = v / (1 - Math.pow(beta2, t));
    return theta - alpha * mHat / (Math.sqrt(vHat) + eps);
  }
}

// Hold it against the paper's Algorithm 1 and against the loop of the library, line by line. ($t$
// counts *updates*, from 1, not epochs.)
//
// $$\begin{array}{ll}
// \text{first moment} & m \leftarrow \beta_1 m + (1-\beta_1)\,g \\
// \text{second moment} & v \leftarrow \beta_2 v + (1-\beta_2)\,g^2 \\
// \text{corrected} & \hat m = m/(1-\beta_1^{\,t}) \\
// \text{corrected} & \hat v = v/(1-\beta_2^{\,t}) \\
// \text{the step} & \theta \leftarrow \theta - \alpha\,\hat m/(\sqrt{\hat v} + \varepsilon)
// \end{array}$$
//
// ```java
// m[i] = average(beta1, m[i], g[i]);
// v[i] = average(beta2, v[i], g[i] * g[i]);
// float mHat = m[i] * correction1;
// float vHat = v[i] * correction2;
// theta[i] -= alpha * mHat / ((float) Math.sqrt(vHat) + eps);
// ```
// <sub>[src/moments/optim/Adam.java](../../src/moments/optim/Adam.java)</sub>
//
// Are they the same rule? Reading is not proof. We give both the same thousand random gradients and
// compare after every step. (A `Parameter` holds two arrays of numbers, the weights, `value`, and their
// gradients, `grad`, which the optimizer reads. Yours computes in doubles, the library in floats, which
// carry about seven digits.)

Parameter weight = new Parameter("weight", Tensor.of(new float[] {1}, 1));
Adam theirs = new Adam(List.of(weight));
MyAdam mine = new MyAdam();
double theta = 1;
double largest = 0;
Random random = new Random(8);
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
// Take the friendliest function there is, $f(\theta) = \theta^2/2$, whose gradient at $\theta$ is
// $\theta$ itself. Start at 1 with $\alpha = 0.1$.
//
// **Predict:** where is $\theta$ after the first step? (Work it out from the formulas: what is
// $\hat m$, what is $\hat v$?)

display(Stepper.run(theta -> theta[0] * theta[0] / 2, p -> new Adam(p, 0.1), 5, 1.0));

// Read a row from left to right: after step $t$ we are at θ, where the function is f. The step used
// the gradient g, which was taken at the θ of the row above, and left behind m and v and, freed from
// their start at 0, m̂ and v̂; it changed θ by Δ.
//
// In row 1, $\hat m = g$ and $\hat v = g^2$, so that the quotient is 1 and the step is $\alpha$: we
// arrive at 0.9, or at 0.900000001 if you insist on ε. *The size of the gradient has cancelled.* Had
// you started at 1000, the first step would have been 0.1 as well.
//
// The next places are 0.80041, 0.70159, 0.60394 and 0.50796. The gradients shrink by two fifths on
// the way, the steps stay close to 0.1: all gradients so far agree about the direction, and Adam walks at its
// walking pace.

// ## What are the four numbers?
//
// | | default | what it is | if it is too large | if it is too small |
// |---|---|---|---|---|
// | $\alpha$ | 0.001 | the length of a full step, in units of θ | jumps about the minimum | takes for ever |
// | $\beta_1$ | 0.9 | share of $m$ that a step keeps | overshoots bends | follows the noise |
// | $\beta_2$ | 0.999 | share of $v$ that a step keeps | a burst is remembered for long | step sizes jitter |
// | $\varepsilon$ | 1e-8 | what is added to the root | damps small gradients | divides by 0 |
//
// They are the paper's (Algorithm 1), and `new Adam(parameters)` means just them. (A `Schedule` says
// what α is at each step, so that it may fall; this one is constant.)

Parameter a = new Parameter("a", Tensor.of(new float[] {1, -2, 3}, 3));
Parameter b = new Parameter("b", Tensor.of(new float[] {1, -2, 3}, 3));
Adam byDefault = new Adam(List.of(a));
Adam spelledOut = new Adam(List.of(b), Schedule.constant(0.001), 0.9, 0.999, 1e-8);
for (int t = 0; t < 100; t++) {
  for (Parameter p : List.of(a, b)) {
    p.grad().set(p.value());
  }
  byDefault.step();
  spelledOut.step();
}
display(Arrays.equals(a.value().data(), b.value().data()));

// The learning rate is a *length* now, one reason that 0.001 does well on so many networks: weights
// mostly lie between −1 and 1, and a thousand steps that agree carry one from 0 to 1.
//
// And ε? It keeps 0/0 away from a weight that never saw a gradient. It also draws a line: a gradient
// far below ε no longer counts as a direction.
//
// **Predict:** every gradient is 1e-8, exactly as large as ε. How long is a step, in units of α?

MyAdam tiny = new MyAdam();
System.out.println("%.2f α".formatted((0 - tiny.step(0, 1e-8)) / tiny.alpha));

// Half of α: $\hat m/(\sqrt{\hat v}+\varepsilon)$ is $10^{-8}/(10^{-8}+10^{-8})$. Remember that 0.5
// for later, when we break things.

// ## How long can a step be?
//
// Most of the time no longer than α: no mean is larger than the root mean square with the same
// weights. So α is the radius of a *trust region*: within one step, Adam does not trust a gradient
// further than that.
//
// And when the gradients are pure noise, without any signal? Then $m$ is the mean of about
// twenty coin tosses. The variance of such an average is $(1-\beta_1)/(1+\beta_1)$ of the variance of a
// single gradient, so that the typical step is the root of that, 0.23 α. Close to a minimum, where
// noise is all there is, steps shorten by themselves.
//
// **Predict:** mix the two. How much signal must there be in the noise before the typical step is
// half of α?

double typicalStep(double signal, double noise) {
  MyAdam adam = new MyAdam();
  adam.alpha = 1;
  Random random = new Random(8);
  double squares = 0;
  for (int t = 1; t <= 50_000; t++) {
    double step = adam.step(0, signal + noise * random.nextGaussian());
    squares += t > 10_000 ? step * step : 0;
  }
  return Math.sqrt(squares / 40_000);
}

System.out.println("all signal:      %.2f α".formatted(typicalStep(1, 0)));
System.out.println("half and half:   %.2f α".formatted(typicalStep(1, 1)));
System.out.println("one to two:      %.2f α".formatted(typicalStep(0.5, 1)));
System.out.println("all noise:       %.2f α".formatted(typicalStep(0, 1)));

// About half as much signal as noise will do. We can work out the whole curve: let the signal be $s$
// and the noise have the standard deviation $n$. Then $\hat v$ is nearly $s^2 + n^2$, and the mean square of
// $\hat m$ is $s^2 + \frac{1-\beta_1}{1+\beta_1} n^2$. Theory as a line, Adam as points:

double[] ratio = new double[17];
double[] observed = new double[17];
double[] theory = new double[17];
for (int i = 0; i < 17; i++) {
  ratio[i] = Math.pow(10, (i - 8) / 4.0);
  observed[i] = typicalStep(ratio[i], 1);
  theory[i] = Math.sqrt((ratio[i] * ratio[i] + 0.1 / 1.9) / (ratio[i] * ratio[i] + 1));
}

display(Chart.of("How far Adam trusts a noisy gradient", "signal / noise", "typical step, in units of α")
    .points("adam", ratio, observed)
    .line("theory", ratio, theory)
    .level("trust region: α", 1)
    .level("pure noise: 0.23 α", Math.sqrt(0.1 / 1.9))
    .logX()
    .range(0.01, 100, 0, 1.2)
    .figure());

// The same α, and yet the steps shorten by themselves as the signal drowns, down to a floor: they never
// fall below the 0.23 α of pure noise. Getting closer than that to a minimum is what schedules are for.

// *Most* of the time. The two averages have memories of different lengths, and here is where it
// shows. Suppose a weight that saw nothing but zeros for ages: a rare word, a sleeping unit. Then
// comes a gradient of 1. In $m$ it counts $1-\beta_1 = 0.1$, in $v$ only $1-\beta_2 = 0.001$, and the
// step is $0.1/\sqrt{0.001} = 3.16$ times α.
//
// §2.1 of the paper gives just this, $\alpha(1-\beta_1)/\sqrt{1-\beta_2}$, as the most that a step can
// be.
//
// **Predict:** is it? What if the gradient is 1 again in the next step, and in the one after that?

double longestStepAfterZeros(double growth) {
  MyAdam adam = new MyAdam();
  adam.alpha = 1;
  for (int t = 0; t < 20_000; t++) {
    adam.step(0, 0);
  }
  double longest = 0;
  double g = 1;
  for (int t = 0; t < 150; t++) {
    longest = Math.max(longest, Math.abs(adam.step(0, g)));
    g *= growth;
  }
  return longest;
}

System.out.println("gradients of 1:                     up to %.2f α".formatted(longestStepAfterZeros(1)));
System.out.println(
    "each 1.11 times the one before:     up to %.2f α".formatted(longestStepAfterZeros(1.11)));

// It is not. $m$ gets to know the new direction in a dozen steps, $v$ takes a thousand to get used to
// the new size, and meanwhile the steps grow to 6.57 α. The paper's number bounds only the first step
// after the silence.
//
// What *is* the bound? Write $m$ as a sum over the gradients of $k$ steps ago, split
// $\beta_1^k = (\beta_1/\sqrt{\beta_2})^k\cdot\sqrt{\beta_2}^{\,k}$, and let Cauchy's inequality (the
// square of a sum of products is at most the product of the sums of squares) do the rest:
//
// $$m = (1-\beta_1)\sum_k \Big(\tfrac{\beta_1}{\sqrt{\beta_2}}\Big)^k\cdot\sqrt{\beta_2}^{\,k} g_{t-k}
// \;\le\; (1-\beta_1)\sqrt{\sum_k\Big(\tfrac{\beta_1^2}{\beta_2}\Big)^k}\cdot\sqrt{\sum_k\beta_2^k
// g_{t-k}^2}
// \;\le\; \frac{1-\beta_1}{\sqrt{1-\beta_1^2/\beta_2}}\cdot\sqrt{\frac{v}{1-\beta_2}}$$
//
// Divide by $\sqrt v$: once the corrections have died away, no step is longer than
//
// $$\alpha\,\frac{1-\beta_1}{\sqrt{(1-\beta_2)\,(1-\beta_1^2/\beta_2)}} = 7.27\,\alpha,$$
//
// and gradients that grow by $\beta_2/\beta_1 = 1.11$ from step to step do reach it. A bound that a
// paper states is a prediction too. Run it.
//
// Here is what follows a long silence, step by step, for gradients that stay at 1. The slider changes
// $\beta_2$.
//
// **Predict:** for which $\beta_2$ is there no burst at all?

double[] burst(double beta2) {
  MyAdam adam = new MyAdam();
  adam.alpha = 1;
  adam.beta2 = beta2;
  adam.t = 1_000_000; // so long that the corrections have died away
  double[] length = new double[3000];
  Arrays.setAll(length, i -> -adam.step(0, 1));
  return DoubleStream.of(time).map(t -> length[(int) t - 1]).toArray();
}

double cauchy(double beta2) {
  return (1 - 0.9) / Math.sqrt((1 - beta2) * (1 - 0.9 * 0.9 / beta2));
}

double[] ends = {1, 3000};

double[] both(double height) {
  return new double[] {height, height};
}

display(Slides.of(
    "β₂",
    new double[] {0.999, 0.997, 0.99, 0.97, 0.95, 0.9},
    beta2 -> Chart.of("Gradients of 1 after a long silence", "steps since", "step, in units of α")
        .line("adam", time, burst(beta2))
        .line("bound of §2.1", ends, both(Math.max(1, (1 - 0.9) / Math.sqrt(1 - beta2))))
        .line("Cauchy's bound", ends, both(cauchy(beta2)))
        .level("trust region: α", 1)
        .logX()
        .range(1, 3000, 0, 8)));

// For $\beta_2 = \beta_1 = 0.9$: with equal memories, mean and size get used to the news at the same
// pace, and Cauchy's bound is α itself. The longer $v$ remembers, the higher the burst and the longer
// it lasts.

// ## Is there a cheaper order?
//
// §2 of the paper remarks that two divisions for every weight can be saved: put both corrections into
// the learning rate, which is one number for all.
//
// $$\alpha_t = \alpha\,\frac{\sqrt{1-\beta_2^{\,t}}}{1-\beta_1^{\,t}} \qquad
// \theta \leftarrow \theta - \alpha_t\, m/(\sqrt v + \hat\varepsilon)$$
//
// **Predict:** do we get the same steps if we simply keep ε where $\hat\varepsilon$ stands? Try it
// where ε matters, with a gradient of 1e-8.

double cheaper(double g, double epsHat) {
  double m = (1 - 0.9) * g;
  double v = (1 - 0.999) * g * g;
  double alphaT = 1 * Math.sqrt(1 - 0.999) / (1 - 0.9);
  return alphaT * m / (Math.sqrt(v) + epsHat);
}

System.out.println("with ε:              %.3f α".formatted(cheaper(1e-8, 1e-8)));
System.out.println("with ε √(1 - β₂^t):  %.3f α".formatted(cheaper(1e-8, 1e-8 * Math.sqrt(1 - 0.999))));

// Not unless ε is scaled as $v$ was. Multiply the top and the bottom of Adam's fraction by
// $\sqrt{1-\beta_2^{\,t}}$, and you see that $\hat\varepsilon = \varepsilon\sqrt{1-\beta_2^{\,t}}$ is
// what makes the two orders one. With the bare ε the first step is 0.031 α where it should be 0.5 α.
// For gradients that are far above ε nobody would notice, which is why this mistake lives so long where
// it is made.

// ## Who are its ancestors?
//
// Adam is sometimes introduced as "momentum plus RMSProp". Let us take that at its word: if it is a
// machine made of older parts, then switching parts off must give the older machines back.
//
// - **SGD.** $\beta_1 = 0$ and an ε so large that $\sqrt{\hat v}$ is nothing beside it: what remains
//   is $\theta - (\alpha/\varepsilon)\,g$.
// - **SGD with momentum.** The same with $\beta_1 = 0.9$. Momentum steps by a *sum* of gradients,
//   $u \leftarrow \beta_1 u + g$, so that $m = (1-\beta_1)u$; the learning rate makes up for it and takes
//   the bias correction back.
// - **RMSProp** divides $g$ by $\sqrt v$ as it is. So $\beta_1 = 0$, and a learning rate that takes the
//   bias correction of $v$ back.
// - **AdaGrad** divides $g$ by the root of the *sum* of all squares so far. With $\beta_1 = 0$ and
//   $\beta_2 \to 1$, $\hat v$ is their plain *mean*, the sum divided by $t$, and with a learning rate of
//   $\alpha/\sqrt t$ the two $t$ cancel. Without bias correction there would be no such limit.
// - **Sign descent.** $\beta_1 = \beta_2 = 0$: no memory at all, every step is $\pm\alpha$.
//
// **Predict:** which of these will be equal only roughly?

record SignDescent(List<Parameter> parameters, double lr) implements Optimizer {
  public void step() {
    for (Parameter p : parameters) {
      for (int i = 0; i < p.value().size(); i++) {
        p.value().data()[i] -= (float) (lr * Math.signum(p.grad().data()[i]));
      }
    }
  }
}

Surface bowl = xy -> 0.1 * xy[0] * xy[0] + 2 * xy[1] * xy[1];
double huge = 1e8;
double nearly1 = 1 - 1e-9;

Map<String, List<Function<List<Parameter>, Optimizer>>> pairs = new LinkedHashMap<>();
pairs.put("SGD", List.of(
    p -> new Sgd(p, 0.1),
    p -> new Adam(p, Schedule.constant(0.1 * huge), 0, 0.999, huge)));
pairs.put("Momentum", List.of(
    p -> new Momentum(p, 0.05),
    p -> new Adam(p, t -> 0.05 * huge * (1 - Math.pow(0.9, t)) / (1 - 0.9), 0.9, 0.999, huge)));
pairs.put("RMSProp", List.of(
    p -> new RmsProp(p, Schedule.constant(0.05), 0.99, 0),
    p -> new Adam(p, t -> 0.05 / Math.sqrt(1 - Math.pow(0.99, t)), 0, 0.99, 0)));
pairs.put("AdaGrad", List.of(
    p -> new AdaGrad(p, Schedule.constant(0.4), 0),
    p -> new Adam(p, Schedule.inverseSqrt(0.4), 0, nearly1, 0)));
pairs.put("Sign descent", List.of(
    p -> new SignDescent(p, 0.03),
    p -> new Adam(p, Schedule.constant(0.03), 0, 0, 0)));

Map<String, Double> apart = new LinkedHashMap<>();
pairs.forEach((name, pair) -> {
  var original = Stepper.run(bowl, pair.get(0), 50, -5, -2);
  var adam = Stepper.run(bowl, pair.get(1), 50, -5, -2);
  double most = 0;
  for (String column : List.of("θ1", "θ2")) {
    for (int t = 0; t <= 50; t++) {
      double x = original.doubleColumn(column).get(t);
      most = Math.max(most, Math.abs(x - adam.doubleColumn(column).get(t)));
    }
  }
  apart.put(name, most);
  System.out.println("%-13s equal in each of 50 steps: %s".formatted(name, most < 1e-6));
});

// None. Three of them are limits (an ε that is huge, a $\beta_2$ that is nearly 1), but so close that
// floats cannot tell. So the family tree is not a story that is told afterwards;
// it is in the formula. (One cousin stays out: momentum *on* RMSProp adds up gradients that were
// rescaled before, each by the size known at its time. Adam averages first and rescales then.)

// ## How do the five walk?
//
// Enough algebra; watch them. Adam and four of its ancestors set out together on a map. Press play, or
// drag the slider: below the map stand the place, the gradient and the memory of each at that step.
// (Momentum calls its memory v as well, for velocity: a sum of gradients, not a mean of squares.)
//
// The first map is a long valley, $f = 0.1x^2 + 2y^2$, twenty times as curved across as along.
//
// **Predict:** who crosses the floor of the valley again and again, and who never does? And in which
// direction does each of them set off?

Trajectories five(Trajectories map, double sgd, double momentum) {
  return map.run("sgd", p -> new Sgd(p, sgd))
      .run("momentum", p -> new Momentum(p, momentum))
      .run("adagrad", p -> new AdaGrad(p, 1))
      .run("rmsprop", p -> new RmsProp(p, 0.05))
      .run("adam", p -> new Adam(p, 0.2));
}

display(five(Trajectories.on(Surfaces.bowl(), -6, 6, -3, 3), 0.4, 0.05).figure(60, -5, -2));

// SGD's first step is 0.4 along the valley and 3.2 across it, right over the floor: eight times as far
// in the direction in which there is less to go. It crosses the floor in each of the 60 steps. The last
// three set off at 45°, because each weight is measured by a ruler of its own: AdaGrad by 1 in both
// directions, RMSProp by 0.5, Adam by 0.2. (RMSProp has $\alpha = 0.05$; a first step without bias
// correction is ten times that.) AdaGrad and RMSProp never cross. Adam does, 3 times, and momentum
// 9 times: what remembers a direction overshoots.

// Now turn the map by 45°, and the start with it. For the land nothing has changed.
//
// **Predict:** whose trail turns along, and whose does not?

display(five(Trajectories.on(Surfaces.rotated(), -6, 6, -6, 6), 0.4, 0.05)
    .figure(60, -7 / Math.sqrt(2), -3 / Math.sqrt(2)));

// SGD and momentum walk the very same way, only turned. The other three do not: their rulers lie
// along the axes, and now no axis lies along the valley. After 60 steps Adam is at $f = 0.205$ where
// it was at 0.012 before; AdaGrad, which had got to 2.2e-6, is at 0.061. That a weight's own ruler
// helps is an assumption about the coordinates, and networks happen to meet it often enough.

// The third is Rosenbrock's valley, $f = (1-x)^2 + 100(y-x^2)^2$: bent, and at its minimum 2,508 times
// as curved across as along.
//
// **Predict:** which of the five learning rates will have to be changed?

display(five(Trajectories.on(Surfaces.rosenbrock(), -2, 2, -1, 3), 0.001, 0.0005).figure(100, -1.2, 1));

// Those of SGD and momentum: with the rates of before, $f$ goes from 24.2 to over $10^{18}$ within two
// steps. The other three kept theirs. A rate that is a length on the map does not care how steep the
// map is; one that is multiplied by a gradient does. But robust is not the same as best: after 100
// steps momentum, with the rate that was made for this valley, is at $f = 1.52$ and Adam at 1.77.

// The last is a pass between two hollows, $f = x^2/2 + y^4/4 - y^2/2$. We start almost on the ridge
// that leads up to it, where the gradient across is 0.01 only.
//
// **Predict:** who turns off the ridge first, and who last?

display(five(Trajectories.on(Surfaces.saddle(), -2, 2, -1.5, 1.5), 0.4, 0.05).figure(40, -1.5, 0.01));

// A gradient of 0.01 moves SGD by 0.004, and it takes 12 steps until it is half-way to the hollow at
// $y = 1$; momentum takes 24. For the other three that gradient counts as much as any: AdaGrad
// and RMSProp are there with their first step, Adam with its third.

// ## Does it treat each layer separately?
//
// You will read that Adam "is applied to every layer separately", or that it has "a learning rate for
// each layer". Look at a real network, the small CNN (for convolutional network) of PyTorch's CIFAR-10
// tutorial, on four images of pure noise. (Noise is all right here: we want to see the machinery, not
// to learn.)
//
// **Predict:** after one step, which layer's weights have moved furthest?

Sequential net = Nets.tutorial(1);
Random noise = new Random(8);
Tensor images = Tensor.zeros(4, 3, 32, 32);
for (int i = 0; i < images.size(); i++) {
  images.data()[i] = (float) noise.nextGaussian();
}
int[] labels = {3, 1, 4, 1};

void gradients(Sequential net) {
  for (Parameter p : net.parameters()) {
    p.grad().fill(0);
  }
  net.backwardParameters(Loss.crossEntropy(net.forward(images), labels).grad());
}

double size(Tensor x) {
  return x.norm() / Math.sqrt(x.size());
}

Adam adam = new Adam(net.parameters());
gradients(net);
Map<String, Tensor> before = new LinkedHashMap<>();
for (Parameter p : net.parameters()) {
  before.put(p.name(), p.value().copy());
}
adam.step();

System.out.println("parameter     shape            size of g   size of m   size of √v  longest Δ/α");
for (Parameter p : net.parameters()) {
  var state = adam.state(p);
  double rootV = Math.sqrt(state.get("v").sum() / p.value().size());
  double longest = 0;
  for (int i = 0; i < p.value().size(); i++) {
    double change = p.value().data()[i] - before.get(p.name()).data()[i];
    longest = Math.max(longest, Math.abs(change) / 0.001);
  }
  System.out.println(
      "%-13s %-16s %.1e     %.1e     %.1e     %.2f"
          .formatted(
              p.name(), p.value().shapeText(), size(p.grad()), size(state.get("m")), rootV, longest));
}

// The gradients of the layers differ widely in size, the moments with them, and the longest step is α
// in every layer: none has moved further than another.
//
// But look at the shapes: $m$ and $v$ have an entry for *every single weight*. Adam does not know what
// a layer is. One Adam for the whole net and ten Adams, one for each parameter tensor, must
// therefore do the same, to the last bit:

Sequential together = Nets.tutorial(1);
Sequential apartNet = Nets.tutorial(1);
Adam one = new Adam(together.parameters());
List<Adam> many = new ArrayList<>();
for (Parameter p : apartNet.parameters()) {
  many.add(new Adam(List.of(p)));
}
for (int t = 0; t < 5; t++) {
  gradients(together);
  one.step();
  gradients(apartNet);
  many.forEach(Adam::step);
}
boolean same = true;
int weights = 0;
int remembered = 0;
for (int i = 0; i < many.size(); i++) {
  Parameter p = together.parameters().get(i);
  same &= Arrays.equals(p.value().data(), apartNet.parameters().get(i).value().data());
  weights += p.value().size();
  remembered += one.state(p).get("m").size() + one.state(p).get("v").size();
}
System.out.println("%d Adams or one: the same bits? %s".formatted(many.size(), same));
System.out.println("%,d weights, %,d numbers remembered".formatted(weights, remembered));

// So the saying is true, and less than the truth: it is applied to every *weight* separately. What
// all of them share is α, β₁, β₂, ε and $t$. (There lies a classic bug: a $t$ that is counted up once
// for each layer, instead of once for each step, ends the bias correction far too early.) The price is
// memory: two more numbers for each of the 62,006 weights, 124,012 in all.

// ## What if you break it?
//
// The best way to see what a part is for is to take it out. Two mutilations, both found in published
// code.
//
// *No bias correction.* **Predict:** the gradient is always 1. By how much is the first step wrong,
// and does it get better or worse after that?

class NoCorrection extends MyAdam {
  @Override
  double step(double theta, double g) {
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g * g;
    return theta - alpha * m / (Math.sqrt(v) + eps);
  }
}

MyAdam whole = new MyAdam();
MyAdam broken = new NoCorrection();
double worst = 0;
int when = 0;
double first = 0;
System.out.println("    t   Adam   without correction");
for (int t = 1; t <= 3000; t++) {
  double good = -whole.step(0, 1) / whole.alpha;
  double bad = -broken.step(0, 1) / broken.alpha;
  first = t == 1 ? bad : first;
  when = bad > worst ? t : when;
  worst = Math.max(worst, bad);
  if (t == 1 || t == 3 || t == 12 || t == 100 || t == 1000 || t == 3000) {
    System.out.println("%5d  %.2f α  %.2f α".formatted(t, good, bad));
  }
}

// Worse: 3.16 α at first, 6.57 α at step 12, and hundreds of steps until it is tame.

MyAdam right = new MyAdam();
MyAdam wrong = new NoCorrection();
double[] rightStep = new double[3000];
double[] wrongStep = new double[3000];
Arrays.setAll(rightStep, i -> -right.step(0, 1) / right.alpha);
Arrays.setAll(wrongStep, i -> -wrong.step(0, 1) / wrong.alpha);

display(Chart.of("Gradients of 1, from the first step on", "step t", "step, in units of α")
    .line("adam", time, DoubleStream.of(time).map(t -> rightStep[(int) t - 1]).toArray())
    .line(
        "adam without correction",
        time,
        DoubleStream.of(time).map(t -> wrongStep[(int) t - 1]).toArray())
    .logX()
    .range(1, 3000, 0, 8)
    .figure());

// (Have you seen
// these two numbers before? They are those of the weight that had slept. A start at zero without
// correction *is* a long silence.) With a learning rate tuned to the edge, that is where training
// blows up, before it has begun.
//
// *ε inside the root.* $\hat m/\sqrt{\hat v + \varepsilon}$ looks harmless.
//
// **Predict:** with a gradient of 1e-8, right Adam makes a step of 0.5 α. And this one?

double g = 1e-8;
double outside = g / (Math.sqrt(g * g) + 1e-8);
double inside = g / Math.sqrt(g * g + 1e-8);
System.out.println("outside %.1f α, inside %.0e α".formatted(outside, inside));

// Five thousand times shorter: inside the root ε is compared with a *square*, so that the line below
// which gradients do not count has moved from 1e-8 up to $\sqrt{10^{-8}} = 10^{-4}$. Of the
// gradients of the network above that are not 0, one in twenty lies between the two.

// ## Exercise 1: correct the bias
//
// **Predict:** all gradients were 3, and $\beta_2$ is 0.999. What is $v$ after the first step, and by
// what do you have to divide to get back to 9?
//
// Fill in `corrected`: the average `x` of `t` steps with `beta`, freed from its start at 0. Run the
// cell, then the one below it, as often as you like.

double corrected(double x, double beta, int t) {
  return x; // your code
}

Exercise one() {
  return Exercise.of("08-what-is-adam", 1)
      .expect("corrected(0.1, 0.9, 1)", 1, () -> corrected(0.1, 0.9, 1), 1e-9)
      .expect("corrected(0.19, 0.9, 2)", 1, () -> corrected(0.19, 0.9, 2), 1e-9)
      .expect("corrected(0.009, 0.999, 1)", 9, () -> corrected(0.009, 0.999, 1), 1e-9)
      .expect("corrected(5, 0.9, 1000)", 5, () -> corrected(5, 0.9, 1000), 1e-9);
}

display(one());

// ## Exercise 2: find the bug
//
// This Adam for several weights passes every test with a single weight. With two it goes wrong.
// Repair it.
//
// **Predict:** both weights have a gradient that never changes, so that each should move by α a step.
// Which of the two is wrong in the first step already, and does it go too far or not far enough?

double[] adamSteps(int steps, double[] theta, double[] g) {
  double[] m = new double[theta.length];
  double[] v = new double[theta.length];
  int t = 0;
  for (int step = 0; step < steps; step++) {
    for (int i = 0; i < theta.length; i++) {
      t++;
      m[i] = 0.9 * m[i] + (1 - 0.9) * g[i];
      v[i] = 0.999 * v[i] + (1 - 0.999) * g[i] * g[i];
      double mHat = m[i] / (1 - Math.pow(0.9, t));
      double vHat = v[i] / (1 - Math.pow(0.999, t));
      theta[i] -= 0.001 * mHat / (Math.sqrt(vHat) + 1e-8);
    }
  }
  return theta;
}

double moved(int steps, int weight, double... g) {
  return adamSteps(steps, new double[g.length], g)[weight];
}

Exercise two() {
  return Exercise.of("08-what-is-adam", 2)
      .expect("weight 0 of [1], 1 step", -0.001, () -> moved(1, 0, 1), 1e-6)
      .expect("weight 0 of [1, 5], 1 step", -0.001, () -> moved(1, 0, 1, 5), 1e-6)
      .expect("weight 1 of [1, 5], 1 step", -0.001, () -> moved(1, 1, 1, 5), 1e-6)
      .expect("weight 1 of [1, -5], 3 steps", 0.003, () -> moved(3, 1, 1, -5), 1e-6);
}

display(two());

// ## Exercise 3: write a sibling
//
// AdaMax (§7.1 of the paper) measures the size of the gradients by the largest recent one,
// $u \leftarrow \max(\beta_2 u, |g|)$, and steps by $\alpha/(1-\beta_1^{\,t})\cdot m/u$. It needs
// no correction for $u$. (Nor an ε, unless the very first gradients are 0; leave it out here.)
//
// **Predict:** why no correction? What is $u$ after the first step, and what is the step?
//
// Write its step; `m`, `u` and `t` are kept for you from one call to the next.

class MyAdaMax {
  double m, u;
  int t;

  /** The new θ; α = 0.002, β₁ = 0.9, β₂ = 0.999. */
  double step(double theta, double g) {
    return theta; // your code
  }
}

double adaMax(double... gradients) {
  MyAdaMax rule = new MyAdaMax();
  double theta = 0;
  for (double g : gradients) {
    theta = rule.step(theta, g);
  }
  return theta;
}

double library(double... gradients) {
  Parameter p = new Parameter("p", Tensor.zeros(1));
  AdaMax rule = new AdaMax(List.of(p));
  for (double g : gradients) {
    p.grad().set((float) g, 0);
    rule.step();
  }
  return p.value().get(0);
}

Exercise three() {
  return Exercise.of("08-what-is-adam", 3)
      .expect("gradient 7", -0.002, () -> adaMax(7), 1e-5)
      .expect("gradients 1, 1, 1", -0.006, () -> adaMax(1, 1, 1), 1e-5)
      .expect("gradients 1, -3, 2", library(1, -3, 2), () -> adaMax(1, -3, 2), 1e-5);
}

display(three());

// ## And from a blank page?
//
// The exercises gave you the frame. In the
// [assignment](../../lessons/08-what-is-adam/assignment/README.md) you write Adam for whole networks,
// `MyAdam`, with parameters of many elements, and in the project's folder
//
// ```sh
// mvn -q test -Plesson=08
// ```
//
// tries it on fifteen tests. Ten of them are named for a mistake; what each of them does to a step you
// can work out from this page. **Predict** which of them you will fail at first.

// ## Summary
//
// 1. Adam steps by the mean of the gradients over their typical size: full steps where they agree.
// 2. Both are moving averages; one forgets in a dozen steps, the other in a thousand.
// 3. They start at 0, so that their weights add up to $1-\beta^t$ only; Adam divides by that.
// 4. α is a length, the radius in which a gradient is trusted; rare gradients can stretch it.
// 5. Each weight has its own $m$ and $v$; what the weights share is α, β₁, β₂, ε and $t$.

// ## Sources
//
// - D. P. Kingma and J. Ba, *Adam: A Method for Stochastic Optimization*, ICLR 2015, arXiv 1412.6980v9:
//   Algorithm 1; §2 (the cheaper order); §2.1 (step size, trust region, signal-to-noise ratio); §3
//   (bias correction); §5 (RMSProp, AdaGrad); §6.4 and Figure 4 (what the correction does for
//   training); §7.1 (AdaMax). The bound by Cauchy's inequality, and that §2.1's is not one, are ours.
// - T. Tieleman and G. Hinton, *Lecture 6.5, rmsprop*, 2012. J. Duchi, E. Hazan and Y. Singer,
//   *Adaptive Subgradient Methods*, JMLR 2011, the diagonal form. B. Polyak, *Some methods of speeding
//   up the convergence of iteration methods*, 1964.
// - In this library: [Adam](../../src/moments/optim/Adam.java) and its
//   [tests](../../tests/moments/optim/AdamTest.java).

/exit
