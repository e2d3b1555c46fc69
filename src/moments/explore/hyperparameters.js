// A slider for each number in settings, which changes with it; changed is called then.
function (settings, changed, {make, number}) {
  // Each slider goes over powers of ten: of the number itself, or of how far it is from 1.
  const round = value => Number(value.toPrecision(2));
  const tenth = position => round(10 ** (position / 20));
  const fromOne = {low: 0, high: 80, value: p => Number((1 - tenth(-p)).toFixed(6)), position: v => -20 * Math.log10(1 - v)};
  const powers = (low, high) => ({low: 20 * low, high: 20 * high, value: tenth, position: v => 20 * Math.log10(v)});
  const sliders = {
    alpha: {label: 'α', title: 'learning rate', ...powers(-4, 1)},
    beta1: {label: 'β₁', title: 'share of m that a step keeps', ...fromOne},
    beta2: {label: 'β₂', title: 'share of v (in AdaMax, u) that a step keeps', ...fromOne},
    mu: {label: 'μ', title: 'share of the velocity that a step keeps', ...fromOne},
    rho: {label: 'ρ', title: 'share of v that a step keeps', ...fromOne},
    eps: {label: 'ε', title: 'added to the root (in AdaMax, to |g|)', ...powers(-10, 1)},
    weightDecay: {label: 'λ', title: 'weight decay', ...powers(-4, 0)},
  };
  const exact = value => (value < 1e-3 && value > 0
    ? number(value, 3).replace('.0·', '·') : `${value}`);

  return Object.keys(settings).map(key => {
    const {label, title, low, high, value, position} = sliders[key];
    const text = make('output', {});
    const input = make('input', {
      type: 'range', min: low, max: high, 'aria-label': `${label}, ${title}`,
      oninput: () => { settings[key] = value(input.valueAsNumber); write(); changed(); },
    });
    const write = () => {
      text.textContent = exact(settings[key]);
      input.setAttribute('aria-valuetext', text.textContent);
    };
    input.value = Math.round(position(settings[key]));
    write();
    return make('label', {title}, make('i', {}, label), input, text);
  });
}
