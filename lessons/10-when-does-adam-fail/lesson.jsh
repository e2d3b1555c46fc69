import static moments.lab.Display.*;

// # 10. When does Adam fail?
//
// *Reading: 40 minutes. Running: 20 seconds.*
//
// In 2018, three years after Adam, a paper showed losses of a *single* weight, all of them straight
// lines, on which Adam walks to the worst point there is and stays. Adam's authors had published a
// proof that this cannot happen. The new paper found the hole in it, too.
//
// A tool that you trust is one whose faults you know. On this page you will see three: Adam can go to
// the wrong place, it does not come to rest, and it depends on which way the axes lie. You will take
// each apart, and see what cures it; of the first cure also what it costs.
//
// You need Adam's rule (lesson 8), the noise ball of gradient descent (lesson 3), and of AdaGrad (lesson 5)
// only this: it divides by the root of the *sum* of all squares so far.
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

// ## Can it walk the wrong way?
//
// One weight θ, kept between −1 and 1: after each step, what has left the interval is put back to its
// end. In training, every batch brings a loss of its own. So here: three batches take turns, for ever,
// and each has a straight line for its loss,
//
// $$f_1 = 3\theta \qquad f_2 = -\theta \qquad f_3 = -\theta.$$
//
// Their sum is $\theta$. It is smallest at the left end, $\theta = -1$; the right end is the *worst*
// place of all. Plain gradient descent gets the gradients 3, −1, −1 and goes left, by $\alpha$ every
// three steps. No noise, no valley, nothing but straight lines: no problem could look more harmless.
//
// The paper takes Adam with $\beta_1 = 0$ and a short memory, $\beta_2 = 0.1$.
//
// **Predict:** the opening has told you where it ends. How many steps of $\alpha = 0.01$ does it take to get there
// from 0, about? (Gradient descent needs about 290 for its way.)

/** Gradients that repeat: the first of {@code period} is {@code rare}, the others {@code usual}. */
record Stream(int period, double rare, double usual) {
  double gradient(long t) {
    return t % period == 1 ? rare : usual;
  }
}

double clip(double theta) {
  return Math.max(-1, Math.min(1, theta));
}

double[] walk(Stream stream, Function<List<Parameter>, Optimizer> make, int steps) {
  Parameter p = new Parameter("theta", Tensor.zeros(1));
  Optimizer optimizer = make.apply(List.of(p));
  double[] theta = new double[steps + 1];
  for (int t = 1; t <= steps; t++) {
    p.grad().set((float) stream.gradient(t), 0);
    optimizer.step();
    p.value().set((float) clip(p.value().get(0)), 0);
    theta[t] = p.value().get(0);
  }
  return theta;
}

Stream three = new Stream(3, 3, -1);
Schedule slow = Schedule.constant(0.01);
double[] sgd = walk(three, p -> new Sgd(p, slow), 600);
double[] adam = walk(three, p -> new Adam(p, slow, 0, 0.1, 0), 600);

display(Chart.of("Three lines that take turns", "step t", "θ")
    .line("sgd", sgd)
    .line("adam, β₁ = 0, β₂ = 0.1", adam)
    .level("best", -1)
    .level("worst", 1)
    .range(0, 600, -1.15, 1.15)
    .figure());

// Uphill, steadily, until the wall stops it after about 440 steps. Look at it once more before we take it apart: the *mean*
// of the gradients is $+\frac13$, every third step is a strong push to the left, and Adam goes right.

// ## What happens in one cycle?
//
// With $\beta_1 = 0$ there is no memory of directions, $m = g$, and a step is $-\alpha\,g/\sqrt v$.
// (The corrections have died away after a few steps, as $0.1^t$ is nothing.) What is $v$ in the long
// run? It repeats with the gradients. Write $v_1, v_2, v_3$ for its values after a gradient of 3, of
// −1 and of −1 again:
//
// $$v_1 = 0.1\,v_3 + 0.9\cdot 9 \qquad v_2 = 0.1\,v_1 + 0.9 \qquad v_3 = 0.1\,v_2 + 0.9$$
//
// Put the second into the third, $v_3 = 0.01\,v_1 + 0.99$, and that into the first:
// $v_1 = 0.001\,v_1 + 8.199$. So $v_1 = 8.2072$, and then $v_2 = 1.7207$, $v_3 = 1.0721$.
//
// **Predict:** with these three numbers, how long are the three steps, in units of α? What is their
// sum?

double v1 = 8.199 / 0.999;
double v2 = 0.1 * v1 + 0.9;
double v3 = 0.1 * v2 + 0.9;
double left = -3 / Math.sqrt(v1);
double right1 = 1 / Math.sqrt(v2);
double right2 = 1 / Math.sqrt(v3);
System.out.println("v:      %.4f     %.4f     %.4f".formatted(v1, v2, v3));
System.out.println("step:  %.6f   +%.6f   +%.6f α".formatted(left, right1, right2));
System.out.println("sum:   %+.6f α".formatted(left + right1 + right2));

