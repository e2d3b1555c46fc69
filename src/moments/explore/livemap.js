// The live map: all that LiveMap's content names, and every number anew whenever the reader moves one.
function (id, content, parts) {
  const {rules: makeRules, hyperparameters, map, drag, player, card, element: make, marker, number, theme, style} = parts;
  const rules = makeRules();
  const steps = 200;
  const root = document.getElementById(id);
  const chosen = new Set(content.shown);
  let surface = content.surface;
  let step = content.step;
  let start = [];
  let settings = {};
  let selected = content.shown[content.shown.length - 1];

  function reset() {
    const {alphas, start: usual} = rules.surfaces[surface];
    start = usual;
    settings = Object.fromEntries(Object.entries(rules.optimizers).map(([name, {defaults}]) =>
      [name, {alpha: alphas[name], ...defaults}]));
  }

  let drawn = null;
  const place = make('div', {class: 'moments-map'});
  const formula = make('span', {class: 'moments-formula'});
  const surfaces = make('select', {'aria-label': 'surface', onchange: () => show(surfaces.value)},
    ...content.surfaces.map(({name, label}) => make('option', {value: name}, label)));
  const chips = make('div', {class: 'moments-chips', role: 'group', 'aria-label': 'optimizers'});
  const panel = make('fieldset', {class: 'moments-settings'});
  const cards = make('div', {class: 'moments-cards'});
  const right = make('div', {class: 'moments-right'}, chips, panel);
  const bar = player({
    count: steps + 1, first: content.step, name: 'step', make, show: t => { step = t; paint(); return `step ${t}`; },
  });
  const icon = look => make('svg',
    {width: 18, height: 18, viewBox: '-10 -10 20 20', 'aria-hidden': true}, marker(look, make));

  function show(name) {
    surface = name;
    surfaces.value = name;
    reset();
    drawn = map({
      surface: rules.surfaces[surface], make, drag, marker, number, moved: to => { start = to; paint(); },
    });
    place.replaceChildren(drawn.element);
    formula.textContent = content.surfaces.find(one => one.name === name).formula;
    drawn.element.setAttribute('aria-label', `Map of ${formula.textContent} with the trails of the optimizers`);
    chips.replaceChildren(...content.optimizers.map(look => {
      const box = make('input', {
        type: 'checkbox', onchange: () => { chosen[box.checked ? 'add' : 'delete'](look.name); offer(); paint(); },
      });
      box.checked = chosen.has(look.name);
      return make('label', {}, box, icon(look), look.label);
    }));
    offer();
    fit();
  }

  // The sliders of one of the optimizers on the map.
  function offer() {
    const on = content.optimizers.filter(({name}) => chosen.has(name));
    if (!on.length) {
      panel.replaceChildren(make('p', {}, 'Choose an optimizer to see its trail and its numbers.'));
      return;
    }
    selected = chosen.has(selected) ? selected : on[0].name;
    const list = make('select', {'aria-label': 'optimizer to set', onchange: () => { selected = list.value; offer(); }},
      ...on.map(({name, label}) => make('option', {value: name}, label)));
    list.value = selected;
    const back = make('button', {type: 'button', onclick: () => { reset(); offer(); paint(); }}, 'reset all');
    panel.replaceChildren(make('div', {class: 'moments-row'}, list, back),
      ...hyperparameters(settings[selected], paint, {make, number}));
  }

  const symbols = {m: 'm', v: 'v', u: 'u', mHat: 'm̂', vHat: 'v̂'};
  function numbers(name, row) {
    const {state, corrected} = rules.optimizers[name];
    const pair = (symbol, key) => ({name: symbol, values: row[key] || [null, null]});
    return [
      pair('θ', 'theta'), {name: 'f', values: [row.f]}, pair('g', 'g'),
      ...[...state, ...(corrected ? ['mHat', 'vHat'] : [])].map(key => pair(symbols[key], key)),
      pair('Δ', 'change'),
    ];
  }

  function paint() {
    const runs = content.optimizers.filter(({name}) => chosen.has(name))
      .map(look => ({look, rows: rules.run(look.name, surface, start, settings[look.name], steps)}));
    drawn.paint(start, runs, step);
    cards.replaceChildren(...runs.map(({look, rows}) => card(look, numbers(look.name, rows[step]), {make, marker, number})));
    root.momentsRuns = runs;
  }

  function fit() {
    const [x0, x1, y0, y1] = rules.surfaces[surface].range;
    const aspect = (x1 - x0) / (y1 - y0);
    (aspect < 1.5 ? right : root).append(cards); // beside a tall map there is room
    const room = place.clientWidth;
    if (room) {
      drawn.resize(Math.round(Math.min(room, 60 + 580 * aspect)));
      bar.again();
    }
  }

  // Keys that work here are not for the notebook around it: the attribute says so to JupyterLab.
  root.setAttribute('data-lm-suppress-shortcuts', 'true');
  root.addEventListener('keydown', event => event.stopPropagation());
  root.classList.add('moments');
  root.replaceChildren(make('style', {}, style),
    make('div', {class: 'moments-head'}, surfaces, formula),
    make('div', {class: 'moments-sides'},
      make('div', {class: 'moments-left'}, place, bar.element),
      right));
  theme(root);
  show(surface);
  let last = place.clientWidth;
  new ResizeObserver(() => {
    if (place.clientWidth !== last) {
      last = place.clientWidth;
      fit();
    }
  }).observe(place);
  root.momentsStill = () => {
    drawn.resize(800);
    paint();
    const svg = drawn.element.cloneNode(true);
    svg.setAttribute('class', 'moments-map');
    svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    svg.prepend(make('style', {}, style));
    fit();
    return Promise.resolve(`data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`);
  };
}
