// What a step of Adam is made of, each with its formula, the numbers in it and a bar or an arrow.
function ({colors, make, number}) {
  const row = 46;
  const margin = 8;
  const element = make('svg', {role: 'img'});
  let width = 0;

  function resize(all) {
    width = all;
    Object.entries({width, height: 6 * row + 6, viewBox: `0 0 ${width} ${6 * row + 6}`})
      .forEach(([key, value]) => element.setAttribute(key, value));
  }

  // From the middle to value, of which most fits: an arrow for what has a direction.
  function bar(y, value, most, {color, pointed, name}) {
    const from = width / 2;
    const to = from + value / most * (from - margin);
    const way = Math.sign(value);
    const head = pointed ? Math.min(9, Math.abs(to - from)) : 0;
    const thick = pointed ? 2 : 6;
    const parts = [make('rect', {
      x: Math.min(from, to - way * head), width: Math.max(1, Math.abs(to - from) - head),
      y: y - thick, height: 2 * thick, fill: color,
    })];
    if (head) {
      parts.push(make('path', {d: `M${to},${y}l${-way * head},-7v14Z`, fill: color}));
    }
    return make('g', {'data-name': name, 'data-length': to - from}, ...parts);
  }

  function paint(rows, t, {alpha, beta1, beta2, eps}) {
    const [before, {g: [g], m: [m], v: [v], mHat: [mHat], vHat: [vHat], change: [change]}] =
      [t === 1 ? {m: [0], v: [0]} : rows[t - 1], rows[t]];
    const n = value => number(value, 3);
    const signed = value => (value < 0 ? `(${n(value)})` : n(value));
    const share = value => `${Number(value.toFixed(6))}`;
    const roots = [Math.sqrt(v), Math.sqrt(vHat)];
    // One scale for all steps, so that arrows can be compared while playing.
    const most = Math.max(Number.MIN_VALUE, ...rows.slice(1).flatMap(one =>
      [one.g[0], one.m[0], one.mHat[0], Math.sqrt(one.v[0]), Math.sqrt(one.vHat[0])].map(Math.abs)));
    const longest = Math.max(alpha, ...rows.slice(1).map(one => Math.abs(one.change[0])));
    const lines = [
      {name: 'g', text: `= ${n(g)}, the gradient`, value: g, color: colors.g, pointed: true},
      {name: 'm', text: `= ${share(beta1)}·${signed(before.m[0])} + ${share(1 - beta1)}·${signed(g)} = ${n(m)}`,
        value: m, color: colors.m, pointed: true},
      {name: 'm̂', text: `= m / (1 − ${share(beta1)}${power(t)}) = ${n(mHat)}`, value: mHat, color: colors.m, pointed: true},
      {name: 'v', text: `= ${share(beta2)}·${n(before.v[0])} + ${share(1 - beta2)}·${signed(g)}² = ${n(v)}`,
        value: roots[0], color: colors.v, note: `√v = ${n(roots[0])}`},
      {name: 'v̂', text: `= v / (1 − ${share(beta2)}${power(t)}) = ${n(vHat)}`,
        value: roots[1], color: colors.v, note: `√v̂ = ${n(roots[1])}`},
      {name: 'Δ', text: `= −α·m̂ / (√v̂ + ε) = −α·${signed(mHat)} / ${n(roots[1] + eps)}`,
        value: change, of: longest, color: colors.change, pointed: true},
    ];
    const alphaAt = alpha / longest * (width / 2 - margin);
    element.setAttribute('aria-label', `Step ${t}: ${lines.map(({name, text}) => `${name} ${text}`).join('; ')} = ${n(change)}`);
    element.replaceChildren(
      make('path', {d: `M${width / 2},24V${6 * row}`, class: 'axis'}),
      ...[-1, 1].flatMap(way => [
        make('path', {d: `M${width / 2 + way * alphaAt},${5 * row + 20}v24`, class: 'minimum'}),
        make('text', {x: width / 2 + way * (alphaAt - 6), y: 5 * row + 36, 'text-anchor': way < 0 ? 'start' : 'end'}, way < 0 ? '−α' : 'α'),
      ]),
      ...lines.flatMap(({name, text, value, of = most, note, ...look}, i) => [
        make('text', {x: 2, y: i * row + 14, class: 'formula'}, `${name} ${text}`),
        bar(i * row + 32, value, of, {name, ...look}),
        ...(note ? [make('text', {x: width / 2 - 10, y: i * row + 36, 'text-anchor': 'end'}, note)] : []),
      ]));
  }
  const power = t => `${t}`.replace(/\d/g, d => '⁰¹²³⁴⁵⁶⁷⁸⁹'[d]);
  return {element, resize, paint};
}