// The push to the left is three times as strong, and its step is only 37 and 8 % longer than the two others: the
// large gradient is in the $v$ by which it is divided. It *pays for its own size*. A moment later $v$
// has forgotten, and the small gradients are divided by little.
//
// That is the whole secret, and it can be said in a line. Adam divides each gradient by something that
// knows this gradient. The mean of $g/\sqrt v$ is not the mean of $g$ over anything, and need not even
// have its sign. Two extremes frame it:
//
// - *No memory at all,* $\beta_2 = 0$: every step is $\pm\alpha$, and the cycle gives
//   $-1 + 1 + 1 = +1$. Gradients vote, one step one vote, and the majority says right.
// - *A memory without end,* $\beta_2 \to 1$: $v$ is the mean of the squares, $\frac{11}3$, at every
//   step, and the cycle gives $(-3 + 1 + 1)/\sqrt{11/3} = -0.522$. Gradients are weighed, and left
//   wins.
//
// Between the two the sign must change somewhere.
//
// Here is the library's Adam at it, with $\alpha = 0.1$. Watch v̂ rise with the large gradient and
// fall after it.

class Turns implements Surface {
  int t;

  public double at(double... theta) {
    return theta[0] / 3; // the mean of the three
  }

  public double[] gradient(double... theta) {
    t++;
    return new double[] {three.gradient(t)};
  }
}

display(Stepper.run(new Turns(), p -> new Adam(p, Schedule.constant(0.1), 0, 0.1, 0), 9, 0));

// From the second cycle on, every three rows add 0.068 to θ, two thirds of α; from cycle to cycle f
// grows. (Its f is $\theta/3$, the mean of the three.)

// ## Do the defaults save us?
//
// $\beta_1 = 0$ and $\beta_2 = 0.1$ are nobody's choice. So the paper has a second stream, for settings
// that people use: a gradient of 1010 once in 101 steps, and −10 otherwise. The sum over a cycle is
// $1010 - 1000 = 10$, so left is right again, if only just. $\beta_1 = 0.9$, $\beta_2 = 0.99$,
// $\alpha = 0.001$.
//
// A drift of so little takes long to show; we need up to ten million steps. The next cell has two
// rules, in plain doubles for speed (they are the library's but for rounding): Adam, and AMSGrad, which differs from it
// in that its $\hat v$ never falls and is never corrected; more of it below. It takes a few seconds.
//
// **Predict:** in which of the ten million steps does Adam arrive at the wrong end, if ever?

class Rule {
  double alpha = 0.001, beta1 = 0.9, beta2 = 0.99, eps = 1e-8;
  boolean neverFalls;
  double m, v, vHat;
  long t;

  double step(double theta, double g) {
    t++;
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g * g;
    if (neverFalls) { // AMSGrad
      vHat = Math.max(vHat, v);
      return theta - alpha * m / (Math.sqrt(vHat) + eps);
    }
    double mHat = m / (1 - Math.pow(beta1, t));
    vHat = v / (1 - Math.pow(beta2, t));
    return theta - alpha * mHat / (Math.sqrt(vHat) + eps);
  }
}

Stream hundred = new Stream(101, 1010, -10);
double[] times = IntStream.rangeClosed(0, 70).mapToDouble(i -> Math.rint(Math.pow(10, i / 10.0))).toArray();

/** θ after the steps of {@code times}, and the step in which it was first 1. */
long arrival(Rule rule, double[] seen) {
  double theta = 0;
  long arrived = 0;
  int next = 0;
  for (long t = 1; next < times.length; t++) {
    theta = clip(rule.step(theta, hundred.gradient(t)));
    arrived = arrived == 0 && theta == 1 ? t : arrived;
    while (next < times.length && times[next] == t) {
      seen[next++] = theta;
    }
  }
  return arrived;
}

double[] ofAdam = new double[times.length];
double[] ofAmsGrad = new double[times.length];
long arrived = arrival(new Rule(), ofAdam);
Rule careful = new Rule();
careful.neverFalls = true;
arrival(careful, ofAmsGrad);
System.out.println("Adam is at the wrong end in step %,d".formatted(arrived));
System.out.println("AMSGrad is at %.4f after %,.0f steps".formatted(ofAmsGrad[70], times[70]));

// In step 53,124. And AMSGrad, whose $\hat v$ never falls, is where it should be, at −0.9954.

display(Chart.of("A large gradient once in 101 steps", "step t", "θ")
    .line("adam", times, ofAdam)
    .line("amsgrad", times, ofAmsGrad)
    .level("best", -1)
    .level("worst", 1)
    .logX()
    .range(1, 1e7, -1.15, 1.15)
    .figure());

