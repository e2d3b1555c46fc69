import static moments.lab.Display.*;

// # 2. Where do gradients come from?
//
// *Reading: 60 minutes. Running: 40 seconds.*
//
// A net for small photographs has 62,006 weights. To train it you must know, for each of them, whether
// the loss rises or falls when it grows, and how fast. Lesson 1 can tell, at a cost of 124,012 runs of the
// net. This lesson gets all 62,006 numbers for the price of one and a half runs more.
//
// Nothing in it is harder than the chain rule from school. You will apply it backwards, first by hand,
// then by a machine of about 60 lines, then layer by layer, until you have seen how each kind of layer
// of the net sends gradients back. At the end a photograph goes through the net, forwards and
// back, and you will know why a few photographs are, on average, right about which way to go.
//
// You need derivatives of one variable, and from lesson 1 the central difference, which checks
// everything here.
//
// *How to read:* at each **Predict**, write down an answer before you run the next cell.

import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import moments.data.*;
import moments.explore.*;
import moments.fast.*;
import moments.lab.*;
import moments.lesson.*;
import moments.nn.*;
import moments.optim.*;
import moments.tensor.*;
import tech.tablesaw.api.*;

// ## How does a change travel?
//
// A neuron with one input $x$, a weight $w$ and a bias $b$ should give $t$. Its loss is the square of the
// error. Computed in small steps, with $x = 3$, $w = 2$, $b = 1$, $t = 5$:
//
// $$u = w\,x = 6 \qquad z = u + b = 7 \qquad e = z - t = 2 \qquad L = e^2 = 4$$
//
// Turn $w$ up a little, by 0.001. Then $u$ rises by 0.003, since it is $x = 3$ times $w$. $z$ rises by
// the same, and $e$ too. $L = e^2$ has the slope $2e = 4$, so it rises by about 0.012. The *rates
// multiply*: $4\cdot1\cdot1\cdot3 = 12$. That is the **chain rule**: if $L$ depends on $u$ and $u$
// depends on $w$, then
//
// $$\frac{\partial L}{\partial w} = \frac{\partial L}{\partial u}\cdot\frac{\partial u}{\partial w}$$
//
// The round ∂ says that there are other variables ($x$, $b$, $t$) and that they are held fixed: it is a
// *partial derivative*. Nothing else about it is new.
//
// Now read the chain from its end. $\partial L/\partial L$ is 1. Each row of the table is a number and the
// step that uses it. Its derivative, in the last column, is the derivative of that step's result, which stands higher up,
// times the slope of the step:
//
// | | value | goes into | slope of that step | derivative of $L$ by it |
// |---|---|---|---|---|
// | $L$ | 4 | | | 1 |
// | $e$ | 2 | `L = e²` | $2e$ is 4 | 1 · 4 = 4 |
// | $z$ | 7 | `e = z − t` | 1 | 4 · 1 = 4 |
// | $b$ | 1 | `z = u + b` | 1 | 4 · 1 = 4 |
// | $u$ | 6 | `z = u + b` | 1 | 4 · 1 = 4 |
// | $w$ | 2 | `u = w x` | $x$ is 3 | 4 · 3 = 12 |
// | $x$ | 3 | `u = w x` | $w$ is 2 | 4 · 2 = 8 |
//
// One walk back gave *three* derivatives, for $w$, $x$ and $b$, and the part that all three share,
// from $L$ to $z$, was walked once. From here on we write $du$ for $\partial L/\partial u$, $dw$ for
// $\partial L/\partial w$ and so on, as the code does: $dw$ says how fast the loss grows with $w$.
//
// Look at the last two rows. In the product $u = w\,x$ **each factor's slope is the other factor.** You
// will meet this sentence in every layer.
//
// And if a number is used twice? Let $L = p\,q$ with $p = 2x$ and $q = x + 1$, at $x = 3$.
// **Predict:** $dx$.

ToDoubleFunction<Double> loss = x -> (2 * x) * (x + 1);
double p = 2 * 3;
double q = 3 + 1;
double alongP = q * 2; // ∂L/∂p · ∂p/∂x
double alongQ = p * 1; // ∂L/∂q · ∂q/∂x
double difference = (loss.applyAsDouble(3.001) - loss.applyAsDouble(2.999)) / 0.002;
System.out.println("along p %.0f, along q %.0f, together %.0f".formatted(alongP, alongQ, alongP + alongQ));
System.out.println("central difference %.3f".formatted(difference));

// Move $x$ by a little, and both $p$ and $q$ move; each passes its share on, and $L$ feels the sum. So the
// chain rule in full: if $x_i$ goes into several $y_j$, add up over all of them.
//
// $$dx_i = \sum_j dy_j\,\frac{\partial y_j}{\partial x_i}$$
//
// *How to read such a line:* $i$ and $j$ number the parts of $x$ and $y$. A letter that stands on the
// left, here $i$, is chosen by you; the line holds for each. A letter under the Σ runs through all its
// values. In code: a `for` for each letter, and a `+=`.

// ## Why backwards?
//
// You could also walk forwards: how fast does each number change when $w$ changes? It gives the same 12.
// But the walk tells about $w$ only, and the next weight takes another walk. Backwards, one walk
// tells how $L$ depends on *everything*. The reason is simple: there are many weights, and one loss.
//
// Count it. Ten steps follow each other, nine from 100 numbers to 100 numbers and the last to a single
// one, the loss. The slopes of a step from 100 numbers to 100 are a table of 100 × 100, a *matrix*,
// and the chain rule is a product of matrices, the last of which has one row. A product may be
// computed from either end.
//
// **Predict:** how many multiplications does it take if you start at the loss, how many if you start at the input?

long count;

double[][] times(double[][] a, double[][] b) {
  double[][] product = new double[a.length][b[0].length];
  for (int i = 0; i < a.length; i++) {
    for (int j = 0; j < b[0].length; j++) {
      for (int k = 0; k < b.length; k++) {
        product[i][j] += a[i][k] * b[k][j];
        count++;
      }
    }
  }
  return product;
}

double[][] matrix(int rows, int columns, Random random) {
  double[][] m = new double[rows][columns];
  for (double[] row : m) {
    Arrays.setAll(row, j -> random.nextGaussian() / 10);
  }
  return m;
}

Random random = new Random(2);
List<double[][]> steps = new ArrayList<>();
for (int k = 0; k < 9; k++) {
  steps.add(matrix(100, 100, random));
}
steps.add(matrix(1, 100, random));

count = 0;
double[][] back = steps.get(9);
for (int k = 8; k >= 0; k--) {
  back = times(back, steps.get(k));
}
long backwards = count;

count = 0;
double[][] onwards = steps.get(0);
for (int k = 1; k <= 9; k++) {
  onwards = times(steps.get(k), onwards);
}
long forwards = count;
System.out.println("from the loss:  %,10d".formatted(backwards));
System.out.println("from the input: %,10d".formatted(forwards));
System.out.println("same first number: " + (Math.abs(back[0][0] / onwards[0][0] - 1) < 1e-9));

// 90,000 against 8,010,000, for the same 100 derivatives. From the loss, every intermediate result is
// one row; from the input, it is a whole matrix. (With one input and many outputs it would be the
// other way round.) Computing derivatives from the loss back is called *reverse mode*, or
// **backpropagation**.

// ## Can a machine do it?
//
// The walk back needs no thought: for each number, remember what it was made of and the slopes of that
// one step. A *tape* does so. Each operation computes its value and appends itself to the tape;
// `backward` plays the tape from its end. A number is always made of numbers that came before it. So
// on the way back, every $d$ is complete when its turn comes.
//
// This is the whole machine:

