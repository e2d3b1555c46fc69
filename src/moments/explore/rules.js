// The update rules of moments.optim and the surfaces of Surfaces, in the browser. Numbers that the
// library keeps as floats are rounded to floats here after each operation, so that both agree.
function () {
  const float = Math.fround;
  const average = (beta, x, next) => float(float(float(beta) * x) + float(float(1 - beta) * next));
  const times = (a, b) => float(a * b);
  const plus = (a, b) => float(a + b);
  const power = (beta, t) => Math.exp(t * Math.log(beta));
  const root = (v, eps) => plus(float(Math.sqrt(v)), float(eps));
  const square = g => times(g, g);

  const adamState = (s, g, {beta1, beta2}) => {
    s.m = average(beta1, s.m, g);
    s.v = average(beta2, s.v, square(g));
  };
  const adam = (theta, g, s, h) => {
    adamState(s, g, h);
    const mHat = times(s.m, h.correction1);
    const vHat = times(s.v, h.correction2);
    return float(theta - float(times(h.alpha, mHat) / root(vHat, h.eps)));
  };

  // Each changes the state s of one element and returns its new θ; h has the hyperparameters.
  const updates = {
    sgd: (theta, g, s, h) => float(theta - times(h.alpha, g)),
    momentum(theta, g, s, h) {
      s.v = plus(times(float(h.mu), s.v), g);
      return float(theta - times(h.alpha, s.v));
    },
    nesterov(theta, g, s, h) {
      s.v = plus(times(float(h.mu), s.v), g);
      return float(theta - times(h.alpha, plus(g, times(float(h.mu), s.v))));
    },
    adagrad(theta, g, s, h) {
      s.v = plus(s.v, square(g));
      return float(theta - float(times(h.alpha, g) / root(s.v, h.eps)));
    },
    rmsprop(theta, g, s, h) {
      s.v = average(h.rho, s.v, square(g));
      return float(theta - float(times(h.alpha, g) / root(s.v, h.eps)));
    },
    adam,
    adamax(theta, g, s, h) {
      s.m = average(h.beta1, s.m, g);
      s.u = Math.max(times(float(h.beta2), s.u), plus(Math.abs(g), float(h.eps)));
      return float(theta - float(times(times(h.alpha, h.correction1), s.m) / s.u));
    },
    amsgrad(theta, g, s, h) {
      adamState(s, g, h);
      s.vHat = Math.max(s.vHat, s.v);
      return float(theta - float(times(h.alpha, s.m) / root(s.vHat, h.eps)));
    },
    adamw(theta, g, s, h) {
      return adam(times(theta, float(1 - h.alpha * h.weightDecay)), g, s, h);
    },
  };

  const adams = {beta1: 0.9, beta2: 0.999, eps: 1e-8};
  const optimizers = {
    sgd: {state: [], defaults: {}},
    momentum: {state: ['v'], defaults: {mu: 0.9}},
    nesterov: {state: ['v'], defaults: {mu: 0.9}},
    adagrad: {state: ['v'], defaults: {eps: 1e-10}},
    rmsprop: {state: ['v'], defaults: {rho: 0.99, eps: 1e-8}},
    adam: {state: ['m', 'v'], corrected: true, defaults: adams},
    adamax: {state: ['m', 'u'], defaults: adams},
    amsgrad: {state: ['m', 'v', 'vHat'], defaults: adams},
    adamw: {state: ['m', 'v'], corrected: true, defaults: {...adams, weightDecay: 0.01}},
  };

  // Learning rates at which each optimizer shows what is typical of it.
  const alphas = {
    sgd: 0.4, momentum: 0.05, nesterov: 0.05, adagrad: 1, rmsprop: 0.05,
    adam: 0.2, adamax: 0.2, amsgrad: 0.05, adamw: 0.2,
  };
  const surfaces = {
    bowl: {
      f: (x, y) => 0.1 * x * x + 2 * y * y,
      gradient: (x, y) => [0.2 * x, 4 * y],
      range: [-6, 6, -3, 3], start: [-5, -2], minima: [[0, 0]], alphas,
    },
    rotated: {
      f: (x, y) => 0.05 * (x + y) * (x + y) + (x - y) * (x - y),
      gradient(x, y) {
        const along = 0.1 * (x + y);
        const across = 2 * (x - y);
        return [along + across, along - across];
      },
      range: [-6, 6, -6, 6], start: [-4.95, -2.12], minima: [[0, 0]], alphas,
    },
    rosenbrock: {
      f: (x, y) => (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x),
      gradient: (x, y) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
      range: [-2, 2, -1, 3], start: [-1.2, 1], minima: [[1, 1]],
      alphas: {...alphas, sgd: 0.001, momentum: 0.0005, nesterov: 0.0005},
    },
    saddle: {
      f: (x, y) => x * x / 2 + y * y * y * y / 4 - y * y / 2,
      gradient: (x, y) => [x, y * y * y - y],
      range: [-2, 2, -1.5, 1.5], start: [-1.5, 0.01], minima: [[0, 1], [0, -1]], alphas,
    },
  };

  // As the library does: what has decayed to almost nothing becomes 0.
  const tiny = 2 ** -77;
  const flush = x => float(plus(x, tiny) - tiny);

  // All steps from the start on: θ after step t, and g, the state and the change of θ in it.
  function follow(optimizer, start, gradient, hyperparameters, steps) {
    const {state, corrected} = optimizers[optimizer];
    const h = {...hyperparameters, alpha: float(hyperparameters.alpha)};
    let theta = start.map(float);
    const s = theta.map(() => Object.fromEntries(state.map(name => [name, 0])));
    const rows = [{t: 0, theta}];
    for (let t = 1; t <= steps; t++) {
      if ('beta1' in h) {
        h.correction1 = float(1 / (1 - power(h.beta1, t)));
        h.correction2 = float(1 / (1 - power(h.beta2, t)));
      }
      const before = theta;
      const g = gradient(before, t).map(float);
      theta = before.map((x, i) => updates[optimizer](x, g[i], s[i], h));
      if (t % 16 === 0) {
        s.forEach(one => state.forEach(name => { one[name] = flush(one[name]); }));
      }
      const row = {t, theta, g};
      state.forEach(name => { row[name] = s.map(one => one[name]); });
      if (corrected) {
        row.mHat = s.map(one => times(one.m, h.correction1));
        row.vHat = s.map(one => times(one.v, h.correction2));
      }
      row.change = theta.map((x, i) => x - before[i]);
      rows.push(row);
    }
    return rows;
  }

  // The same on a surface, with f after each step.
  function run(optimizer, surface, start, hyperparameters, steps) {
    const {f, gradient} = surfaces[surface];
    return follow(optimizer, start, theta => gradient(...theta), hyperparameters, steps)
      .map(row => ({...row, f: f(...row.theta)}));
  }
  return {optimizers, surfaces, follow, run};
}