// Now the default of $\beta_2$ is not 0.99 but 0.999. Is that far enough towards the end where
// gradients are weighed? We can compute the drift of a whole cycle, in α, once $m$ and $v$ repeat.
// Slide $\beta_1$.
//
// **Predict:** where is the drift 0 for $\beta_1 = 0.9$? And does a longer memory of directions make
// things better or worse?

/** The sum of −m/√v over a cycle, once both repeat. */
double drift(Stream stream, double beta1, double beta2) {
  double m = 0;
  double v = 0;
  double sum = 0;
  double memory = 1 / (1 - Math.max(beta1, beta2));
  for (int cycle = 0; cycle <= 2 + 25 * memory / stream.period(); cycle++) {
    sum = 0;
    for (int t = 1; t <= stream.period(); t++) {
      double g = stream.gradient(t);
      m = beta1 * m + (1 - beta1) * g;
      v = beta2 * v + (1 - beta2) * g * g;
      sum -= m / Math.sqrt(v);
    }
  }
  return sum;
}

double[] forgets = IntStream.rangeClosed(0, 32).mapToDouble(i -> Math.pow(10, -5 + i / 8.0)).toArray();

display(Slides.of("β₁", new double[] {0.9, 0.95, 0.99, 0.995}, beta1 ->
    Chart.of("Drift in a cycle of 101 steps", "1 − β₂", "drift, in α")
        .line("adam", forgets, DoubleStream.of(forgets).map(f -> drift(hundred, beta1, 1 - f)).toArray())
        .level("0: below it is right", 0)
        .logX()
        .range(1e-5, 0.1, -0.15, 0.6)));

for (double beta2 : new double[] {0.99, 0.999, 0.9995, 0.9999}) {
  System.out.println("β₂ = %-6s  %+.5f α".formatted(beta2, drift(hundred, 0.9, beta2)));
}

// At 0.999, PyTorch's and the paper's default, Adam still goes the wrong way: +0.10502 α in a cycle.
// The sign changes between 0.9995 and 0.9999. What decides is how much of $v$ is forgotten *within a
// cycle*. Left leads by only one per cent, 1010 against 1000. At 0.999 $v$ loses a tenth in a cycle, so that the
// small gradients are divided, on average, by a smaller $\sqrt v$ than the large one, by more than that per
// cent. A larger $\beta_1$ helps too, for another reason: $m$ spreads each
// gradient over many steps, so that large and small ones are divided by more nearly the same $v$. At
// $\beta_1 = 0.99$ the drift is to the left already for $\beta_2 = 0.999$.
//
// So here is the fair way to put it. For *this* stream there is a $\beta_2$ that is large enough; for
// *that* $\beta_2$ there is another stream (a rarer and larger gradient) on which it is not. Who
// chooses last wins. Reddi and his co-authors choose the stream last. Zhang and others (2022) let
// $\beta_2$ be chosen last, and prove for sums of finitely many smooth losses (whose gradients do not jump) that Adam as
// it stands then
// gets to where the gradient of the sum is small. (Our lines between two walls are not of that kind.)

// ## Where does the proof break?
//
// The Adam paper proves (in its §4) that on *convex* losses, which lie nowhere below their tangents, the *regret* grows
// so slowly that its mean
// goes to 0. Regret is what you paid more than the best fixed θ* would have, in all $T$ steps:
//
// $$R_T = \sum_{t=1}^T \big(f_t(\theta_t) - f_t(\theta^*)\big)$$
//
// For the three lines, with Adam at $+1$ and $\theta^* = -1$, it grows by 2 in each cycle. A proved
// theorem and a counterexample cannot both stand. To find the hole, prove it yourself, for one weight,
// $\beta_1 = 0$ and gradients that never exceed some bound. (In this section, as in papers on regret, $\theta_t$
// is the place at which $g_t$ is taken, so before step $t$.) Write $s_t = \sqrt{v_t}/\alpha_t$, so that a step is
// $\theta_{t+1} = \theta_t - g_t/s_t$, and $d_t = \theta_t - \theta^*$.
//
// 1. *Square the distance.* $d_{t+1}^2 \le d_t^2 - 2\,g_t d_t/s_t + g_t^2/s_t^2$. (Equal without the
//    interval's ends; being put back to an end only brings θ nearer to θ*.)
// 2. *Solve for what the step paid.* On a straight line $f_t(\theta_t) - f_t(\theta^*) = g_t d_t$, on any
//    convex loss it is at most that. So it is at most
//    $$\frac{s_t}2\,(d_t^2 - d_{t+1}^2) + \frac{g_t^2}{2 s_t}.$$
// 3. *Add up all steps,* and gather what stands with each $d_t^2$:
//    $$\sum_{t=1}^T s_t\,(d_t^2 - d_{t+1}^2) \le s_1 d_1^2 + \sum_{t=2}^T (s_t - s_{t-1})\,d_t^2.$$
//    (What is left over, $-s_T d_{T+1}^2$, is not positive.)
// 4. *Nobody is further away than the interval is long,* $d_t^2 \le D^2$. Put $D^2$ for each $d_t^2$ and
//    the sum collapses, to $s_T D^2$, which grows like $\sqrt T$ for $\alpha_t = \alpha/\sqrt t$. The
//    other sum, $\sum g_t^2/2s_t$, grows no faster, as $\sqrt{v_t} \ge
//    \sqrt{1-\beta_2}\,|g_t|$. Divided by $T$, both go to 0.
//
// **Predict:** one of the four steps needs something that was not said. Which, and what?
//
// The fourth. Something *larger* may be put for $d_t^2$ only where what stands before it is not
// negative:
//
// $$\Gamma_t = s_t - s_{t-1} = \frac{\sqrt{v_t}}{\alpha_t} - \frac{\sqrt{v_{t-1}}}{\alpha_{t-1}} \;\ge\; 0.$$
//
// SGD has it: it divides by nothing, so put 1 for $v$, and $\alpha_t$ falls. AdaGrad has it: its sum only grows. A
// moving average
// *forgets*, so that $v$ can fall faster than $\alpha_t$ does. How often?