class Tape {
  final List<Value> values = new ArrayList<>();

  /** A number that was not computed from others: an input or a weight. */
  Value number(double value) {
    return new Value(value, null, 0, null, 0);
  }

  /** A number, what it was made of, and the slopes of that step. */
  class Value {
    final double value;
    final Value a;
    final Value b;
    final double slopeA; // ∂value/∂a
    final double slopeB; // ∂value/∂b
    double d; // ∂loss/∂value, once backward has run

    Value(double value, Value a, double slopeA, Value b, double slopeB) {
      this.value = value;
      this.a = a;
      this.b = b;
      this.slopeA = slopeA;
      this.slopeB = slopeB;
      values.add(this);
    }

    Value plus(Value o) {
      return new Value(value + o.value, this, 1, o, 1);
    }

    Value minus(Value o) {
      return new Value(value - o.value, this, 1, o, -1);
    }

    Value times(Value o) {
      return new Value(value * o.value, this, o.value, o, value);
    }

    Value max(Value o) {
      boolean mine = value >= o.value;
      return new Value(mine ? value : o.value, this, mine ? 1 : 0, o, mine ? 0 : 1);
    }

    Value exp() {
      double e = StrictMath.exp(value);
      return new Value(e, this, e, null, 0);
    }

    Value log() {
      return new Value(StrictMath.log(value), this, 1 / value, null, 0);
    }

    /** Computes d of every number on the tape, with this number as the loss. */
    void backward() {
      for (Value v : values) {
        v.d = 0;
      }
      d = 1;
      for (int i = values.size() - 1; i >= 0; i--) {
        Value v = values.get(i);
        if (v.a != null) {
          v.a.d += v.d * v.slopeA;
        }
        if (v.b != null) {
          v.b.d += v.d * v.slopeB;
        }
      }
    }
  }
}

// `times` is the sentence from above: each factor's slope is the other factor. And `+=` is the sum
// over all ways in which a number takes part. Our neuron:

Tape tape = new Tape();
Tape.Value x = tape.number(3);
Tape.Value w = tape.number(2);
Tape.Value b = tape.number(1);
Tape.Value e = w.times(x).plus(b).minus(tape.number(5));
Tape.Value L = e.times(e);
L.backward();
System.out.println("dw = %.0f, dx = %.0f, db = %.0f".formatted(w.d, x.d, b.d));

// PyTorch's *autograd* works by the same principle, only with a whole array in each place on the tape.
// This library does without a tape: each layer is a class that has its way forward and its way back
// side by side, so that you can read them together. The machine will be our referee.

// ## What does a linear layer send back?
//
// Each output $o$ of example $n$ is a weighted sum of all inputs $i$ of this example:
//
// $$y_{no} = b_o + \sum_i W_{oi}\,x_{ni}$$
//
// From the layers after it comes $dy_{no}$; call it $g$. Look at a single product of the sum,
// $W_{oi}\,x_{ni}$. Each factor's slope is the other factor:
//
// - to $W_{oi}$ it sends $g\,x_{ni}$,
// - to $x_{ni}$ it sends $g\,W_{oi}$,
// - and $b_o$, which is added, gets $g$.
//
// All that remains is to add up what each receives from everywhere. $W_{oi}$ takes part once for each
// example, $x_{ni}$ once for each output:
//
// $$dW_{oi} = \sum_n dy_{no}\,x_{ni} \qquad dx_{ni} = \sum_o dy_{no}\,W_{oi} \qquad db_o = \sum_n dy_{no}$$
//
// You need not work out who takes part where. Run through the same products as on the way forward, and let
// each send to both its factors with `+=`. That is how the layer's class does it:
//
// ```java
//   @Override
//   public Tensor forward(Tensor x) {
//     y = Tensor.zeros(outputShape(x));
//     this.x = x;
//     for (int n = 0; n < y.dim(0); n++) {
//       for (int o = 0; o < out; o++) {
//         double sum = bias.value().get(o);
//         for (int i = 0; i < in; i++) {
//           sum += (double) weight.value().get(o, i) * x.get(n, i);
//         }
//         y.set(sum, n, o);
//       }
//     }
//     return y;
//   }
// ```
// <sub>[src/moments/nn/Linear.java](../../src/moments/nn/Linear.java)</sub>
//
// ```java
//   @Override
//   public Tensor backward(Tensor dy) {
//     ShapeException.requireGradient("Linear", dy, y);
//     Tensor dx = Tensor.zerosLike(x);
//     for (int n = 0; n < y.dim(0); n++) {
//       for (int o = 0; o < out; o++) {
//         float g = dy.get(n, o);
//         bias.grad().data()[o] += g;
//         for (int i = 0; i < in; i++) {
//           weight.grad().add(g * x.get(n, i), o, i);
//           dx.add(g * weight.value().get(o, i), n, i);
//         }
//       }
//     }
//     return dx;
//   }
// ```
// <sub>[src/moments/nn/Linear.java](../../src/moments/nn/Linear.java)</sub>
//
// (The gradients of weights are *added* to what is there. Whoever trains must set them to zero before
// each step; forget it, and each step moves along the sum of all gradients since the start.)
//
// **Predict:** two inputs (1, 2), two outputs with $W$ = ((3, 4), (5, 6)), and $dy$ = (1, 10). What
// are $dx$ and $dW$?

Linear linear = new Linear(2, 2);
Parameter W = linear.parameters().get(0);
W.value().set(Tensor.of(new float[] {3, 4, 5, 6}, 2, 2));
linear.forward(Tensor.of(new float[] {1, 2}, 1, 2));
Tensor dx = linear.backward(Tensor.of(new float[] {1, 10}, 1, 2));
System.out.println("dx = " + Arrays.toString(dx.data()));
System.out.println("dW = " + Arrays.toString(W.grad().data()));

// 53 = 1·3 + 10·5: the first input goes into both outputs.

