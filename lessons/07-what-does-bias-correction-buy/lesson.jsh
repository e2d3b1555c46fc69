import static moments.lab.Display.*;

// # 7. What does bias correction buy, and what not?
//
// *Reading: 45 minutes. Running: 20 seconds.*
//
// RMSProp begins with a leap, because its average of squares begins at 0. Adam, in the next lesson,
// keeps two such averages and puts both right by a single division each. No part of Adam is easier to
// leave out by mistake, and of none is it easier to expect too much.
//
// On this page you will derive the correction in four lines, without any probability. You will see
// that it is a schedule in disguise, what happens with half of it, and why an average can be *unbiased*
// and still be wildly wrong. At the end you can say what the correction buys, what it does not, and
// which other cures there are for the rest.
//
// You need the exponential average and RMSProp (lesson 6). Of Adam you need only this: it steps not by
// the gradient $g$ but by an average $m$ of gradients, and divides it by the root of an average $v$ of
// their squares. (And that it adds a tiny ε to the root, to keep 0 out of the divisor. On this page
// ε is 0 unless we say otherwise; the library's default is 1e-8.)
//
// $$m \leftarrow \beta_1 m + (1-\beta_1)\,g \qquad v \leftarrow \beta_2 v + (1-\beta_2)\,g^2$$
//
// The share that a step keeps was called ρ in lesson 6; Adam has two of them, usually
// $\beta_1 = 0.9$ and $\beta_2 = 0.999$. Both averages start at 0.
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

// ## How much of the start is left?
//
// Let every gradient be exactly 1. Then both averages should be 1, and a step $m/\sqrt v$ should be 1
// too, in units of the learning rate α.
//
// **Predict:** what are $m$ and $v$ after ten steps? Is the step $m/\sqrt v$ too short or too long?

double m = 0;
double v = 0;
System.out.println("   t        m        v     m/√v");
for (int t = 1; t <= 5000; t++) {
  m = 0.9 * m + (1 - 0.9) * 1;
  v = 0.999 * v + (1 - 0.999) * 1 * 1;
  if (Set.of(1, 2, 10, 100, 1000, 5000).contains(t)) {
    System.out.println("%4d   %.4f   %.4f   %6.2f".formatted(t, m, v, m / Math.sqrt(v)));
  }
}

// After ten steps $m$ has got to 0.65 and $v$ to a mere 0.01. Both are too small, but $v$ far more so,
// and it is the divisor: the step is 6.53 times too long. Even after a thousand steps it is still a
// quarter too long.
//
// The zero is to blame. How much of it is left? Follow it through the rule, for any average
// $x \leftarrow \beta x + (1-\beta)\cdot\text{news}$:
//
// 1. *The start fades.* Each step multiplies all that is in the average by β. After $t$ steps the start
//    $x_0$ counts $\beta^t$.
// 2. *The weights add up to 1,* the start's included. They do at $t = 0$, where the start has all the
//    weight. And a step keeps it so: it leaves the share β of weights that add up to 1 and gives the
//    rest, $1-\beta$, to the news.
// 3. *So the news has the rest.* All gradients together weigh $1-\beta^t$:
//    $$x_t = \beta^t\cdot x_0 + (1-\beta^t)\cdot(\text{a weighted mean of all the news so far})$$
// 4. *Leave the start out.* With $x_0 = 0$ its term vanishes, and division uncovers the mean:
//    $$\hat m_t = \frac{m_t}{1-\beta_1^{\,t}} \qquad \hat v_t = \frac{v_t}{1-\beta_2^{\,t}}$$
//
// That is the whole of bias correction. Nothing was assumed, about noise or anything else: $\hat m_t$
// *is* a weighted mean of the gradients that were there, and of nothing that was not.

double beta = 0.9;
double[] weight = {1, 0, 0, 0}; // of the start and of three gradients
for (int t = 1; t <= 3; t++) {
  for (int i = 0; i < t; i++) {
    weight[i] *= beta;
  }
  weight[t] = 1 - beta;
}
double gradients = weight[1] + weight[2] + weight[3];
System.out.println("         of the zero    g1      g2      g3");
System.out.println(
    "m            %.3f      %.3f   %.3f   %.3f"
        .formatted(weight[0], weight[1], weight[2], weight[3]));
System.out.println(
    "m corrected    -        %.3f   %.3f   %.3f"
        .formatted(weight[1] / gradients, weight[2] / gradients, weight[3] / gradients));

// After three steps the zero still weighs 0.729, and the three gradients 0.271 together. The division
// lets them weigh 1.
//
// Where does the word *bias* come from? If chance deals the gradients, and each square has the same
// expectation $E[g^2]$, then so has any weighted mean of them: $E[\hat v_t] = E[g^2]$, while that of $v_t$
// is only $(1-\beta_2^{\,t})\,E[g^2]$. An estimate whose expectation is right is called
// *unbiased*. (Kingma and Ba, in the paper on Adam, derive it from this side, in §3.) If the expectations
// differ from step to step, the mean tells about past steps, and not about this one; we shall come to what that costs.
//
// In the library, both factors are computed once a step, for all weights:
//
// ```java
// correction1 = (float) (1 / (1 - power(beta1, t)));
// correction2 = (float) (1 / (1 - power(beta2, t)));
// ```
// <sub>[src/moments/optim/Adam.java](../../src/moments/optim/Adam.java)</sub>
//
// There is another way to write it, which shows what the correction does. Put
// $v_{t-1} = (1-\beta_2^{\,t-1})\,\hat v_{t-1}$ into the rule, divide by $1-\beta_2^{\,t}$ and sort:
//
// $$\hat v_t = \hat v_{t-1} + s_t\,(g_t^2 - \hat v_{t-1}) \qquad s_t = \frac{1-\beta_2}{1-\beta_2^{\,t}}$$
//
// Again it goes a part of the way towards the news, but the part changes. **Predict:** what is $s_1$?
// And $s_2$?