int negative = 0;
double v = 0;
double before = 0;
for (int t = 1; t <= 3000; t++) {
  double g = three.gradient(t);
  v = 0.1 * v + (1 - 0.1) * g * g;
  double s = Math.sqrt(v) / (1 / Math.sqrt(t));
  negative += s < before ? 1 : 0;
  before = s;
}
System.out.println("Γ < 0 in %,d of 3,000 steps".formatted(negative));

double meanRegret(int steps, Function<List<Parameter>, Optimizer> make) {
  double[] theta = walk(three, make, steps);
  double regret = 0;
  for (int t = 1; t <= steps; t++) {
    regret += three.gradient(t) * (theta[t - 1] - -1);
  }
  return regret / steps;
}

Schedule falling = Schedule.inverseSqrt(1);
System.out.println("steps      SGD     AdaGrad   Adam    AMSGrad   (mean regret)");
for (int steps : new int[] {30, 300, 3_000, 30_000}) {
  System.out.println(
      "%,6d   %.4f   %.4f   %.4f   %.4f"
          .formatted(
              steps,
              meanRegret(steps, p -> new Sgd(p, falling)),
              meanRegret(steps, p -> new AdaGrad(p, Schedule.constant(1), 0)),
              meanRegret(steps, p -> new Adam(p, falling, 0, 0.1, 0)),
              meanRegret(steps, p -> new AmsGrad(p, falling, 0, 0.1, 0, false))));
}

// In two steps of three. Three of the rules pay less and less; Adam goes on paying about $\frac23$ a
// step. A falling $\alpha_t$, as the theorem has it, is no cure. (The hole does not make a theorem
// false. The counterexample does. But it is through the hole that one finds it.)

// ## What does the cure cost?
//
// If the trouble is that $v$ falls, do not let it:
//
// $$\hat v \leftarrow \max(\hat v, v) \qquad \theta \leftarrow \theta - \alpha\,m/\sqrt{\hat v}$$
//
// This is **AMSGrad**. Mind the notation: this $\hat v$ is a maximum, not Adam's corrected $v$;
// AMSGrad as published corrects nothing. (PyTorch's does; that is the last argument of the library's `AmsGrad`,
// here `false`.) Now $\Gamma_t \ge 0$ for any α that does not grow, and step 4
// goes through.
//
// But a memory that never forgets is what we ran away from in lesson 6. Say that the gradients are
// 100 times as large during the first 100 steps, as they may well be early in training, and 1 from then
// on. $\beta_1 = 0.9$, $\beta_2 = 0.999$.
//
// **Predict:** how long are Adam's steps after 1,000, 10,000 and 100,000 steps? And AMSGrad's?

double[] stepsAfterABurst(boolean neverFalls) {
  Rule rule = new Rule();
  rule.alpha = 1;
  rule.beta2 = 0.999;
  rule.neverFalls = neverFalls;
  double[] length = new double[100_001];
  for (int t = 1; t <= 100_000; t++) {
    length[t] = -rule.step(0, t <= 100 ? 100 : 1);
  }
  return length;
}

double[] adamAfter = stepsAfterABurst(false);
double[] amsAfter = stepsAfterABurst(true);
for (int t : new int[] {1_000, 10_000, 100_000}) {
  System.out.println("step %,7d:  Adam %.4f α   AMSGrad %.4f α".formatted(t, adamAfter[t], amsAfter[t]));
}