// ## What do ReLU and a pool send back?
//
// They are switches. ReLU lets a positive number through and makes 0 of any other. A small change of
// the input changes the output by the same amount if the switch is closed, and not at all if it is
// open (as in a circuit, an open switch lets nothing through). So on the way back $dy$ passes where
// $x$ passed:
//
// ```java
//   @Override
//   public Tensor forward(Tensor x) {
//     Tensor y = Tensor.zeros(outputShape(x));
//     this.x = x;
//     for (int i = 0; i < x.size(); i++) {
//       y.data()[i] = Math.max(x.data()[i], 0);
//     }
//     return y;
//   }
// ```
// <sub>[src/moments/nn/Relu.java](../../src/moments/nn/Relu.java)</sub>
//
// ```java
//   @Override
//   public Tensor backward(Tensor dy) {
//     ShapeException.requireGradient("Relu", dy, x);
//     Tensor dx = Tensor.zerosLike(x);
//     for (int i = 0; i < x.size(); i++) {
//       dx.data()[i] = x.data()[i] > 0 ? dy.data()[i] : 0;
//     }
//     return dx;
//   }
// ```
// <sub>[src/moments/nn/Relu.java](../../src/moments/nn/Relu.java)</sub>
//
// A pool takes the largest of a small window. Only the winner gets through, and so only the winner gets
// $dy$; the others could change a little without anyone's noticing. The pool has to remember who won:
//
// ```java
//   @Override
//   public Tensor forward(Tensor x) {
//     y = Tensor.zeros(outputShape(x));
//     this.x = x;
//     winners = new int[y.size()];
//     for (int n = 0; n < y.dim(0); n++) {
//       for (int c = 0; c < y.dim(1); c++) {
//         for (int i = 0; i < y.dim(2); i++) {
//           for (int j = 0; j < y.dim(3); j++) {
//             int winner = winner(n, c, i, j);
//             winners[y.at(n, c, i, j)] = winner;
//             y.set(x.data()[winner], n, c, i, j);
//           }
//         }
//       }
//     }
//     return y;
//   }
//
//   /** Where in x the largest element of the window (i, j) lies. */
//   private int winner(int n, int c, int i, int j) {
//     int top = i * window.stride() - window.padding();
//     int left = j * window.stride() - window.padding();
//     int bottom = Math.min(top + window.kernel(), x.dim(2));
//     int right = Math.min(left + window.kernel(), x.dim(3));
//     int winner = x.at(n, c, Math.max(top, 0), Math.max(left, 0));
//     for (int r = Math.max(top, 0); r < bottom; r++) {
//       for (int s = Math.max(left, 0); s < right; s++) {
//         if (Float.compare(x.get(n, c, r, s), x.data()[winner]) > 0) {
//           winner = x.at(n, c, r, s);
//         }
//       }
//     }
//     return winner;
//   }
// ```
// <sub>[src/moments/nn/MaxPool2d.java](../../src/moments/nn/MaxPool2d.java)</sub>
//
// ```java
//   @Override
//   public Tensor backward(Tensor dy) {
//     ShapeException.requireGradient("MaxPool2d", dy, y);
//     Tensor dx = Tensor.zerosLike(x);
//     for (int k = 0; k < winners.length; k++) {
//       dx.data()[winners[k]] += dy.data()[k];
//     }
//     return dx;
//   }
// ```
// <sub>[src/moments/nn/MaxPool2d.java](../../src/moments/nn/MaxPool2d.java)</sub>
//
// The loop of `backward` has a `+=`, as windows may overlap and a pixel may win in two of them. At the
// switching point itself there is no derivative (lesson 1 has the picture). ReLU calls it 0 there, and
// of equal numbers the pool lets the first one win: a choice, and not a theorem.

Relu relu = new Relu();
relu.forward(Tensor.of(new float[] {-2, 0, 3}, 3));
System.out.println("ReLU: " + Arrays.toString(relu.backward(Tensor.of(new float[] {5, 5, 5}, 3)).data()));
MaxPool2d pool = new MaxPool2d(2);
pool.forward(Tensor.of(new float[] {1, 4, 2, 3}, 1, 1, 2, 2));
System.out.println("pool: " + Arrays.toString(pool.backward(Tensor.of(new float[] {7}, 1, 1, 1, 1)).data()));

// ## And a convolution?
//
// A convolution slides a small row of weights, the *kernel*, along a signal. At each place $j$ it
// takes the sum of products. In one dimension, with a kernel of three:
//
// $$y_j = w_0\,x_j + w_1\,x_{j+1} + w_2\,x_{j+2} = \sum_k w_k\,x_{j+k}$$
//
// Take $x = (1, 2, 3, 4)$ and $w = (1, -1, 2)$. There are two places, and $y = (5, 7)$. From the layer
// after it comes $dy = (1, 10)$. Take pencil and paper:
//
// 1. *Place 0.* Its products are $w_0x_0$, $w_1x_1$, $w_2x_2$, and $g = 1$. To the kernel it sends
//    $1\cdot(1, 2, 3)$, to the first three of $x$ it sends $1\cdot(1, -1, 2)$.
// 2. *Place 1.* $g = 10$. To the kernel it sends $10\cdot(2, 3, 4)$, to the last three of $x$ it sends
//    $10\cdot(1, -1, 2)$.
// 3. *Add up.*
//    $$dw = (1, 2, 3) + (20, 30, 40) = (21, 32, 43)$$
//    $$dx = (1, -1, 2, 0) + (0, 10, -10, 20) = (1, 9, -8, 20)$$
//
// The same kernel is used at both places, so $dw$ is a sum over places. Forward, each place *gathers*
// with the kernel; backward, each place *stamps* the kernel onto $dx$, $g$ times as strong, and where
// stamps overlap they add.

double[] convolve(double[] x, double[] w) {
  double[] y = new double[x.length - w.length + 1];
  for (int j = 0; j < y.length; j++) {
    for (int k = 0; k < w.length; k++) {
      y[j] += w[k] * x[j + k];
    }
  }
  return y;
}

double[][] convolveBackward(double[] x, double[] w, double[] dy) {
  double[] dw = new double[w.length];
  double[] dx = new double[x.length];
  for (int j = 0; j < dy.length; j++) {
    for (int k = 0; k < w.length; k++) {
      dw[k] += dy[j] * x[j + k];
      dx[j + k] += dy[j] * w[k];
    }
  }
  return new double[][] {dw, dx};
}

double[] signal = {1, 2, 3, 4};
double[] kernel = {1, -1, 2};
double[][] d = convolveBackward(signal, kernel, new double[] {1, 10});
System.out.println("y  = " + Arrays.toString(convolve(signal, kernel)));
System.out.println("dw = " + Arrays.toString(d[0]));
System.out.println("dx = " + Arrays.toString(d[1]));

// The two loops are the same; a product became two lines. A longer signal, with a $g$ at some places
// only. Move the slider through the places. **Predict:** places 6 and 7 are neighbours, both with
// $g = 1$. Which numbers stand at 6, 7, 8 and 9 of $dx$ when both have sent?

double[] sent = {2, 0, 0, -1, 0, 0, 1, 1, 0, 0};

display(Slides.of("place", IntStream.range(0, 10).asDoubleStream().toArray(), place -> {
  double[] stamp = new double[12];
  double[] sum = new double[12];
  Arrays.fill(stamp, Double.NaN);
  for (int j = 0; j <= place; j++) {
    for (int k = 0; k < 3; k++) {
      sum[j + k] += sent[j] * kernel[k];
      if (j == place) {
        stamp[j + k] = sent[j] * kernel[k];
      }
    }
  }
  return Chart.of("Place %.0f, g = %.0f".formatted(place, sent[(int) place]), "place in x", "dx")
      .line("dx so far", sum)
      .line("stamp of this place", stamp)
      .points("stamp, its three numbers", IntStream.range(0, 12).asDoubleStream().toArray(), stamp)
      .range(-0.5, 11.5, -2.5, 4.5);
}));