double share(double beta, int t) {
  return (1 - beta) / (1 - Math.pow(beta, t));
}

for (int t : new int[] {1, 2, 3, 10, 100, 1000, 10_000}) {
  System.out.println("t = %,6d   s = %.5f   1/t = %.5f".formatted(t, share(0.999, t), 1.0 / t));
}

// It begins with 1, the whole way: whatever was there before is dropped. Then it is nearly $1/2$,
// $1/3$, $1/t$, and that is how one computes a *plain mean* step by step. Only after a few times
// $1/(1-\beta_2)$ steps does it settle at $1-\beta_2$. So a corrected average is the
// plain mean of all it has seen as long as that is little, and starts to forget when it can afford to.

// ## What does it look like, step by step?
//
// On $f(\theta) = \theta^2/2$ from 1, with $\alpha = 0.1$. The gradient at θ is θ itself.
//
// **Predict:** the first row has $m = 0.1$ and $v = 0.001$. What are $\hat m$ and $\hat v$, and what
// is the step?

Surface bowl = theta -> theta[0] * theta[0] / 2;

display(Stepper.run(bowl, p -> new Adam(p, 0.1), 4, 1));

// (A row has θ and $f$ after the step, the gradient that the step used, both averages, both corrected,
// and the change Δ of θ.)
//
// In row 1, $\hat m = g$ and $\hat v = g^2$: the mean of a single number is that number. Their quotient
// is 1 and the step is α, whatever the gradient was. In row 4, $m$ says 0.29 and $v$ says 0.003, while
// the gradients went from 1 down to 0.70; $\hat m$ and $\hat v$ say 0.84 and 0.74, numbers that one
// can believe.

// ## What do the two do together?
//
// Put both divisions into one number in front of the step:
//
// $$\alpha\,\frac{\hat m_t}{\sqrt{\hat v_t}} = \alpha\,c_t\,\frac{m_t}{\sqrt{v_t}} \qquad
// c_t = \frac{\sqrt{1-\beta_2^{\,t}}}{1-\beta_1^{\,t}}$$
//
// $c_t$ knows nothing about the gradients; it depends on $t$ alone. A learning rate that changes with
// $t$ alone is a *schedule*. So Adam with bias correction is Adam without, driven by a hidden schedule
// $\alpha c_t$.
//
// **Predict:** does $c_t$ start above 1 or below? And does it rise all the way to its end at 1?

double c(int t, double beta2) {
  return Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(0.9, t));
}

for (int t : new int[] {1, 5, 12, 50, 288, 1660, 3916}) {
  System.out.println("t = %,5d   c = %.5f   1/c = %.2f".formatted(t, c(t, 0.999), 1 / c(t, 0.999)));
}

// It starts at 0.31623, *falls* to 0.15224 at step 12, and then climbs for thousands of steps: 0.5 at
// step 288, 0.9 at 1,660, 0.99 at 3,916. Why first down? At first each $1-\beta^t$ grows in
// proportion to $t$; the divisor does so in full, and the other one stands under a root. After some
// forty steps the divisor is 1 but for a hundredth, and what remains is $\sqrt{1-\beta_2^{\,t}}$, which
// climbs.
//
// Read the other way round, $1/c_t$ is what the correction saves us from: steps of up to 6.57 α where α
// was meant. One may correct both averages, neither, only $m$ or only $v$. Here are the steps of these
// four rules if the gradient never changes; the slider sets $\beta_2$. On a logarithmic axis, factors add: the curve
// "neither" is as far above α as "only m corrected" is, less what "only v
// corrected" is below it.
//
// **Predict:** for which $\beta_2$ are the uncorrected steps never too long?

double[] time =
    IntStream.range(0, 160).mapToDouble(i -> Math.rint(Math.pow(10, i / 40.0))).distinct().toArray();

double[] at(DoubleUnaryOperator step) {
  return DoubleStream.of(time).map(step).toArray();
}

display(Slides.of("β₂", new double[] {0.999, 0.99, 0.97, 0.95, 0.9}, beta2 -> {
  DoubleUnaryOperator first = t -> 1 - Math.pow(0.9, t);
  DoubleUnaryOperator second = t -> Math.sqrt(1 - Math.pow(beta2, t));
  double longest = IntStream.range(1, 10_000).mapToDouble(t -> 1 / c(t, beta2)).max().getAsDouble();
  return Chart.of(
          "Uncorrected: up to %.2f α".formatted(longest), "step t", "step, in α")
      .line("only m corrected", time, at(t -> 1 / second.applyAsDouble(t)))
      .line("neither", time, at(t -> first.applyAsDouble(t) / second.applyAsDouble(t)))
      .line("only v corrected", time, at(first))
      .level("both: α", 1)
      .logX()
      .logY()
      .range(1, 10_000, 0.05, 120);
}));