// After 1,000 steps Adam is nearly as slow, 0.0404 α; then it forgets the burst and returns to α. AMSGrad stays
// at 0.0324 α, about a thirtieth, for as long as you let it. (And the paper's own stream shows what slowness
// means: there it needed more than a million steps. That is the stream's fault,
// though: a drift of 10 among gradients of 1010 is little to go by for anyone.)
//
// Does it pay? On the small nets of the paper AMSGrad was ahead of Adam. Schmidt and others (2020),
// who tried it among fifteen rules on eight problems, found none that was ahead of Adam throughout,
// and in PyTorch it is off unless you ask for it. Perhaps large gradients in training are not arranged
// to arrive alone and against all others. That is a conjecture. What is certain is what you have
// computed: where rare large gradients carry the information, and $\beta_2$ is too small for how rare
// they are, Adam goes wrong.

// ## Does it come to rest?
//
// The second fault. Take $f = \lambda\theta^2/2$, whose minimum is at 0, and gradients with noise: $g
// = \lambda\theta + \sigma\cdot$(a Gaussian number of size 1). With a constant α, Adam comes near to 0
// and then wanders about it. How far away? It is tempting to say: by the length of a step. With a long
// memory $\beta_1$ the steps get short (lesson 8), so θ should come closer.
//
// **Predict:** $\lambda = \sigma = 1$, $\alpha = 0.01$. Compare $\beta_1 = 0$, 0.9 and 0.99: how long
// is the typical step, and how far away from 0 is θ typically, both in α?

/** Root mean squares of θ and of the steps, once θ has come near to 0. */
double[] ball(double alpha, double beta1, int steps) {
  Rule rule = new Rule();
  rule.alpha = alpha;
  rule.beta1 = beta1;
  rule.beta2 = 0.999;
  Random noise = new Random(10);
  double theta = 0;
  double distances = 0;
  double lengths = 0;
  for (int t = -20_000; t < steps; t++) {
    double next = rule.step(theta, theta + noise.nextGaussian());
    if (t >= 0) {
      distances += next * next / steps;
      lengths += (next - theta) * (next - theta) / steps;
    }
    theta = next;
  }
  return new double[] {Math.sqrt(distances), Math.sqrt(lengths)};
}

System.out.println("β₁       step      distance");
for (double beta1 : new double[] {0, 0.9, 0.99}) {
  double[] is = ball(0.01, beta1, 1_000_000);
  System.out.println("%-5s  %.3f α    %.2f α".formatted(beta1, is[1] / 0.01, is[0] / 0.01));
}

// The steps do get shorter, to a fourteenth. The distance does not move. To see why, derive it for
// $\beta_1 = 0$. Near the minimum the noise is all there is in $v$, so $\sqrt v \approx \sigma$ and
// Adam is gradient descent with the rate $a = \alpha/\sigma$:
//
// $$\theta \leftarrow (1 - a\lambda)\,\theta - a\sigma\cdot\text{(Gaussian)}$$
//
// Square, and take the mean. The two parts do not know of each other, so that no mixed term is left;
// in the long run the mean square $s$ is the same before and after the step:
//
// $$s = (1-a\lambda)^2 s + a^2\sigma^2 \quad\Rightarrow\quad
// s = \frac{a\,\sigma^2}{\lambda\,(2 - a\lambda)} \approx \frac{\alpha\,\sigma}{2\lambda}$$
//
// $$\text{radius} = \sqrt{s} \approx \sqrt{\frac{\alpha\,\sigma}{2\,\lambda}}$$
//
// Here that is $\sqrt{0.01/2}$, which is 7.07 α. It goes with the *root* of α, so that in units of α it
// is worse the smaller α is.
//
// And $\beta_1$? A gradient that comes in moves θ by $(1-\beta_1)$ of its share at once, by
// $\beta_1(1-\beta_1)$ in the next step, and so on: in all by $(1-\beta_1)(1 + \beta_1 + \dots) = 1$,
// whatever $\beta_1$ is. Memory spreads a push over time; it does not make it smaller. The steps are
// short, but one goes on where the other left off, and such steps add up. (This is an
// argument. The derivation is lesson 4's: with memory, $a\lambda$ in the denominator of $s$ becomes
// $a\lambda\,(1-\beta_1)/(1+\beta_1)$. A longer memory only makes the root more exact.)

double[] alphas = {0.0003, 0.001, 0.003, 0.01, 0.03, 0.1};

double[] radii(double beta1) {
  return DoubleStream.of(alphas).map(alpha -> ball(alpha, beta1, 300_000)[0]).toArray();
}

double[] radii0 = radii(0);
double[] radii9 = radii(0.9);
double[] any = IntStream.rangeClosed(0, 50).mapToDouble(i -> 0.0003 * Math.pow(10, i / 20.0)).toArray();
display(Chart.of("How near does Adam come?", "α", "distance from the minimum")
    .line("√(ασ/2λ)", any, DoubleStream.of(any).map(alpha -> Math.sqrt(alpha / 2)).toArray())
    .line("α", any, any)
    .points("adam, β₁ = 0", alphas, radii0)
    .points("β₁ = 0.9", alphas, radii9)
    .logX()
    .logY()
    .figure());