// At 6 to 9 stand 1, 0, 1 and 2: at 7 the −1 of the first stamp meets the 1 of the second.
//
// The same sum, seen from a single $x_i$: it is used with $w_0$ at place $i$, with $w_1$ at place
// $i-1$, with $w_2$ at place $i-2$. So
//
// $$dx_i = \sum_k w_k\,dy_{i-k}$$
//
// (where $dy$ counts as 0 outside its places). Where the way forward has $j+k$, the way back has $i-k$. That is again a
// sliding sum, over $dy$,
// with the kernel **turned round**: $(2, -1, 1)$. It can be computed in this form, too. Our class
// sends, as you did on paper; in two dimensions, with channels $c$, and the kernel's rows $u$ and
// columns $v$:
//
// ```java
//   @Override
//   public Tensor forward(Tensor x) {
//     y = Tensor.zeros(outputShape(x));
//     this.x = x;
//     padded = window.padded(x);
//     for (int n = 0; n < y.dim(0); n++) {
//       for (int o = 0; o < out; o++) {
//         for (int i = 0; i < y.dim(2); i++) {
//           for (int j = 0; j < y.dim(3); j++) {
//             y.set(bias.value().get(o) + products(n, o, i, j), n, o, i, j);
//           }
//         }
//       }
//     }
//     return y;
//   }
//
//   /** {@code Σ W[o, c, u, v] · x̄[n, c, i·stride + u, j·stride + v]} over c, u, v. */
//   private double products(int n, int o, int i, int j) {
//     Tensor w = weight.value();
//     int top = i * window.stride();
//     int left = j * window.stride();
//     double sum = 0;
//     for (int c = 0; c < in; c++) {
//       for (int u = 0; u < window.kernel(); u++) {
//         for (int v = 0; v < window.kernel(); v++) {
//           sum += (double) w.get(o, c, u, v) * padded.get(n, c, top + u, left + v);
//         }
//       }
//     }
//     return sum;
//   }
// ```
// <sub>[src/moments/nn/Conv2d.java](../../src/moments/nn/Conv2d.java)</sub>
//
// ```java
//   @Override
//   public Tensor backward(Tensor dy) {
//     ShapeException.requireGradient("Conv2d", dy, y);
//     Tensor dPadded = Tensor.zerosLike(padded);
//     for (int n = 0; n < y.dim(0); n++) {
//       for (int o = 0; o < out; o++) {
//         for (int i = 0; i < y.dim(2); i++) {
//           for (int j = 0; j < y.dim(3); j++) {
//             float g = dy.get(n, o, i, j);
//             if (g != 0) {
//               bias.grad().data()[o] += g;
//               sendBack(g, n, o, i, j, dPadded);
//             }
//           }
//         }
//       }
//     }
//     return window.cropped(dPadded, x);
//   }
//
//   /** Adds what each product of {@code y[n, o, i, j]} sends back to its two factors. */
//   private void sendBack(float g, int n, int o, int i, int j, Tensor dPadded) {
//     Tensor w = weight.value();
//     Tensor dw = weight.grad();
//     int top = i * window.stride();
//     int left = j * window.stride();
//     for (int c = 0; c < in; c++) {
//       for (int u = 0; u < window.kernel(); u++) {
//         for (int v = 0; v < window.kernel(); v++) {
//           dw.add(g * padded.get(n, c, top + u, left + v), o, c, u, v);
//           dPadded.add(g * w.get(o, c, u, v), n, c, top + u, left + v);
//         }
//       }
//     }
//   }
// ```
// <sub>[src/moments/nn/Conv2d.java](../../src/moments/nn/Conv2d.java)</sub>
//
// A small test costs nothing and finds a lot. $y$ is a sum of products with one $w$ and one $x$ each,
// so if you multiply each derivative by its own variable and add up, you count every product once,
// whichever variable you take:
//
// $$\sum_k dw_k\,w_k = \sum_i dx_i\,x_i = \sum_j dy_j\,y_j$$
//
// Here 21 − 32 + 86 = 75, and 1 + 18 − 24 + 80 = 75, and 5 + 70 = 75.

// ## Where does the walk back begin?
//
// At the loss. The net ends in ten numbers for a photograph, the *logits* $z_k$, one for each class.
// *Softmax* makes probabilities of them, and the loss is minus the logarithm of the probability that
// the right class $t$ got:
//
// $$p_k = \frac{e^{z_k}}{\sum_l e^{z_l}} \qquad L = -\ln p_t$$
//
// A net that is sure and right has a loss near 0; one that gives the right class a hundredth has 4.6.
//
// 1. *Take the logarithm apart.* $L = -\ln e^{z_t} + \ln\sum_l e^{z_l} = -z_t + \ln\sum_l e^{z_l}$.
// 2. *First term:* its derivative by $z_k$ is −1 if $k = t$, else 0.
// 3. *Second term,* by the chain rule: $\ln$ has the slope 1 over its argument, and of the sum only
//    $e^{z_k}$ depends on $z_k$, with the slope $e^{z_k}$. Together $e^{z_k}/\sum_l e^{z_l}$, and that
//    is $p_k$.
// 4. *Add up.*
//    $$dz_k = p_k - \begin{cases}1 & k = t\\ 0 & \text{else}\end{cases}$$
//
// *What the net said, minus what was right.* For a batch of $N$ photographs the loss is the mean, and
// each $dz$ has a factor $1/N$.
//
// **Predict:** a net that knows nothing gives all ten classes the same logit. What are $L$ and $dz$?

Loss ignorant = Loss.crossEntropy(Tensor.zeros(1, 10), new int[] {3});
System.out.println("L = %.4f".formatted(ignorant.value()));
System.out.println("dz = " + Arrays.toString(ignorant.grad().data()));
System.out.println("length of dz: %.6f".formatted(ignorant.grad().norm()));

// $L = \ln 10$, 2.3026: remember this number; a net that begins far above it is sure of things that it
// cannot know. $dz$ is −0.9 for the right class and 0.1 for each of the others, and adds up to 0, as
// the probabilities do to 1.
//
// ```java
// /** Returns −log p[n, label] and writes row n of the gradient. */
// private static double example(Tensor logits, int n, int label, Tensor grad) {
//   int classes = logits.dim(1);
//   int examples = logits.dim(0);
//   double max = Double.NEGATIVE_INFINITY;
//   for (int k = 0; k < classes; k++) {
//     max = Math.max(max, logits.get(n, k));
//   }
//   double sum = 0;
//   for (int k = 0; k < classes; k++) {
//     sum += StrictMath.exp(logits.get(n, k) - max);
//   }
//   for (int k = 0; k < classes; k++) {
//     double p = StrictMath.exp(logits.get(n, k) - max) / sum;
//     grad.data()[n * classes + k] = (float) ((k == label ? p - 1 : p) / examples);
//   }
//   return StrictMath.log(sum) - (logits.get(n, label) - max);
// }
// ```
// <sub>[src/moments/nn/Loss.java](../../src/moments/nn/Loss.java)</sub>
//
// (All logits may be lowered by the same number without changing any $p$; the code subtracts the
// largest, so that no exponential overflows.)

// ## What does a photograph look like on its way?
//
// Now all of it together. The net of PyTorch's tutorial has two convolutions, each with ReLU and a
// pool, and three linear layers. We follow one photograph, of 32 × 32 pixels in three colours, through
// the net and back.

Dataset test = Cifar10.sample().test();
int which = 13;
Batch horse = DataLoader.inOrder(test.skip(which).limit(1), 1).epoch(1).iterator().next();
Sequential net = Nets.tutorial(1);
List<Tensor> forwardPass = new ArrayList<>();
Tensor y = horse.x();
for (Layer layer : net.layers()) {
  y = layer.forward(y);
  forwardPass.add(y);
}
System.out.println(net);
System.out.println("It is a " + Cifar10.sample().classNames().get(horse.labels()[0]) + ".");

// A layer's output for one filter is again a picture, its *feature map*. Here they are, blown up to
// one size, black for the smallest number in a map and white for the largest: first for the net as it
// is born, with random weights, then after it has learned for a while from 2,000 photographs.
//
// **Predict:** will the pools' maps still show the horse? And which maps of ReLU are black in most places?

Tensor grey(Tensor y, int channel) {
  float least = Float.POSITIVE_INFINITY;
  float largest = Float.NEGATIVE_INFINITY;
  for (int i = 0; i < y.dim(2); i++) {
    for (int j = 0; j < y.dim(3); j++) {
      least = Math.min(least, y.get(0, channel, i, j));
      largest = Math.max(largest, y.get(0, channel, i, j));
    }
  }
  Tensor picture = Tensor.zeros(3, 32, 32);
  for (int c = 0; c < 3; c++) {
    for (int i = 0; i < 32; i++) {
      for (int j = 0; j < 32; j++) {
        float value = y.get(0, channel, i * y.dim(2) / 32, j * y.dim(3) / 32);
        picture.set(largest > least ? (value - least) / (largest - least) : 0, c, i, j);
      }
    }
  }
  return picture;
}