// For every $\beta_2 \le \beta_1$, and for no other. For 0.9 itself the uncorrected step is $\sqrt{1-0.9^t}$ times α, a
// gentle start from 0.32; a smaller $\beta_2$ only makes the divisor larger. For a larger one there comes a time when
// $\beta_2^{\,t} > 2\beta_1^{\,t}$, and then $(1-\beta_1^{\,t})^2 > 1-\beta_2^{\,t}$: too long. So it is not the zeros
// as such that make the first steps too long. It is that one zero is
// forgotten in some forty steps and the other in thousands. The nearer $\beta_2$ is to 1, the worse: at
// 0.9999 the longest step is 20.72 α. This is what the correction buys: *you may
// choose $\beta_2$ for its memory, without paying for it at the start.*

// ## Where does ε go in the cheaper order?
//
// The paper itself proposes to compute in another, cheaper *order*, at the end of its §2: put $c_t$ into the
// learning rate, once a step, and leave $m$ and $v$ as they are. That saves two multiplications a weight:
//
// $$\alpha_t = \alpha\,\frac{\sqrt{1-\beta_2^{\,t}}}{1-\beta_1^{\,t}} \qquad
// \theta \leftarrow \theta - \alpha_t\,\frac{m_t}{\sqrt{v_t}+\hat\varepsilon}$$
//
// ε wears a hat here, and for a reason. Take the step with both corrections (the paper's Algorithm 1) and
// multiply its numerator and its denominator by $\sqrt{1-\beta_2^{\,t}}$:
//
// $$\alpha\,\frac{\hat m_t}{\sqrt{\hat v_t}+\varepsilon} =
// \alpha_t\,\frac{m_t}{\sqrt{v_t}+\varepsilon\sqrt{1-\beta_2^{\,t}}}$$
//
// The two orders are one rule only if $\hat\varepsilon = \varepsilon\sqrt{1-\beta_2^{\,t}}$, which changes
// with every step. Many programs put ε there as it is.
//
// **Predict:** every gradient is 1e-8, as large as ε. Algorithm 1 steps by half of α, always. How long is the
// first step in the cheaper order, with $\hat\varepsilon = \varepsilon$: longer, shorter, by how much?

double cheaper(int t, double g, double epsHat) { // after t gradients of g, in units of α
  double m = (1 - Math.pow(0.9, t)) * g;
  double v = (1 - Math.pow(0.999, t)) * g * g;
  return c(t, 0.999) * m / (Math.sqrt(v) + epsHat);
}

System.out.println("    t   ε̂ = ε    ε̂ = ε√(1−β₂ᵗ)");
for (int t : new int[] {1, 10, 100, 1000, 5000}) {
  double scaled = 1e-8 * Math.sqrt(1 - Math.pow(0.999, t));
  System.out.println("%5d   %.4f   %.4f".formatted(t, cheaper(t, 1e-8, 1e-8), cheaper(t, 1e-8, scaled)));
}

// Sixteen times shorter, 0.0307 α: a constant $\hat\varepsilon$ acts as an ε that is
// $1/\sqrt{1-\beta_2} = 31.6$ times as large at first, and as the right one only after thousands of steps. For
// gradients of 0.01 nobody can tell: there the first step is short by 3 in 100,000. So the mistake hides until
// gradients are small; a test has to make them so. Lesson 9 does, and lesson 8's assignment too.

// ## What if you correct only one?
//
// Let us break it. Here is Adam with a switch for each half. (It returns the step in units of α, and has
// no ε. With both halves it is the library's Adam, but in doubles, so equal to some digits and not to the
// last bit.)

class HalfAdam {
  final boolean correctM, correctV;
  double m, v;
  int t;

  HalfAdam(boolean correctM, boolean correctV) {
    this.correctM = correctM;
    this.correctV = correctV;
  }

  double step(double g) {
    t++;
    m = 0.9 * m + (1 - 0.9) * g;
    v = 0.999 * v + (1 - 0.999) * g * g;
    return (correctM ? m / (1 - Math.pow(0.9, t)) : m)
        / Math.sqrt(correctV ? v / (1 - Math.pow(0.999, t)) : v);
  }
}

// **Predict:** which half is worse to leave out? How long are the first steps? (You have the figure.)
// And how far too far does each rule go *in all*, before it is right?

double[] steps(HalfAdam rule, int count) {
  double[] steps = new double[count];
  Arrays.setAll(steps, i -> rule.step(1));
  return steps;
}

double tooFar(double[] steps) {
  return DoubleStream.of(steps).map(step -> step - 1).sum();
}

System.out.println("corrected    step 1    step 12   step 100   step 1000    too far in all");
for (boolean correctM : new boolean[] {true, false}) {
  for (boolean correctV : new boolean[] {true, false}) {
    double[] s = steps(new HalfAdam(correctM, correctV), 50_000);
    String name = correctM ? correctV ? "m and v" : "m" : correctV ? "v" : "neither";
    System.out.println(
        "%-9s  %8.4f   %8.4f   %8.4f    %8.4f      %8.1f α"
            .formatted(name, s[0], s[11], s[99], s[999], Math.abs(tooFar(s)) < 1e-6 ? 0 : tooFar(s)));
  }
}