// The cures: let α fall, take larger batches (they make σ smaller), or average the places θ has been
// at, as §7.2 of the Adam paper suggests and lesson 11 takes up. A larger $\beta_1$ is none.

// ## Which way do its rulers lie?
//
// The third fault. Adam measures each weight with a ruler of its own. But what is "a weight"? The two
// axes of a map are a choice; the land does not know of them. Take the valley
// $f = 0.1u^2 + 2w^2$, where $u$ runs along it and $w$ across. Turn it, and the start with it, by an
// angle φ:
//
// $$u = x\cos\varphi + y\sin\varphi \qquad w = y\cos\varphi - x\sin\varphi$$
//
// For the land nothing has changed.
//
// **Predict:** SGD with $\alpha = 0.4$ and Adam with $\alpha = 0.2$ take 60 steps. At which angle is Adam
// worst? And is it best where the axes lie along the valley?

Surface turned(double degrees) {
  double cos = Math.cos(Math.toRadians(degrees));
  double sin = Math.sin(Math.toRadians(degrees));
  return xy -> {
    double u = xy[0] * cos + xy[1] * sin;
    double w = xy[1] * cos - xy[0] * sin;
    return 0.1 * u * u + 2 * w * w;
  };
}

double after60(double degrees, Function<List<Parameter>, Optimizer> make) {
  double cos = Math.cos(Math.toRadians(degrees));
  double sin = Math.sin(Math.toRadians(degrees));
  double x = -5 * cos - -2 * sin;
  double y = -5 * sin + -2 * cos;
  return Stepper.run(turned(degrees), make, 60, x, y).doubleColumn("f").get(60);
}

double[] angles = IntStream.rangeClosed(0, 30).mapToDouble(i -> 3 * i).toArray();
double[] sgdAt = DoubleStream.of(angles).map(a -> after60(a, p -> new Sgd(p, 0.4))).toArray();
double[] adamAt = DoubleStream.of(angles).map(a -> after60(a, p -> new Adam(p, 0.2))).toArray();
display(Chart.of("The same valley, turned", "angle φ, degrees", "f after 60 steps")
    .line("sgd", angles, sgdAt)
    .line("adam", angles, adamAt)
    .logY()
    .range(0, 90, 1e-5, 1)
    .figure());

// SGD gets to the same height at every angle. (That it is the lower one says nothing; its rate was
// chosen for this valley.) Adam is at 0.012 where the axes lie along the valley and at 0.205 at 45°,
// its worst. In between it depends on details of the way: at 78° it is at 0.0016, better than along the axes. At 45°
// each axis sees the same mixture of the steep
// direction and the flat one, so that its two rulers measure nearly the same and cannot tell them apart. A
// ruler for each weight is a bet that the axes mean something. In networks it seems to be a good bet:
// Maes and others (2024) turned the axes of transformers at random, and Adam trained them worse. Why
// their axes are good ones is not settled. SGD does not make the bet. There are rules that
// rescale and yet do without it: they treat a layer's weights as a matrix (lessons 5 and 11).

// ## What if you break it?
//
// Two small changes to the stream that fooled Adam. First, $\beta_2 = 0.9999$: the drifts listed above say
// that it cures it. Second, keep $\beta_2 = 0.99$ but let *chance* arrange the gradients: in each step
// 1010 with a probability of one in a hundred, and −10 otherwise. The mean is then $10.1 - 9.9 =
// +0.2$, left is right.
//
// **Predict:** the regular turns looked contrived. Does the fault need them?

double meanPlace(double beta2, boolean random, boolean neverFalls) {
  Rule rule = new Rule();
  rule.beta2 = beta2;
  rule.neverFalls = neverFalls;
  Random dice = new Random(10);
  double theta = 0;
  double mean = 0;
  for (int t = 1; t <= 2_000_000; t++) {
    double g = random ? (dice.nextDouble() < 0.01 ? 1010 : -10) : hundred.gradient(t);
    theta = clip(rule.step(theta, g));
    mean += t > 1_000_000 ? theta / 1_000_000 : 0;
  }
  return mean;
}

System.out.println("in turn,  β₂ = 0.9999:           %+.2f".formatted(meanPlace(0.9999, false, false)));
System.out.println("by chance, β₂ = 0.99:            %+.2f".formatted(meanPlace(0.99, true, false)));
System.out.println("by chance, β₂ = 0.9999:          %+.2f".formatted(meanPlace(0.9999, true, false)));
System.out.println("by chance, β₂ = 0.99, AMSGrad:   %+.2f".formatted(meanPlace(0.99, true, true)));