Map<String, List<Tensor>> maps(Sequential net, Tensor x) {
  Map<String, List<Tensor>> rows = new LinkedHashMap<>();
  Tensor y = x;
  for (int i = 0; i < 6; i++) {
    y = net.layers().get(i).forward(y);
    List<Tensor> row = new ArrayList<>();
    for (int c = 0; c < 4; c++) {
      row.add(grey(y, c));
    }
    rows.put(List.of("conv1", "ReLU 1", "pool 1", "conv2", "ReLU 2", "pool 2").get(i), row);
  }
  return rows;
}

Sequential trained = Nets.tutorial(1);
Layer engine = Fast.of(trained);
Optimizer adam = new Adam(trained.parameters());
DataLoader loader = new DataLoader(Cifar10.sample().train(), 4, 1);
for (int epoch = 1; epoch <= (Boolean.getBoolean("moments.quick") ? 1 : 10); epoch++) {
  for (Batch batch : loader.epoch(epoch)) {
    adam.zeroGrad();
    engine.backward(Loss.crossEntropy(engine.forward(batch.x()), batch.labels()).grad());
    adam.step();
  }
}

display(ImageRows.rows(Map.of("the photograph", List.of(test.image(which)))));
System.out.println("random weights");
display(ImageRows.rows(maps(net, horse.x())));
System.out.println("after ten epochs");
display(ImageRows.rows(maps(trained, horse.x())));

// (The first four maps of each layer. `conv1` has six of 28 × 28, `conv2` 16 of 10 × 10; each pool
// halves the sides.)
//
// With random weights, the first convolution's maps are the photograph seen through filters that
// nobody has chosen: some turn it dark for light, some blur it. After training, the first map answers
// to upright edges, neck and legs, the second to a level one, below the belly. Nobody told them to;
// that is what the gradients did. The first pool's maps still show the horse. After the second only 5 × 5
// numbers a map are left, and they show only roughly where something was found.
//
// A ReLU's map is black wherever its filter's sum was not positive. Those of the second ReLU are the blackest, after
// training: each for the greater part, one all over. A map that is black all over after a ReLU has found nothing
// anywhere. All its switches are open, so
// nothing will come back through it either: from this photograph, its filter learns nothing.

// ## What comes back, and what does it cost?
//
// Now back. We call the layers one by one, from the last to the first, and note the length of what
// each one receives, $\|dy\|$ (the root of the sum of squares), and of the gradient that it leaves in its
// weights, $\|dW\|$.
//
// As costs we count products of a weight and an input, each with its addition: *multiply-adds*.
// Forward, each output of a layer needs as many as a row of its $W$ has (for a convolution: a filter).
// The list above shows where the weights are: `fc1` has most of them. **Predict:** which layer has the most
// multiply-adds?

net.parameters().forEach(p -> p.grad().fill(0));
Loss loss = Loss.crossEntropy(forwardPass.get(net.size() - 1), horse.labels());
double[] lengths = new double[net.size()];
Tensor dy = loss.grad();
for (int i = net.size() - 1; i >= 0; i--) {
  lengths[i] = dy.norm();
  dy = net.layers().get(i).backward(dy);
}

long multiplyAdds(Layer layer, Tensor y) {
  if (layer.parameters().isEmpty()) {
    return 0;
  }
  Tensor w = layer.parameters().get(0).value();
  return (long) y.size() * (w.size() / w.dim(0));
}

int size(Layer layer) {
  return layer.parameters().stream().mapToInt(p -> p.value().size()).sum();
}

Table table() {
  StringColumn layers = StringColumn.create("layer");
  StringColumn shapes = StringColumn.create("y");
  IntColumn sizes = IntColumn.create("weights");
  LongColumn costs = LongColumn.create("multiply-adds");
  StringColumn back = StringColumn.create("‖dy‖");
  StringColumn gradients = StringColumn.create("‖dW‖");
  for (int i = 0; i < net.size(); i++) {
    Layer layer = net.layers().get(i);
    layers.append(net.names().get(i) + " " + layer.getClass().getSimpleName());
    shapes.append(forwardPass.get(i).shapeText());
    sizes.append(size(layer));
    costs.append(multiplyAdds(layer, forwardPass.get(i)));
    back.append("%.4f".formatted(lengths[i]));
    gradients.append(size(layer) == 0 ? "" : "%.4f".formatted(layer.parameters().get(0).grad().norm()));
  }
  return Table.create("One photograph, forward and back", layers, shapes, sizes, costs, back, gradients);
}

display(table());

// Read the last columns from the bottom up, as the gradient travels. At the logits $\|dy\|$ is 0.9496.
// At the output of `conv1` it has shrunk to 0.0369. Two things shrink it, and both can be computed:
//
// - *A linear layer* as PyTorch starts it has weights spread evenly between $\pm1/\sqrt{\text{in}}$,
//   for `in` inputs. Their mean square is a third of the square of the bound, $1/(3\,\text{in})$. Take
//   them as independent of $dy$, which is nearly true at the start. Then $dx_i = \sum_o dy_o W_{oi}$
//   is a sum of independent terms with mean 0, and its mean square is $\|dy\|^2/(3\,\text{in})$; add
//   up over all inputs: $\|dx\|^2 = \|dy\|^2/3$ on average. The length goes down to $1/\sqrt3$, 0.577
//   of what it was. In the table: 0.5831/0.9496 = 0.614 in `fc3`, and 0.523 in `fc2`.
//   (A convolution does the same, as each $dy$ is sent to `in` numbers by such weights: 0.60 in `conv2`.)
// - *A ReLU* with half of its switches open lets half of the sum of squares through, 0.707 of the
//   length. In the table: 0.715 before `fc3`. Below a pool more gets through, 0.87 and 0.77: what comes back there
//   reaches winners only, and the largest of four is more often positive than any one number.
//
// Ten layers of this kind, and less than a thousandth is left. Yet the last column hardly shrinks: $\|dW\|$ is 0.3794 in
// `fc3` and 0.2427 in `conv1`. A weight's gradient is a product of what comes back and what went forward (in a linear
// layer, for one photograph, $\|dW\|$ is $\|dy\|$ times the length of the input), and in our net the inputs get smaller
// towards the end. In a deep stack of equal layers without biases both shrink by the same factor at each layer, so that
// the product is equally small in all of them: all weights move little, unless they start larger. (Exercise 4.) With
// biases, which keep the signal alive, it is smallest in the first layers of such a stack.
//
// The weights are where the multiplications are not: `conv1`, with 456 weights, makes more than half of the multiply-adds.
// `fc1` has 48,120 of the 62,006 weights, but the two
// convolutions do 90.96 % of the multiply-adds, with 4.63 % of the weights. A filter's weights are used at
// every place; a linear layer's once.
//
// Forward that makes 651,720 multiply-adds. Backward, each product sends to *both* its factors, which
// is twice as many: but nobody wants $dx$ for the photograph itself, and the first convolution can
// leave that half out. That is 950,640, and a training step needs 1,602,360 in all: 2.46 times the way
// forward alone. So the gradient alone costs 1.46 runs, as promised, and not 124,012. (This counts
// every product. Our `Conv2d` skips a $g$ that is 0, as three of four are below a pool.)
//
// Is it right? The referee knows nothing of layers. We put all weights and the photograph on the tape,
// and build the net from `plus`, `minus`, `times`, `max`, `exp` and `log` alone.