// With only $m$ corrected the first step is 31.6228 α, ten times worse than with no correction at all:
// the numerator is right at once, and the divisor is far too small. With only $v$ corrected it is
// 0.1 α, and nothing is ever too long; the rule falls 9 α short of the right way, for good, because
// $\beta_1 + \beta_1^2 + \dots = \beta_1/(1-\beta_1) = 9$, and that is all. With neither, it goes 1212.6 α
// too far.
//
// So the two divisions are not two of a kind. The one by $1-\beta_2^{\,t}$ prevents a leap. The one by
// $1-\beta_1^{\,t}$ saves nine steps, where gradients agree.

// ## Is unbiased the same as accurate?
//
// No. Throw a die once: its face is an unbiased estimate of the mean, 3.5, and it is never right. How
// many gradients does an average *know*?
//
// Lesson 6 measured an average by the plain mean that is just as steady. Independent news of variance
// $\sigma^2$, with weights $w_i$ that add up to 1, makes a mean of variance $\sigma^2\sum w_i^2$; a plain
// mean of $n$ has $\sigma^2/n$. So $n = 1/\sum w_i^2$. For the corrected average the weight of a
// gradient of $k$ steps ago is $(1-\beta)\,\beta^k/(1-\beta^t)$, for $k = 0, \dots, t-1$. Sum the
// squares, a geometric series in $\beta^2$:
//
// $$\sum_k w_k^2 = \frac{(1-\beta)^2}{(1-\beta^t)^2}\cdot\frac{1-\beta^{2t}}{1-\beta^2}
// = \frac{1-\beta}{1+\beta}\cdot\frac{1+\beta^t}{1-\beta^t}
// \qquad n_t = \frac{1+\beta}{1-\beta}\cdot\frac{1-\beta^t}{1+\beta^t}$$
//
// **Predict:** how many gradients does $\hat v$ know after ten steps? By how many percent is it off,
// typically, if the gradients are Gaussian noise? (The square of a Gaussian number has the standard
// deviation $\sqrt2$ times its mean.)

double known(double beta, double t) {
  double power = Math.pow(beta, t);
  return (1 + beta) / (1 - beta) * (1 - power) / (1 + power);
}

System.out.println("    t    m̂ knows    v̂ knows    v̂ is off by");
for (int t : new int[] {1, 2, 10, 100, 1000, 10_000}) {
  System.out.println(
      "%,6d   %7.2f   %8.2f       %5.1f %%"
          .formatted(t, known(0.9, t), known(0.999, t), 100 * Math.sqrt(2 / known(0.999, t))));
}

// Ten; hardly less than ten, 9.9999. The correction cannot make gradients that have not come in yet.
// After ten steps $\hat v$ is off by 45 % typically, after a hundred by 14 %, and it takes thousands of
// steps to know 1,999, which is its full memory. After the very first step it is $g_1^2$: unbiased, and
// off by 141 %.
//
// There is one more catch. Adam divides by the *root*, and the root of an unbiased number is biased
// again. After one step it is $|g_1|$, whose mean is 0.80 of the true size for Gaussian noise.

// ## How far does noise carry it?
//
// What does it mean for the steps? Take a weight that is where it ought to be, so that its gradients
// are pure noise. It should stay.
//
// **Predict:** how long is its first step with bias correction? And the typical one after a hundred
// steps: longer or shorter?
//
// The first: $\hat m = g_1$ and $\hat v = g_1^2$, so it is $+\alpha$ or $-\alpha$, always. A single
// gradient agrees with itself perfectly, and Adam takes that for a signal. For the later ones:
//
// 1. *While $t$ is small,* $\hat v$ is nearly a plain mean, $(g_1^2+\dots+g_t^2)/t$.
// 2. *Scale.* Let $u_i = g_i/\sqrt{g_1^2+\dots+g_t^2}$. Their squares add up to 1. If chance
//    deals all gradients alike, no $u_i^2$ is larger on average than another: each has the mean $1/t$. If
//    they are independent, and each is as likely to be $x$ as $-x$ whatever $x$ is, $u_iu_j$ has the mean 0.
// 3. *The step,* in units of α, is $\hat m/\sqrt{\hat v} = \sqrt t\,\sum w_iu_i$, with the weights of
//    $\hat m$. Square it and take the mean: the mixed terms drop out, and what is left is
//    $t\cdot\sum w_i^2\cdot\frac1t = \sum w_i^2 = 1/n_t$.
// 4. *Once $t$ is large,* $\hat v$ hardly scatters about $E[g^2]$ any more, and the mean square of
//    $\hat m$ is $E[g^2]/n_t$: the same again.
//
// So the typical (root mean square) step in noise is $\alpha/\sqrt{n_t}$, where $n_t$ is what
// $\hat m$ knows. We let a thousand weights walk from a place that is right, all gradients noise, and
// compare. (Nothing pulls them back: their loss is flat.)

class Walk {
  final double[] step = new double[1001]; // root mean square, in α
  final double[] distance = new double[1001];