// (Where θ is on average during the second million of steps.) Chance does as well as order. It does not take
// the order: it is enough here that a large gradient is in its own $v$ and soon forgotten, and that the mean is
// small beside the gradients.
//
// This also points to another cure. In a stream by chance, the *previous* $v$ knows nothing of the
// next gradient. Divide by that, and the mean of $g/\sqrt v$ is the mean of $g$ times the mean of
// $1/\sqrt v$: its sign is right for every $\beta_2$. (Zhou and others, *AdaShift*, 2019.)

// ## Exercise 1: one cycle, any C
//
// *Warming up.* Let the large gradient be $C$ and the two others −1; $\beta_1 = 0$ and no corrections. Write the sum of
// the three steps in units of α, once $v$ repeats. **Predict:** for $C = 10$ and $\beta_2 = 0.1$, left
// or right?

double cycle(double c, double beta2) {
  return 0; // your code
}

Exercise one() {
  return Exercise.of("10-when-does-adam-fail", 1)
      .expect("cycle(3, 0.1)", 0.680950, () -> cycle(3, 0.1), 1e-5)
      .expect("cycle(3, 0.9)", -0.443107, () -> cycle(3, 0.9), 1e-5)
      .expect("cycle(10, 0.1)", -0.008440, () -> cycle(10, 0.1), 1e-3)
      .expect("cycle(3, 0)", 1, () -> cycle(3, 0), 1e-9);
}

display(one());

// ## Exercise 2: do not let it fall
//
// *Warming up.* Write AMSGrad for one weight, as published: $\beta_1 = 0.9$, $\beta_2 = 0.99$, $\alpha = 0.001$, no
// bias correction; add $\varepsilon = 10^{-8}$ to the root, as the library does. **Predict:** how long
// is its first step, in α?

class MyAmsGrad {
  double m, v, vHat;

  double step(double theta, double g) {
    return theta; // your code
  }
}

double amsGradAfter(double... gradients) {
  MyAmsGrad rule = new MyAmsGrad();
  double theta = 0;
  for (double g : gradients) {
    theta = rule.step(theta, g);
  }
  return theta;
}

double amsGradOfTheLibrary(double... gradients) {
  Parameter p = new Parameter("p", Tensor.zeros(1));
  AmsGrad rule = new AmsGrad(List.of(p), Schedule.constant(0.001), 0.9, 0.99, 1e-8, false);
  for (double g : gradients) {
    p.grad().set((float) g, 0);
    rule.step();
  }
  return p.value().get(0);
}

Exercise two() {
  double[] steady = {7};
  double[] fading = {10, 0.1, 0.1, 12};
  double[] mixed = {1, -3, 0.5, 2, -0.1};
  return Exercise.of("10-when-does-adam-fail", 2)
      .expect("gradient 7", amsGradOfTheLibrary(steady), () -> amsGradAfter(steady), 1e-5)
      .expect("gradients 10, 0.1, 0.1, 12", amsGradOfTheLibrary(fading), () -> amsGradAfter(fading), 1e-5)
      .expect("mixed gradients", amsGradOfTheLibrary(mixed), () -> amsGradAfter(mixed), 1e-5);
}

display(two());

// ## Exercise 3: which learning rate?
//
// *Middling.* Adam wanders about the minimum of $\theta^2/2$ in noise of size σ, at a typical distance of $r$. You
// want it to be at $r/k$ instead. Which α? Try your answer on the formula of the ball first, then on
// Adam itself. **Predict:** for $k = 2$, is half of α enough?

double alphaFor(double alpha, double k) {
  return alpha / k; // your code
}

Exercise three() {
  return Exercise.of("10-when-does-adam-fail", 3)
      .expect("radius for k = 2", 0.5,
          () -> ball(alphaFor(0.04, 2), 0.9, 200_000)[0] / ball(0.04, 0.9, 200_000)[0], 0.08)
      .expect("radius for k = 5", 0.2,
          () -> ball(alphaFor(0.04, 5), 0.9, 200_000)[0] / ball(0.04, 0.9, 200_000)[0], 0.15);
}

display(three());

// ## Exercise 4: diagnose the curves
//
// *Harder.* Four runs on $\theta^2/2$ from $\theta = 1$, in noise of size 1; the curves show the typical
// distance from the minimum (root mean square of 400 runs). Tell them apart by their
// curves alone.

double[] at = {1, 3, 10, 30, 100, 300, 1000, 3000, 10_000};
double[] a = {0.99, 0.97, 0.92, 0.79, 0.44, 0.09, 0.07, 0.07, 0.07};
double[] b = {1.00, 0.99, 0.98, 0.95, 0.83, 0.56, 0.12, 0.04, 0.04};
double[] c = {0.97, 0.89, 0.61, 0.17, 0.13, 0.08, 0.04, 0.04, 0.04};
double[] d = {0.90, 0.74, 0.35, 0.25, 0.21, 0.21, 0.22, 0.22, 0.21};