Tape referee = new Tape();

Tape.Value[] onTape(Tensor tensor) {
  Tape.Value[] values = new Tape.Value[tensor.size()];
  Arrays.setAll(values, i -> referee.number(tensor.data()[i]));
  return values;
}

Map<String, Tape.Value[]> theta = new LinkedHashMap<>();
net.parameters().forEach(p -> theta.put(p.name(), onTape(p.value())));

Tape.Value[] conv(String name, Tape.Value[] x, int in, int side) {
  Tape.Value[] w = theta.get(name + ".weight");
  Tape.Value[] b = theta.get(name + ".bias");
  int places = side - 4;
  Tape.Value[] y = new Tape.Value[b.length * places * places];
  for (int o = 0; o < b.length; o++) {
    for (int i = 0; i < places; i++) {
      for (int j = 0; j < places; j++) {
        Tape.Value sum = b[o];
        for (int c = 0; c < in; c++) {
          for (int u = 0; u < 5; u++) {
            for (int v = 0; v < 5; v++) {
              Tape.Value weight = w[((o * in + c) * 5 + u) * 5 + v];
              sum = sum.plus(weight.times(x[(c * side + i + u) * side + j + v]));
            }
          }
        }
        y[(o * places + i) * places + j] = sum;
      }
    }
  }
  return y;
}

Tape.Value[] pool(Tape.Value[] x, int side) {
  int half = side / 2;
  Tape.Value[] y = new Tape.Value[x.length / 4];
  for (int k = 0; k < y.length; k++) {
    int corner = (k / half) * 2 * side + k % half * 2;
    y[k] = x[corner].max(x[corner + 1]).max(x[corner + side]).max(x[corner + side + 1]);
  }
  return y;
}

Tape.Value[] linear(String name, Tape.Value[] x) {
  Tape.Value[] w = theta.get(name + ".weight");
  Tape.Value[] y = theta.get(name + ".bias").clone();
  for (int o = 0; o < y.length; o++) {
    for (int i = 0; i < x.length; i++) {
      y[o] = y[o].plus(w[o * x.length + i].times(x[i]));
    }
  }
  return y;
}

Tape.Value zero = referee.number(0);

Tape.Value[] relu(Tape.Value[] x) {
  return Stream.of(x).map(zero::max).toArray(Tape.Value[]::new);
}

Tape.Value crossEntropy(Tape.Value[] z, int label) {
  Tape.Value sum = Stream.of(z).map(Tape.Value::exp).reduce(Tape.Value::plus).get();
  return sum.log().minus(z[label]);
}

Tape.Value[] features = pool(relu(conv("conv1", onTape(horse.x()), 3, 32)), 28);
features = pool(relu(conv("conv2", features, 6, 14)), 10);
Tape.Value[] logits = linear("fc3", relu(linear("fc2", relu(linear("fc1", features)))));
Tape.Value tapeLoss = crossEntropy(logits, horse.labels()[0]);
tapeLoss.backward();

System.out.println("loss: layers %.6f, tape %.6f".formatted(loss.value(), tapeLoss.value));
System.out.println("%,d numbers on the tape".formatted(referee.values.size()));
System.out.println("largest difference, as a share of the gradient's length:");
double worst = 0;
for (Parameter p : net.parameters()) {
  Tape.Value[] values = theta.get(p.name());
  double off = 0;
  for (int i = 0; i < values.length; i++) {
    off = Math.max(off, Math.abs(p.grad().data()[i] - values[i].d));
  }
  double relative = off / p.grad().norm();
  worst = Math.max(worst, relative);
  System.out.println("%-13s off by %.0e".formatted(p.name(), relative));
}

// 62,006 derivatives, equal to six digits of the gradient's length: that is what floats can do. The
// tape holds 1.38 million numbers for one photograph; the layers remember their inputs, 17,664 numbers
// in all. That is the price of generality, and one reason why frameworks put arrays on the tape and
// not numbers.

// ## Why may a few photographs speak for all?
//
// The loss that we want to lower is the mean over *all* $N$ photographs, $L = \frac1N\sum_n L_n$. The
// derivative of a sum is the sum of derivatives, so its gradient is the mean of the photographs'
// gradients,
//
// $$\bar g = \frac1N\sum_n g_n.$$
//
// To know it, you must send all of them through the net, for a single step. Training takes a *batch*
// of $B$ photographs instead, drawn at random, and the mean of their gradients, $g$. Why is
// that allowed?
//
// 1. *Each photograph has the same chance,* $1/N$, to be the first of the batch. What is its gradient
//    on average over all draws? $\sum_n\frac1N\,g_n$, which is $\bar g$.
// 2. *The second* has, seen by itself, the same chance for each photograph, and so $\bar g$ on average too;
//    and so on to the last.
// 3. *The batch* takes the mean of $B$ numbers that are each $\bar g$ on average. So
//    $$E[g] = \bar g.$$
//
// $E$, the *expectation*, is the average over all draws that chance might make. An estimate
// whose mean over all draws is the truth is called **unbiased**. Any single batch is wrong; but the errors
// of all possible batches add up to 0.
//
// We need not trust the argument. With ten photographs one can try every possible batch: there are 10
// with one, 45 with two, 252 with five. The figure shows the gradient of two weights, for all batches
// of a size.
//
// **Predict:** how does the cloud change when $B$ goes from 1 to 2 and to 5? Where is it at 10?

double[][] each = new double[10][2];
for (int n = 0; n < 10; n++) {
  Batch one = DataLoader.inOrder(test.skip(n).limit(1), 1).epoch(1).iterator().next();
  net.parameters().forEach(q -> q.grad().fill(0));
  net.backward(Loss.crossEntropy(net.forward(one.x()), one.labels()).grad());
  float[] g = net.parameters().get(0).grad().data();
  each[n] = new double[] {g[0], g[40]};
}

/** The mean gradient of each batch of {@code size} out of ten, as {@code {first, second}} weight. */
double[][] batches(int size) {
  List<double[]> means = new ArrayList<>();
  for (int members = 0; members < 1 << 10; members++) {
    if (Integer.bitCount(members) == size) {
      double[] mean = new double[2];
      for (int n = 0; n < 10; n++) {
        for (int k = 0; k < 2; k++) {
          mean[k] += (members >> n & 1) * each[n][k] / size;
        }
      }
      means.add(mean);
    }
  }
  return IntStream.range(0, 2)
      .mapToObj(k -> means.stream().mapToDouble(mean -> mean[k]).toArray())
      .toArray(double[][]::new);
}

double mean(double[] values) {
  return DoubleStream.of(values).average().getAsDouble();
}

double deviation(double[] values) {
  double mean = mean(values);
  return Math.sqrt(DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).average().getAsDouble());
}

double[][] full = batches(10);

display(Slides.of("B", new double[] {1, 2, 3, 5, 8, 9, 10}, size -> {
  double[][] clouds = batches((int) size);
  return Chart.of("Every batch of %.0f out of ten".formatted(size), "gradient of one weight", "of another")
      .points("batches", clouds[0], clouds[1])
      .points("the whole", full[0], full[1]);
}));

System.out.println(" B   batches   mean of all batches   deviation");
for (int size : new int[] {1, 2, 5, 10}) {
  double[] g = batches(size)[0];
  System.out.println("%2d   %5d       %.9f        %.9f".formatted(size, g.length, mean(g), deviation(g)));
}

