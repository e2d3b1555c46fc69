import static moments.lab.Display.*;

// # 0. Where do you start?
//
// *Reading: 8 minutes. Running: 1 second.*
//
// Most networks that you have heard of were trained with Adam: five lines that decide, weight by weight,
// how to change a network so that it errs less. This course derives these five lines, in Java, from
// what you know already: how to program, and what a derivative is. At its end you can write Adam from
// a blank page, tell a wrong one from a right one, and say when it is the right choice at all.
//
// It is twelve lessons. Each asks one question, derives the answer beside the code that computes it,
// shows it in a figure that you can move, and ends in exercises that check themselves. Nothing is hidden in
// a framework: every line that runs here is in this project, and the lessons show the lines that
// matter. All of it runs offline and without a graphics card; online, lesson 12 fetches more photographs.

// ## How does a cell run?
//
// A notebook is a page with *cells*. Click into the next one and press Shift and Enter: it runs, its
// output appears below it, and the next cell is selected. A value in the last line of a cell is shown.

double alpha = 0.1;
double theta = 1;
double g = theta; // the gradient of θ²/2 is θ itself
display(theta - alpha * g);

// That was one step of gradient descent, $\theta \leftarrow \theta - \alpha g$: from 1 to 0.9, a little
// further down the parabola $\theta^2/2$. What a cell declares stays there for the cells after it. Change
// `alpha` to 2, run the cell again, and see where the step leads.
//
// Four more things to know:
//
// - *Predict.* Where a lesson says **Predict**, write down an answer before you run the cell below it. A wrong
//   guess that you wrote down teaches more than a right answer that you read.
// - *Figures* move: they can be dragged, played and stepped through, by mouse, finger and keyboard.
// - *It is yours.* `mvn -q compile exec:java -Dexec.args=lab` opens copies of the notebooks; write in them as
//   you like. If you lose your way, *Kernel → Restart Kernel and Run All Cells* starts afresh.
// - *Without Jupyter*, each lesson runs in JShell as well: `mvn -q compile exec:java
//   -Dexec.args="jshell 08"`.

// ## How does an exercise check itself?
//
// You fill in a method, run its cell, and then run the cell that checks it. This one wants a step of gradient
// descent, for any θ, g and α.
//
// **Predict:** as it stands, the method returns θ unchanged. Which of the three cases is right already?

import moments.lesson.*;

double step(double theta, double g, double alpha) {
  return theta; // your code
}

Exercise one() {
  return Exercise.of("00-start", 1)
      .expect("θ = 1, g = 1, α = 0.1", 0.9, () -> step(1, 1, 0.1), 1e-12)
      .expect("θ = 3, g = 0, α = 0.1", 3, () -> step(3, 0, 0.1), 1e-12)
      .expect("θ = −2, g = −4, α = 0.5", 0, () -> step(-2, -4, 0.5), 1e-12);
}

display(one());

// The one in the middle: where the gradient is 0, a step goes nowhere. Put the rule in, run both cells again,
// and all three are right. When a case fails, a hint can be unfolded; it does not give the answer away.

// ## Where do the twelve lessons lead?
//
// ```text
// 1 is it right?  2 where from?
//         \       /
//      3 why a ceiling?
//         /       \
// 4 memory     5 a rate for each
//     |            |
//     |        6 how to forget?
//     |            |
//     |        7 bias correction
//         \       /
//       8 what is Adam?
//     /     |      |      \
// 9 wrong  10    11     12 or
//    one? fails? after?  SGD?
// ```
//
// | | The question | Minutes | It helps to know |
// |---|---|---|---|
// | 1 | [Is this gradient right?](../../notebooks/01-is-this-gradient-right.ipynb) | 40 | |
// | 2 | [Where do gradients come from?](../../notebooks/02-where-do-gradients-come-from.ipynb) | 60 | 1 |
// | 3 | [Why does the learning rate have a ceiling?](../../notebooks/03-why-a-ceiling.ipynb) | 40 | |
// | 4 | [What does memory buy?](../../notebooks/04-what-does-memory-buy.ipynb) | 40 | 3 |
// | 5 | [Why one learning rate for all?](../../notebooks/05-why-one-learning-rate-for-all.ipynb) | 35 | 3 |
// | 6 | [How to forget?](../../notebooks/06-how-to-forget.ipynb) | 35 | 5 |
// | 7 | [What does bias correction buy, and what not?](../../notebooks/07-what-does-bias-correction-buy.ipynb) | 45 | 6 |
// | 8 | [What is Adam?](../../notebooks/08-what-is-adam.ipynb) | 35 | |
// | 9 | [Which Adam is wrong?](../../notebooks/09-which-adam-is-wrong.ipynb) | 35 | 8 |
// | 10 | [When does Adam fail?](../../notebooks/10-when-does-adam-fail.ipynb) | 40 | 8 |
// | 11 | [What came after?](../../notebooks/11-what-came-after.ipynb) | 45 | 8 |
// | 12 | [Adam or SGD on CIFAR-10?](../../notebooks/12-adam-or-sgd.ipynb) | 55 | 8 |
//
// The minutes are for reading; exercises come on top, about as long again. Lesson 8 recalls what it needs from
// lessons 3 to 7, so that it can be read first.

// ## Which way is yours?
//
// **An evening**, an hour and a half. Lesson 8, with its figures, and lesson 12 for what comes of it.
// Do only the first exercise of each.
//
// **A weekend.** Saturday: lessons 3 to 7, three hours and a quarter of reading; do one exercise in each, the
// one that says *diagnose this curve*. Sunday: lessons 8 and 9, then the
// [assignment](../../lessons/08-what-is-adam/assignment/README.md), which grades an Adam that you write from a
// blank page; lesson 12 for the end.
//
// **A term.** A lesson a week, in order, with all exercises; the open questions at the ends are for
// discussion. Six lessons end in an [assignment](../../lessons/students.md) that grades itself, and the course in a
// milestone: your own convolution and your own Adam learn CIFAR-10. Or take, for a project, an optimizer that the
// course does not have, write it as a class of `moments.optim` with a test against its authors' numbers, and compare
// it as lesson 12 does.

// ## What to keep at hand
//
// - [Glossary](../../lessons/glossary.md): the words, and the lesson that explains each.
// - [Symbols](../../lessons/symbols.md): the letters, and what papers, PyTorch and the code call the same thing.
// - [Cheat sheet](../../lessons/cheat-sheet.md): all update rules on one page, to print.
// - [Formulas](../../lessons/formulas.md): the line of code for each formula.
// - [README](../../README.md): the library, and the job that compares SGD with Adam on photographs.

/exit