  /** Given what makes the rule of a weight, which turns its gradient into its step, in α. */
  Walk(Supplier<DoubleUnaryOperator> rule) {
    Random noise = new Random(7);
    for (int weight = 0; weight < 1000; weight++) {
      DoubleUnaryOperator next = rule.get();
      double at = 0;
      for (int t = 1; t <= 1000; t++) {
        double step = next.applyAsDouble(0.01 * noise.nextGaussian());
        at += step;
        this.step[t] += step * step / 1000;
        distance[t] += at * at / 1000;
      }
    }
    Arrays.setAll(step, t -> Math.sqrt(step[t]));
    Arrays.setAll(distance, t -> Math.sqrt(distance[t]));
  }
}

Walk corrected = new Walk(() -> new HalfAdam(true, true)::step);
Walk uncorrected = new Walk(() -> new HalfAdam(false, false)::step);
Walk halfCorrected = new Walk(() -> new HalfAdam(false, true)::step);
System.out.println("        typical step                          distance from the start");
System.out.println("   t    theory  both   neither   only v       both   neither   only v");
for (int t : new int[] {1, 2, 5, 10, 20, 100, 1000}) {
  System.out.println(
      "%4d    %.3f   %.3f  %.3f     %.3f       %5.1f    %5.1f     %5.1f"
          .formatted(
              t,
              1 / Math.sqrt(known(0.9, t)),
              corrected.step[t],
              uncorrected.step[t],
              halfCorrected.step[t],
              corrected.distance[t],
              uncorrected.distance[t],
              halfCorrected.distance[t]));
}

// The steps *shrink*, from α at first to 0.23 α, as $\hat m$ gets to know more. Adam trusts its
// gradients most when it knows least, and bias correction does not change that: its first step is α,
// signal or no signal. What it does prevent is worse. After 20 steps the corrected rule is 5.4 α away
// from the right place, the uncorrected one 30.9 α; the correction saves five sixths of the way. With
// only $v$ corrected it is 2.9 α. The lead over the uncorrected rule goes on growing, as that rule's steps stay too
// long for hundreds of steps; the lead of the last rule over the first all but vanishes in the long walk: after 1,000
// steps the three are 33.5, 77.9 and 32.9 α away.

double[] from1(double[] values) {
  return at(t -> values[(int) Math.min(t, 1000)]);
}

double[] theory = at(t -> 1 / Math.sqrt(known(0.9, t)));

display(Chart.of("Steps in pure noise", "step t", "typical step, in α")
    .line("neither corrected", time, from1(uncorrected.step))
    .line("both corrected", time, from1(corrected.step))
    .line("only v corrected", time, from1(halfCorrected.step))
    .points("theory: 1/√n", time, theory)
    .logX()
    .logY()
    .range(1, 1000, 0.05, 5)
    .figure());

// ## Which other cures are there?
//
// **Start with the first gradient.** If zero is a bad start, why not $m_0 = g_1$ and $v_0 = g_1^2$?
// The weights add up to 1, and no correction is needed. But look at the weights: the start fades like
// $\beta^t$, and now the start is the first gradient. It has the weight of all that has not come in
// yet.
//
// **Predict:** the first gradient is 10 times as large as all later ones. How far
// does the rule get in 1,000 steps, and how far does bias correction?

double way(boolean startWithFirst, double firstGradient) {
  HalfAdam rule = new HalfAdam(!startWithFirst, !startWithFirst);
  rule.m = startWithFirst ? firstGradient : 0;
  rule.v = startWithFirst ? firstGradient * firstGradient : 0;
  double sum = rule.step(firstGradient);
  for (int t = 2; t <= 1000; t++) {
    sum += rule.step(1);
  }
  return sum;
}

for (double firstGradient : new double[] {1, 10, 100}) {
  System.out.println(
      "first gradient %3.0f:   corrected %6.1f α   started with it %6.1f α"
          .formatted(firstGradient, way(false, firstGradient), way(true, firstGradient)));
}

// Bias correction gets as far as 884.2 α, the rule that starts with the first gradient only as far as 138.3 α. With the
// correction the first gradient is one of $t$; as a start, it has more
// than a third of the weight even after a thousand steps ($0.999^{1000} = 0.37$), and for hundreds of
// steps $v$ knows little else. Even so it is unbiased, if all squares have the same expectation.
// Unbiased was not the point.
//
// **Warm up.** Let α itself climb from 0 over the first $T$ steps, $\alpha_t = \alpha\min(1, t/T)$.
// That is a schedule that does not hide. It shortens the first steps, noise or not. Ma and Yarats advise
// $T = 2/(1-\beta_2)$: 2,000 steps.
//
// **RAdam** (Liu et al., *rectified Adam*) keeps the correction and adds a warm-up that it computes
// from what $\hat v$ knows. Its measure is the other one of lesson 6, the plain mean that is just as
// *old*. A mean of $n$ is $(n-1)/2$ steps old on average, so $n$ is twice the age plus 1. The age of the
// corrected average, again by the derivative of a geometric series (lesson 6), now of $t$ terms, is
//
// $$\sum_{k=0}^{t-1} k\,w_k = \frac{\beta_2}{1-\beta_2} - \frac{t\,\beta_2^{\,t}}{1-\beta_2^{\,t}}
// \qquad\text{and so}\qquad
// \rho_t = \frac{1+\beta_2}{1-\beta_2} - \frac{2t\,\beta_2^{\,t}}{1-\beta_2^{\,t}}$$
//
// (it calls this ρ; the share ρ of lesson 6 is something else). From an approximation of how much
// $1/\sqrt{\hat v}$ scatters it takes the factor
//
// $$r_t = \sqrt{\frac{(\rho_t-4)(\rho_t-2)\,\rho_\infty}{(\rho_\infty-4)(\rho_\infty-2)\,\rho_t}}
// \qquad \rho_\infty = \frac{1+\beta_2}{1-\beta_2}$$
//
// and steps by $\alpha\,r_t\,\hat m/\sqrt{\hat v}$. As long as $\rho_t \le 4$ the approximation has no
// meaning, and it steps by $\alpha\,\hat m$, without any divisor. (These few steps are in the units of
// the gradient: multiply the loss by 1,000 and they are 1,000 times as long. Adam's are not.)
//
// **Predict:** which of the three factors, of Adam, of a warm-up over 2,000 steps, of RAdam, is the
// most cautious at step 10? At step 1,000?