// The mean over all batches is the same for each size: the gradient of the whole. The cloud closes in
// on it. How fast? The deviation of a mean of $B$ independent draws is $\sigma/\sqrt B$, where σ is
// the deviation of single photographs. Here nobody is drawn twice, which makes it smaller still, by
// $\sqrt{(N-B)/(N-1)}$; in a set of 50,000 that makes no difference.
//
// Four times the batch, half the noise: an accurate gradient is expensive, and training is content
// with a rough one. What the noise does to the last steps before the minimum is told in lesson 3.
//
// (One epoch deals out all photographs without repetition. Each batch by itself is a fair draw; but
// the last batch of an epoch is no longer free when you know all the others.)

// ## What if you break it?
//
// The classic mistake in a convolution: on the way back somebody slides the kernel over $dy$ and
// forgets to turn it round. (Our `convolveBackward` stamps, and stamping needs no turning. To play the
// mistake, we stamp a kernel that *was* turned; that comes to sliding the one that was not.)
//
// **Predict:** for $x = (1, 2, 3, 4)$, $w = (1, -1, 2)$, $dy = (1, 10)$: what is $dx$ now? Is $dw$
// wrong as well? And if `conv2` of our net had this bug: would training fail?

double[] turned = {2, -1, 1};
double[] wrong = convolveBackward(signal, turned, new double[] {1, 10})[1];
System.out.println("dx, kernel not turned: " + Arrays.toString(wrong));

// $dx$ is (2, 19, −9, 10), and not (1, 9, −8, 20). $dw$ does not depend on the kernel, so it is right.
// In a net, the weights of the broken layer and of all layers after it get right gradients; only those
// *before* it get wrong ones.

class Unturned implements Layer {
  final Conv2d conv;

  Unturned(Conv2d conv) {
    this.conv = conv;
  }

  public Tensor forward(Tensor x) {
    return conv.forward(x);
  }

  public Tensor backward(Tensor dy) {
    turnKernels();
    Tensor dx = conv.backward(dy);
    turnKernels();
    return dx;
  }

  public List<Parameter> parameters() {
    return conv.parameters();
  }

  void turnKernels() {
    Tensor w = conv.parameters().get(0).value();
    int length = w.dim(2) * w.dim(3);
    for (int start = 0; start < w.size(); start += length) {
      float[] kernel = Arrays.copyOfRange(w.data(), start, start + length);
      for (int k = 0; k < length; k++) {
        w.data()[start + k] = kernel[length - 1 - k];
      }
    }
  }
}

double[] train(boolean broken) {
  Sequential tutorial = Nets.tutorial(1);
  Sequential net = new Sequential();
  for (String name : tutorial.names()) {
    Layer layer = tutorial.get(name);
    net.add(broken && name.equals("conv2") ? new Unturned((Conv2d) layer) : layer);
  }
  Optimizer momentum = new Momentum(net.parameters(), 0.01);
  DataLoader loader = new DataLoader(Cifar10.sample().train().limit(400), 4, 1);
  double[] means = new double[6];
  int step = 0;
  for (int epoch = 1; epoch <= 3; epoch++) {
    for (Batch batch : loader.epoch(epoch)) {
      momentum.zeroGrad();
      Loss loss = Loss.crossEntropy(net.forward(batch.x()), batch.labels());
      net.backward(loss.grad());
      momentum.step();
      means[step++ / 50] += loss.value() / 50;
    }
  }
  return means;
}

double[] right = train(false);
double[] broken = train(true);
System.out.println("steps       right   broken");
for (int k = 0; k < 6; k++) {
  System.out.println("%3d to %3d   %.3f   %.3f".formatted(50 * k + 1, 50 * k + 50, right[k], broken[k]));
}

// It learns. The bug's own layer and those after it have right gradients. Why the wrong ones before it do
// so little harm is not measured here; perhaps the first layer matters little so early. Nobody looking at
// these 300 steps would think of a bug. The small test from above sees
// it at once:
// $\sum_i dx_i\,x_i = 2 + 38 - 27 + 40 = 53$, and not 75. So would lesson 1's check.

// ## Exercise 1: count
//
// *Warming up.* How many multiply-adds does a convolution make on its way forward, without padding,
// with the given stride? One photograph of `in` channels with `side` × `side` pixels, `out` filters
// with a kernel of `kernel` × `kernel`. **Predict:** what does a stride of 2 save?

long multiplyAdds(int side, int in, int out, int kernel, int stride) {
  return 0; // your code
}

Exercise one() {
  return Exercise.of("02-where-do-gradients-come-from", 1)
      .expect("conv1: 32, 3, 6, 5, 1", 352_800, () -> multiplyAdds(32, 3, 6, 5, 1), 0)
      .expect("conv2: 14, 6, 16, 5, 1", 240_000, () -> multiplyAdds(14, 6, 16, 5, 1), 0)
      .expect("conv1 with stride 2", 88_200, () -> multiplyAdds(32, 3, 6, 5, 2), 0)
      .expect("kernel as large as the image: 5, 16, 120, 5, 1", 48_000,
          () -> multiplyAdds(5, 16, 120, 5, 1), 0);
}

display(one());

// (The last is `fc1`: a linear layer is a convolution whose kernel covers all.)

// ## Exercise 2: a convolution with a stride
//
// *Middling.* The kernel now moves by `stride` from one place to the next:
// $y_j = \sum_k w_k\,x_{j\cdot\text{stride}+k}$. Write the way back to $x$, which has `length`
// numbers. **Predict:** $w = (1, -1, 2)$, $dy = (1, 10)$, stride 2, length 6: which $dx_i$ are 0?

double[] stridedBackward(double[] w, double[] dy, int stride, int length) {
  return new double[length]; // your code
}

double dxAt(int i, double[] w, double[] dy, int stride, int length) {
  return stridedBackward(w, dy, stride, length)[i];
}

Exercise two() {
  double[] w = {1, -1, 2};
  double[] dy = {1, 10};
  return Exercise.of("02-where-do-gradients-come-from", 2)
      .expect("stride 1, length 4: dx[1]", 9, () -> dxAt(1, w, dy, 1, 4), 0)
      .expect("stride 1, length 4: dx[2]", -8, () -> dxAt(2, w, dy, 1, 4), 0)
      .expect("stride 2, length 6: dx[2]", 12, () -> dxAt(2, w, dy, 2, 6), 0)
      .expect("stride 2, length 6: dx[4]", 20, () -> dxAt(4, w, dy, 2, 6), 0)
      .expect("stride 2, length 6: dx[5]", 0, () -> dxAt(5, w, dy, 2, 6), 0)
      .expect("stride 3, length 6: dx[3]", 10, () -> dxAt(3, w, dy, 3, 6), 0);
}

display(two());

// ## Exercise 3: find the bug
//
// *Middling.* One weight is used twice: $u = w\,x$ and $y = w\,u + u^2$. This is the way back by hand,
// and it is wrong, in two lines of one kind. **Predict:** what should $dw$ and $dx$ be for $w = 2$, $x = 3$,
// if $dy = 1$? Then repair it.

double[] wayBack(double w, double x) {
  double u = w * x;
  double du = 0;
  double dw = 0;
  double dx = 0;
  du += 2 * u;      // u² sends to u
  du = w;           // w·u sends to u
  dw += u;          // w·u sends to w
  dw = du * x;      // w·x sends to w
  dx += du * w;     // w·x sends to x
  return new double[] {dw, dx};
}