display(Chart.of("Four patients", "step t", "distance from the minimum")
    .line("a", at, a)
    .line("b", at, b)
    .line("c", at, c)
    .line("d", at, d)
    .logX()
    .logY()
    .range(1, 1e4, 0.02, 1.5)
    .figure());

// For each of the curves a, b, c, d give the number of its cause:
//
// 1. Adam, $\alpha = 0.01$.
// 2. Adam, $\alpha = 0.1$.
// 3. Adam, $\alpha = 0.0025$.
// 4. AMSGrad, $\alpha = 0.01$, whose gradients were 10 times as large in the first 100 steps.

int[] cause = {0, 0, 0, 0}; // for a, b, c, d

Exercise four() {
  int digits = 1000 * cause[0] + 100 * cause[1] + 10 * cause[2] + cause[3];
  return Exercise.of("10-when-does-adam-fail", 4)
      .expect("all four are right", 1, () -> digits * 7919 % 10_007 == 9_871 ? 1 : 0, 0);
}

display(four());

// ## Exercise 5: your own stream (open)
//
// You have seen streams that Adam gets wrong. Find one that *AMSGrad* gets right but is slow on:
// gradients for θ in [−1, 1] (they may depend on $t$ only) whose mean over the first 100,000 steps is
// positive, and on which Adam, with $\beta_2 = 0.999$ and $\alpha = 0.001$, is at $-0.99$ at least
// twenty times sooner than AMSGrad, which has a million steps to get there. There are many such
// streams. **Predict** the factor of yours before you run it.

double myGradient(long t) {
  return 1; // your code
}

double stepsUntil(boolean neverFalls) {
  Rule rule = new Rule();
  rule.beta2 = 0.999;
  rule.neverFalls = neverFalls;
  double theta = 0;
  for (int t = 1; t <= 1_000_000; t++) {
    theta = clip(rule.step(theta, myGradient(t)));
    if (theta <= -0.99) {
      return t;
    }
  }
  return Double.NaN;
}

Exercise five() {
  return Exercise.of("10-when-does-adam-fail", 5)
      .expect("the mean gradient is positive", 1,
          () -> IntStream.rangeClosed(1, 100_000).mapToDouble(t -> myGradient(t)).sum() > 0 ? 1 : 0, 0)
      .expect("AMSGrad takes 20 times as long", 1,
          () -> stepsUntil(true) >= 20 * stepsUntil(false) ? 1 : 0, 0);
}

display(five());

// ## Summary
//
// 1. Adam divides a gradient by a $\sqrt v$ that contains it; where large gradients are rare and $v$
//    forgets within their turn, the mean of $g/\sqrt v$ can have the wrong sign, and Adam walks
//    uphill.
// 2. The proof needed $\sqrt{v_t}/\alpha_t$ never to fall. AMSGrad makes it so by a maximum, and pays
//    with a memory that a burst spoils for good.
// 3. For a stream that repeats, and by a theorem for finite sums of smooth losses, a $\beta_2$ near enough to 1
//    cures it too; for a given $\beta_2$ there is a problem that it does not cure.
// 4. In noise, with a constant α that is small against $\sigma/\lambda$, it wanders about a minimum at about
//    $\sqrt{\alpha\sigma/2\lambda}$, whatever $\beta_1$ is: short steps are not a short distance.
// 5. It depends on the axes: a ruler for each weight helps where the axes mean something.

// ## Sources
//
// - S. J. Reddi, S. Kale and S. Kumar, *On the Convergence of Adam and Beyond*, ICLR 2018: §3 (the
//   three lines, Γ), §4 (AMSGrad, Algorithm 2), §5 (1010 and −10, also by chance). The step by step
//   proof for one weight above, and the drift as a function of $\beta_2$, are worked out here.
// - D. P. Kingma and J. Ba, *Adam*, arXiv 1412.6980v9: §4 (the theorem), §7.2 (averaging).
// - R. Schmidt and others, *Descending through a Crowded Valley*, arXiv 2007.01547. L. Maes and
//   others, *Understanding Adam Requires Better Rotation Dependent Assumptions*, arXiv 2410.19964.
// - Y. Zhang and others, *Adam Can Converge Without Any Modification on Update Rules*,
//   arXiv 2208.09632, 2022. Z. Zhou and others, *AdaShift*, ICLR 2019.
// - In this library: [AmsGrad](../../src/moments/optim/AmsGrad.java) and its
//   [tests](../../tests/moments/optim/RelatedRulesTest.java).
//
// **What to read next:** lesson 11 asks what came after Adam, and which of these faults its successors
// mend. For the other side of the argument, read the introduction of Zhang and others: why do people
// keep using a rule with a counterexample?

/exit