double rho(double beta2, double t) {
  double power = Math.pow(beta2, t);
  return (1 + beta2) / (1 - beta2) - 2 * t * power / (1 - power);
}

double rectified(double t) {
  double all = 1999;
  double rho = rho(0.999, t);
  return rho <= 4 ? Double.NaN : Math.sqrt((rho - 4) * (rho - 2) * all / ((all - 4) * (all - 2) * rho));
}

display(Chart.of("What stands before the corrected step", "step t", "factor")
    .level("Adam: 1", 1)
    .line("RAdam", time, at(t -> rectified(t)))
    .line("warm-up over 2,000 steps", time, at(t -> Math.min(1, t / 2000)))
    .line("no correction: 1/c", time, at(t -> 1 / c((int) t, 0.999)))
    .logX()
    .logY()
    .range(1, 10_000, 0.0005, 20)
    .figure());

// The warm-up, both times: 0.005 at step 10, where RAdam has 0.049, and 0.500 at 1,000, where it has
// 0.645. From step 100 on RAdam's factor is within 5 % of the *root* of $\rho_t/\rho_\infty$, the
// share of its memory that $\hat v$ has filled (before, it is smaller); a linear warm-up follows, at first, the share
// itself. Both go on for
// thousands of steps. Neither is about the bias, which the correction removes from step 1 on.

// ## What does it not buy?
//
// You have seen two things already: it does not make $\hat v$ accurate, and it does not keep noise from
// being taken for a signal. Three more.
//
// *A weight that slept.* Its gradients were 0 for 10,000 steps, as those of a rare word are. For its
// averages these zeros are not a start; they are news. The correction was over long ago.
//
// *A restart.* Training stops after 5,000 steps and goes on from a file that has $m$ and $v$, but not
// $t$.
//
// *Gradients that change their size.* $\hat v$ is a mean over the past. Let the gradients shrink by 1 %
// a step.
//
// **Predict:** in each of the three cases, are the steps too long or too short? (Right is α, for
// gradients that all agree.)

HalfAdam after(int steps, double g) {
  HalfAdam rule = new HalfAdam(true, true);
  for (int t = 0; t < steps; t++) {
    rule.step(g);
  }
  return rule;
}

HalfAdam slept = after(10_000, 0);
HalfAdam restarted = after(5000, 1);
restarted.t = 0;
HalfAdam shrinking = new HalfAdam(true, true);
double[] afterSleep = new double[500];
double[] afterRestart = new double[500];
double[] whileShrinking = new double[500];
for (int t = 0; t < 500; t++) {
  afterSleep[t] = slept.step(1);
  afterRestart[t] = restarted.step(1);
  whileShrinking[t] = shrinking.step(Math.pow(0.99, t));
}
System.out.println("step      slept   without t   shrinking");
for (int t : new int[] {1, 12, 100, 500}) {
  System.out.println(
      "%4d      %5.2f       %5.2f       %5.3f"
          .formatted(t, afterSleep[t - 1], afterRestart[t - 1], whileShrinking[t - 1]));
}

// The one that slept leaps: 3.16 α and 6.57 α, the very numbers of Adam without correction, for it *is*
// Adam without correction by then. The restarted one creeps, with steps of 0.32 α and 0.15 α: averages
// that were right are divided by $1-\beta^t$ once more. So $t$ belongs in the file, with $m$ and $v$.
//
// And the shrinking gradients? Their squares shrink by 2 % a step; $v$ can forget 0.1 % a step. So it
// lives on the gradients of long ago, and the steps die: 0.62 α at step 100, 0.026 α at step 500.
// $E[\hat v_t] = E[g_t^2]$ was promised for squares that all have the same expectation, and only for
// those.

// ## Exercise 1: another start
//
// *Warming up.* An average of `t` steps with `beta` did not start at 0 but at `start`. Free it from
// that: return the weighted mean of the news alone.
//
// **Predict:** $\beta = 0.5$, the start was 4, the only news so far was 2. What is the average, and
// what should `corrected` return?

