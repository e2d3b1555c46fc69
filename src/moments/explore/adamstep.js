// One step of Adam taken apart: what AdamStep describes, and every number anew whenever one changes.
function (id, content, parts) {
  const {rules, gradients: history, drag, ingredients, hyperparameters, player, element: make, number, theme, style} = parts;
  const {optimizers, follow} = rules();
  const own = 'your own';
  const root = document.getElementById(id);
  const count = content.gradients.length;
  let gradients = [...content.gradients];
  let settings = {};
  let rows = [];
  let step = count;

  const names = make('select', {'aria-label': 'gradients', onchange: () => choose(names.value)},
    ...[...Object.keys(content.histories), own].map(name => make('option', {value: name}, name)));
  const panel = make('fieldset', {class: 'moments-settings'});
  const result = make('output', {class: 'moments-result'});
  const bar = player({
    count, first: step - 1, name: 'step', make, show: frame => { step = frame + 1; paint(); return `step ${step}`; },
  });
  const chart = history({
    count, colors: content.colors, make, drag, number, picked: t => bar.go(t - 1),
    moved: (t, g) => { gradients[t - 1] = g; names.value = own; paint(); },
  });
  const apart = ingredients({colors: content.colors, make, number});

  // "Your own" are those that the figure was made with, or those on the screen after a move.
  function choose(name) {
    gradients = [...(content.histories[name] || content.gradients)];
    chart.scale(gradients);
    paint();
  }

  function reset() {
    settings = {alpha: content.alpha, ...optimizers.adam.defaults};
    const back = make('button', {type: 'button', onclick: () => { reset(); paint(); }}, 'reset');
    panel.replaceChildren(make('div', {class: 'moments-row'}, 'Adam', back),
      ...hyperparameters(settings, paint, {make, number}));
  }

  function paint() {
    rows = follow('adam', [0], (_, t) => [gradients[t - 1]], settings, count);
    const changes = rows.slice(1).map(row => row.change[0] / settings.alpha);
    chart.paint(gradients, changes, step);
    apart.paint(rows, step, settings);
    result.textContent = `Step ${step}: Δ = ${number(changes[step - 1], 3)} α = ${number(rows[step].change[0], 3)}`;
    root.momentsRows = rows;
  }

  const place = make('div', {class: 'moments-map moments-step'}, chart.element, apart.element);
  function fit(width) {
    chart.resize(width);
    apart.resize(width);
    bar.again();
  }

  root.setAttribute('data-lm-suppress-shortcuts', 'true');
  root.addEventListener('keydown', event => event.stopPropagation());
  root.classList.add('moments');
  root.replaceChildren(make('style', {}, style),
    make('div', {class: 'moments-head'}, names, result),
    make('div', {class: 'moments-sides'},
      make('div', {class: 'moments-left'}, place, bar.element),
      make('div', {class: 'moments-right'}, panel)));
  theme(root);
  const same = name => content.histories[name].every((g, i) => g === gradients[i]);
  names.value = Object.keys(content.histories).find(same) || own;
  chart.scale(gradients);
  reset();
  let last = 0;
  const look = () => {
    if (place.clientWidth && place.clientWidth !== last) {
      last = place.clientWidth;
      fit(last);
    }
  };
  new ResizeObserver(look).observe(place);
  fit(place.clientWidth || 640);
  // Both drawings below each other, as one picture.
  root.momentsStill = () => {
    fit(640);
    const tall = [chart, apart].map(({element}) => Number(element.getAttribute('height')));
    const lower = apart.element.cloneNode(true);
    lower.setAttribute('y', tall[0]);
    const svg = make('svg', {
      xmlns: 'http://www.w3.org/2000/svg', class: 'moments-map moments-step',
      width: 640, height: tall[0] + tall[1], viewBox: `0 0 640 ${tall[0] + tall[1]}`,
    }, make('style', {}, style), chart.element.cloneNode(true), lower);
    fit(last || 640);
    return Promise.resolve(`data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`);
  };
}