Exercise three() {
  return Exercise.of("02-where-do-gradients-come-from", 3)
      .expect("w = 2, x = 3: dw", 48, () -> wayBack(2, 3)[0], 1e-9)
      .expect("w = 2, x = 3: dx", 28, () -> wayBack(2, 3)[1], 1e-9)
      .expect("w = -1, x = 0.5: dw", -1.5, () -> wayBack(-1, 0.5)[0], 1e-9)
      .expect("w = -1, x = 0.5: dx", 2, () -> wayBack(-1, 0.5)[1], 1e-9);
}

display(three());

// ## Exercise 4: diagnose this curve
//
// *Harder.* Five nets of twelve layers, each linear (64 inputs, 64 outputs, no bias) with a ReLU after
// it. The figure shows the length of the gradient on its way back, after 0, 1, … 12 layers, for four
// of them. Which is which?
//
// 1. weights with the variance $2/64$, everything right
// 2. weights as PyTorch starts them, everything right
// 3. weights twice as large as in 1
// 4. weights as in 1, but `backward` forgets the switches of ReLU
// 5. weights as in 1, but `backward` takes all switches of one ReLU for open (nothing comes back through it)
//
// Compute the factor for one layer of each before you look. (A length of 0 is not on a logarithmic axis.)

double[] gradientLengths(int kind) {
  if (kind < 1 || kind > 5) {
    return new double[13];
  }
  Random chance = new Random(4);
  double scale = kind == 2 ? Math.sqrt(1 / (3 * 64.0)) : (kind == 3 ? 2 : 1) * Math.sqrt(2 / 64.0);
  double[][][] w = new double[12][64][64];
  boolean[][] passes = new boolean[12][64];
  double[] y = chance.doubles(64, -1, 1).toArray();
  for (int layer = 0; layer < 12; layer++) {
    double[] next = new double[64];
    for (int o = 0; o < 64; o++) {
      for (int i = 0; i < 64; i++) {
        w[layer][o][i] = scale * chance.nextGaussian();
        next[o] += w[layer][o][i] * y[i];
      }
      passes[layer][o] = next[o] > 0;
      next[o] = Math.max(next[o], 0);
    }
    y = next;
  }
  double[] d = chance.doubles(64, -1, 1).toArray();
  double[] lengths = new double[13];
  for (int back = 0; back <= 12; back++) {
    lengths[back] = Math.sqrt(DoubleStream.of(d).map(v -> v * v).sum());
    if (back < 12) {
      double[] before = new double[64];
      for (int o = 0; o < 64; o++) {
        boolean open = kind == 5 && back == 6;
        double g = !open && (kind == 4 || passes[11 - back][o]) ? d[o] : 0;
        for (int i = 0; i < 64; i++) {
          before[i] += g * w[11 - back][o][i];
        }
      }
      d = before;
    }
  }
  return lengths;
}

double[][] curves = IntStream.of(17, 18, 22, 23).mapToObj(k -> gradientLengths(k ^ 19)).toArray(double[][]::new);

display(Chart.of("How long is the gradient?", "layers on the way back", "length")
    .line("A", curves[0])
    .line("B", curves[1])
    .line("C", curves[2])
    .line("D", curves[3])
    .logY()
    .range(0, 12, 1e-5, 1e5)
    .figure());

// Write down the four numbers. Your diagnosis is run, and held against the curve.

int curveA = 0, curveB = 0, curveC = 0, curveD = 0; // your answers, 1 to 5

Exercise four() {
  int[] answers = {curveA, curveB, curveC, curveD};
  Exercise exercise = Exercise.of("02-where-do-gradients-come-from", 4);
  for (int i = 0; i < 4; i++) {
    int k = i;
    for (int after : new int[] {3, 12}) {
      exercise.expect("%s, after %d layers".formatted("ABCD".charAt(k), after), curves[k][after],
          () -> gradientLengths(answers[k])[after], 1e-6);
    }
  }
  return exercise;
}

display(four());

// ## Exercise 5: the largest of all
//
// *Open.* Which single weight of the 62,006 has the largest gradient for our horse? Predict the layer,
// and whether it is a weight or a bias, and why. Then find it (the gradients in
// `net.parameters()` are those of other photographs: set them to 0 and send the horse through again, forward
// and back), and the largest one of each layer. Is it the weight that matters most for the net? Write
// five sentences.
//
// <details>
// <summary>What a good answer has</summary>
//
// A search over all parameters, with `forward`, `backward` and gradients set to zero before. The
// number, and its formula: which $dz_k$ is the largest, what is multiplied by it for a weight, and
// what for a bias? A look at the table: how do $\|dy\|$ and the size of the inputs change from layer
// to layer? And a word of doubt: the gradient says how the loss changes *for an equally small step* in
// each weight, for one photograph, here and now. It says nothing about how far it is to the best
// value. Making up for such differences between weights is what lessons 5 to 8 are about.
//
// </details>

// ## And as code of your own?
//
// In the [assignment](../../lessons/02-where-do-gradients-come-from/assignment/README.md) of lessons 1
// and 2 you write a central difference, the `backward` of a linear layer with ReLU behind it, and a check
// that finds planted bugs. In the project's folder
//
// ```sh
// mvn -q test -Dlesson=02
// ```
//
// tries them on seventeen tests, ten of which are named for a mistake. **Predict** which of them a batch
// of one example cannot show.

// ## Summary
//
// 1. Along a chain, slopes multiply; where a number takes part several times, what comes back adds up.
// 2. From the loss back, one walk gives all derivatives, since there is one loss and many weights.
// 3. In a product each factor's slope is the other factor: linear layers and convolutions send $g\,x$
//    to the weight and $g\,W$ to the input. ReLU and pools are switches; softmax with cross-entropy
//    begins with $p$ minus what was right.
// 4. A training step of our net takes 2.46 times the multiply-adds of the way forward. Where weights are
//    and where multiplications are is not the same place.
// 5. A random batch's gradient is unbiased: wrong each time, right on average, and its noise falls
//    with $1/\sqrt B$.

// ## Sources
//
// - D. E. Rumelhart, G. E. Hinton and R. J. Williams, *Learning representations by back-propagating
//   errors*, Nature 323, 533–536, 1986.
// - A. G. Baydin, B. A. Pearlmutter, A. A. Radul and J. M. Siskind, *Automatic Differentiation in Machine
//   Learning: a Survey*, JMLR 18, 2018, §3: forward and reverse mode.
// - I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, 2016, §6.5 (back-propagation) and §8.1.3
//   (batches as unbiased estimates).
// - V. Dumoulin and F. Visin, *A guide to convolution arithmetic for deep learning*, arXiv 1603.07285,
//   2016, §4.1: the backward pass of a convolution as multiplication by the transposed matrix.
// - A. Karpathy's *micrograd* (on GitHub) made the scalar tape popular. The net is that of PyTorch's
//   tutorial *Training a Classifier*.
// - The sums of products that agree, the unturned kernel in training and the exhaustive batches were
//   worked out here.
// - In this library: [Linear](../../src/moments/nn/Linear.java),
//   [Conv2d](../../src/moments/nn/Conv2d.java) and their neighbours. What trains in earnest is
//   [Fast](../../src/moments/fast/Fast.java), a faster program for the same sums; a
//   [test](../../tests/moments/fast/FastEqualsPlainTest.java) holds it to the classes that you
//   have read.
//
// **Next:** now that there are gradients, how far should one follow them?
// [Lesson 3](../../notebooks/03-why-a-ceiling.ipynb).

/exit