double corrected(double average, double start, double beta, int t) {
  return average; // your code
}

double averageOf(double start, double beta, double... news) {
  double average = start;
  for (double x : news) {
    average = beta * average + (1 - beta) * x;
  }
  return average;
}

Exercise one() {
  return Exercise.of("07-what-does-bias-correction-buy", 1)
      .expect("start 4, news 2", 2, () -> corrected(averageOf(4, 0.5, 2), 4, 0.5, 1), 1e-9)
      .expect("start 0, news 9, 9", 9, () -> corrected(averageOf(0, 0.999, 9, 9), 0, 0.999, 2), 1e-9)
      .expect("start -1, news 1, 1, 1", 1,
          () -> corrected(averageOf(-1, 0.9, 1, 1, 1), -1, 0.9, 3), 1e-9)
      .expect("start 100, news 3, 0", 3 * 0.9 / 1.9,
          () -> corrected(averageOf(100, 0.9, 3, 0), 100, 0.9, 2), 1e-9);
}

display(one());

// ## Exercise 2: correct it from outside
//
// *Middling.* `AmsGrad` of this library has Adam's $m$ and $v$ and no bias correction; as long as $v$
// does not fall, its step is $\alpha_t\,m/\sqrt v$. You may not touch it. But it takes its learning
// rate from a `Schedule`, a function of $t$ that you may write. Make it step like Adam with
// $\alpha = 0.1$.
//
// **Predict:** what does your schedule return at $t = 1$?

Schedule hidden() {
  return t -> 0.1; // your code
}

double theta(Function<List<Parameter>, Optimizer> make, int steps, double growth) {
  Parameter p = new Parameter("p", Tensor.zeros(1));
  Optimizer optimizer = make.apply(List.of(p));
  for (int t = 0; t < steps; t++) {
    p.grad().set((float) Math.pow(growth, t), 0);
    optimizer.step();
  }
  return p.value().get(0);
}

Exercise two() {
  Exercise exercise = Exercise.of("07-what-does-bias-correction-buy", 2);
  for (int steps : new int[] {1, 2, 30, 1000}) {
    for (double growth : new double[] {1, 1.01}) {
      exercise.expect(
          "%d gradients, each %s times the last".formatted(steps, growth),
          theta(p -> new Adam(p, Schedule.constant(0.1), 0.9, 0.999, 0), steps, growth),
          () -> theta(p -> new AmsGrad(p, hidden(), 0.9, 0.999, 0, false), steps, growth),
          1e-4);
    }
  }
  return exercise;
}

display(two());

// ## Exercise 3: when does RAdam begin?
//
// *Middling.* Write `firstAdaptive`: the first step $t$ with $\rho_t$ above `threshold`, or −1 if there
// is none. (The paper's threshold is 4, PyTorch's is 5.) You may use `rho` from above.
//
// **Predict:** $\rho_t$ is nearly $t$ at first, but is it a little more or a little less? What follows
// for a threshold of 4?

int firstAdaptive(double beta2, double threshold) {
  return 1; // your code
}

Exercise three() {
  return Exercise.of("07-what-does-bias-correction-buy", 3)
      .expect("β₂ = 0.999, threshold 4", 5, () -> firstAdaptive(0.999, 4), 0)
      .expect("β₂ = 0.999, threshold 5", 6, () -> firstAdaptive(0.999, 5), 0)
      .expect("β₂ = 0.9, threshold 5", 6, () -> firstAdaptive(0.9, 5), 0)
      .expect("β₂ = 0.9, threshold 12", 17, () -> firstAdaptive(0.9, 12), 0)
      .expect("β₂ = 0.5, threshold 4 (-1 for never)", -1, () -> firstAdaptive(0.5, 4), 0);
}

display(three());

// ## Exercise 4: diagnose this curve
//
// *Harder.* Four runs of Adam, with correction, were stopped after 10,000 steps and started again from
// a file. All gradients are 1, before and after. Each file had lost something: one or more of $m$,
// $v$, $t$, which then began at 0. Here are the steps after the restart. (The cell builds the curves from numbers that
// stand for what was lost. Look at the figure instead.)

double[] restart(String lost) {
  HalfAdam rule = after(10_000, 1);
  rule.m = lost.contains("m") ? 0 : rule.m;
  rule.v = lost.contains("v") ? 0 : rule.v;
  rule.t = lost.contains("t") ? 0 : rule.t;
  double[] steps = new double[1000];
  Arrays.setAll(steps, i -> rule.step(1));
  return steps;
}

String unknown(int number) {
  return Stream.of(number % 2 > 0 ? "m" : "", number % 4 > 1 ? "v" : "", number > 3 ? "t" : "")
      .collect(Collectors.joining());
}

double[][] runs = {restart(unknown(6)), restart(unknown(4)), restart(unknown(1)), restart(unknown(3))};

double[] shown(int run) {
  return at(t -> runs[run][(int) Math.min(t, 1000) - 1]);
}

display(Chart.of("What was not in the file?", "steps since the restart", "step, in α")
    .line("A", time, shown(0))
    .line("B", time, shown(1))
    .line("C", time, shown(2))
    .line("D", time, shown(3))
    .logX()
    .logY()
    .range(1, 1000, 0.05, 30)
    .figure());

// Write down for each run what it lost: any of the letters `m`, `v` and `t`. Your diagnosis is
// simulated and held against the curve.

String lostByA = ""; // your answer
String lostByB = "";
String lostByC = "";
String lostByD = "";

Exercise four() {
  String[] answers = {lostByA, lostByB, lostByC, lostByD};
  Exercise exercise = Exercise.of("07-what-does-bias-correction-buy", 4);
  for (int run = 0; run < 4; run++) {
    int i = run;
    for (int t : new int[] {1, 12}) {
      exercise.expect(
          "%s, step %d".formatted("ABCD".charAt(i), t), runs[i][t - 1],
          () -> restart(answers[i])[t - 1], 1e-9);
    }
  }
  return exercise;
}

display(four());

// ## Exercise 5: what was wrong with BERT's optimizer?
//
// *Open.* The Adam that came with BERT had no bias correction. Its pre-training went well; there α
// warmed up over the first 10,000 steps. Others then fine-tuned the net on small data sets, in some
// hundred steps, with a warm-up over the first tenth of them; with some seeds it learned, with others
// nothing. Zhang et al. found the missing correction in 2020.
//
// Compute how long the steps are in both cases, with constant gradients. Then answer in five
// sentences: why did nobody notice in pre-training? Why would it hurt in fine-tuning? What experiment
// would show that it was the correction, and not simply that α was too large?

double longestStep(int warmUp, int steps) {
  double longest = 0;
  for (int t = 1; t <= steps; t++) {
    longest = Math.max(longest, Math.min(1, (double) t / warmUp) / c(t, 0.999));
  }
  return longest;
}

System.out.println("10,000 of 1,000,000 steps:  %.2f α".formatted(longestStep(10_000, 1_000_000)));
System.out.println("24 of 240 steps:            %.2f α".formatted(longestStep(24, 240)));

// <details>
// <summary>What a good answer has</summary>
//
// A warm-up of 10,000 steps outlasts the wrong start: when α has arrived, $1/c_t$ is 1.
// A warm-up of 24 steps lets α arrive while $1/c_t$ is near its peak; steps of up to 5.97 α can leave the
// place where the pre-trained net was good. The experiment has at least three arms, each with many seeds:
// without correction at α; with correction at α; without correction, at the best of several smaller α.
// If the second is better than the first, the correction matters at this α; if the third is as good as
// the second, a smaller α would have done. (With correction and $\alpha_t = \alpha/c_t$ one has the first
// arm once more.) What this page does *not* show is that real gradients agree as ours do: the numbers say
// how long the steps can be, not how good the net will be.
//
// </details>

// ## Summary
//
// 1. After $t$ steps an average still has $\beta^t$ of its start in it; dividing by $1-\beta^t$ leaves
//    a true weighted mean of what came in, at first the plain mean.
// 2. In the step both divisions are one hidden schedule $c_t$; without it steps are up to 6.57 times as long
//    as with it, and the more so the nearer $\beta_2$ is to 1. With $c_t$ in the learning rate, ε must be
//    multiplied by $\sqrt{1-\beta_2^{\,t}}$.
// 3. The division of $v$ prevents the leap; that of $m$ saves nine steps where gradients agree, and in pure
//    noise takes the weight a little further off at first; where gradients agree, correcting only $m$ is
//    worse than correcting nothing.
// 4. Unbiased is not accurate: $\hat v_t$ knows $t$ gradients at first, and the first step is ±α even
//    in pure noise. Against that there are warm-up and RAdam.
// 5. $t$ counts steps, not a weight's gradients: a weight that slept leaps all the same, and a restart needs
//    $t$ as well as $m$ and $v$. Nor does the correction help where gradients change their size.

// ## Sources
//
// - D. P. Kingma and J. Ba, *Adam: A Method for Stochastic Optimization*, arXiv 1412.6980v9: §3 (the
//   correction and its expectation), the end of §2 (both corrections in the learning rate), §6.4 and
//   Figure 4 (training without it, for several $\beta_2$).
// - L. Liu et al., *On the Variance of the Adaptive Learning Rate and Beyond*, arXiv 1908.03265:
//   §4 and Algorithm 2 (RAdam, with $\rho_t$ as the length of a plain mean of the same age). J. Ma and D. Yarats, *On
//   the Adequacy of Untuned Warmup for Adam*,
//   arXiv 1910.04209: the warm-up over $2/(1-\beta_2)$ steps (abstract).
// - J. Devlin et al., *BERT*, arXiv 1810.04805: appendix A.2 (the warm-up). T. Zhang et al.,
//   *Revisiting Few-sample BERT Fine-tuning*, arXiv 2006.05987 (the missing correction). M. Mosbach et al., *On the
//   Stability of Fine-tuning BERT*, arXiv 2006.04884.
// - The derivation by the weights, what the two halves do apart and the typical step $\alpha/\sqrt{n_t}$
//   in noise are worked out here.
// - In this library: [Adam](../../src/moments/optim/Adam.java),
//   [AmsGrad](../../src/moments/optim/AmsGrad.java) and their
//   [tests](../../tests/moments/optim/AdamTest.java).
//
// **Next:** [lesson 8](../../notebooks/08-what-is-adam.ipynb) puts the two averages together to Adam.

/exit
