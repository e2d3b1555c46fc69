// A map of a surface as SVG, with trails on it and a start that can be moved.
function ({surface: {f, range, minima}, make, drag, marker, number, moved}) {
  const [x0, x1, y0, y1] = range;
  const cells = 160;
  const margin = {left: 46, right: 14, top: 12, bottom: 40};
  let width = 0;
  let height = 0;
  const toX = x => margin.left + (x - x0) / (x1 - x0) * width;
  const toY = y => margin.top + (y1 - y) / (y1 - y0) * height;
  const inside = (value, low, high) => Math.min(high, Math.max(low, value));

  const heights = Array.from({length: cells + 1}, (_, i) =>
    Array.from({length: cells + 1}, (_, j) =>
      f(x0 + (x1 - x0) * j / cells, y0 + (y1 - y0) * i / cells)));
  const sorted = heights.flat().sort((a, b) => a - b);
  // Heights that enclose equally spaced ellipses on any bowl, however steep the walls.
  const levels = Array.from({length: 11}, (_, k) =>
    sorted[Math.floor(((k + 1.5) / 12) ** 2 * (sorted.length - 1))]);

  // The line z = level through each cell, straight between the points where it crosses the edges.
  function contour(level) {
    let path = '';
    const at = (i, j) => [x0 + (x1 - x0) * j / cells, y0 + (y1 - y0) * i / cells];
    for (let i = 0; i < cells; i++) {
      for (let j = 0; j < cells; j++) {
        const corners = [[i, j], [i, j + 1], [i + 1, j + 1], [i + 1, j]];
        const crossings = [];
        corners.forEach(([a, b], k) => {
          const [c, d] = corners[(k + 1) % 4];
          const from = heights[a][b] - level;
          const to = heights[c][d] - level;
          if (from < 0 !== to < 0) {
            const share = from / (from - to);
            const [ax, ay] = at(a, b);
            const [cx, cy] = at(c, d);
            crossings.push([toX(ax + share * (cx - ax)), toY(ay + share * (cy - ay))]);
          }
        });
        for (let k = 0; k + 1 < crossings.length; k += 2) {
          path += `M${crossings[k].map(v => v.toFixed(1))}L${crossings[k + 1].map(v => v.toFixed(1))}`;
        }
      }
    }
    return path;
  }

  // The lower, the bluer: one pixel for each point of the grid, which the browser smooths.
  function shade() {
    const canvas = document.createElement('canvas');
    canvas.width = cells + 1;
    canvas.height = cells + 1;
    const context = canvas.getContext('2d');
    const image = context.createImageData(cells + 1, cells + 1);
    const rank = new Map(sorted.map((z, k) => [z, k / sorted.length]));
    heights.forEach((row, i) => row.forEach((z, j) => {
      const at = 4 * ((cells - i) * (cells + 1) + j);
      image.data.set([64, 110, 190, 110 * (1 - Math.sqrt(rank.get(z))) ** 1.5], at);
    }));
    context.putImageData(image, 0, 0);
    return canvas.toDataURL();
  }

  function ticks(low, high, room) {
    const rough = (high - low) / Math.max(3, room / 55);
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].find(times => times * power >= rough) * power;
    const first = Math.ceil(low / step);
    const decimals = Math.max(0, -Math.floor(Math.log10(step)));
    return Array.from({length: Math.floor(high / step) - first + 1}, (_, k) => (first + k) * step)
      .map(value => [value, (value || 0).toFixed(decimals).replace('-', '−')]);
  }

  const ground = make('g', {});
  const trails = make('g', {});
  const handle = make('g', {class: 'start', tabindex: 0, role: 'button'},
    make('circle', {r: 22, fill: 'transparent'}),
    make('circle', {r: 8, class: 'ring'}),
    make('text', {y: -14, 'text-anchor': 'middle'}, 'start'));
  const element = make('svg', {role: 'group'}, ground, trails, handle);
  let start = [0, 0];

  function move(x, y) {
    start = [inside(x, x0, x1), inside(y, y0, y1)].map(v => Number(v.toPrecision(3)));
    moved(start);
  }
  const pointed = event => {
    const box = element.getBoundingClientRect();
    move(
      x0 + (event.clientX - box.left - margin.left) / width * (x1 - x0),
      y1 - (event.clientY - box.top - margin.top) / height * (y1 - y0));
  };
  drag(handle, pointed);
  element.addEventListener('click', event => {
    if (!handle.contains(event.target)) {
      pointed(event);
    }
  });
  handle.addEventListener('keydown', event => {
    const way = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]}[event.key];
    if (way) {
      const share = event.shiftKey ? 200 : 40;
      move(start[0] + way[0] * (x1 - x0) / share, start[1] + way[1] * (y1 - y0) / share);
      event.preventDefault();
    }
  });

  // Draws the ground anew for a width in pixels.
  function resize(all) {
    width = all - margin.left - margin.right;
    height = Math.round(width * (y1 - y0) / (x1 - x0));
    const tall = height + margin.top + margin.bottom;
    Object.entries({width: all, height: tall, viewBox: `0 0 ${all} ${tall}`})
      .forEach(([key, value]) => element.setAttribute(key, value));
    const box = {x: margin.left, y: margin.top, width, height};
    const clip = `clip${Math.random().toString(36).slice(2)}`;
    ground.replaceChildren(
      make('clipPath', {id: clip}, make('rect', box)),
      make('image', {...box, href: shade(), preserveAspectRatio: 'none'}),
      ...levels.map(level => make('path', {d: contour(level), class: 'contour'})),
      ...ticks(x0, x1, width).map(([x, text]) =>
        make('text', {x: toX(x), y: tall - 24, 'text-anchor': 'middle'}, text)),
      ...ticks(y0, y1, height).map(([y, text]) =>
        make('text', {x: margin.left - 6, y: toY(y) + 4, 'text-anchor': 'end'}, text)),
      make('text', {x: margin.left + width / 2, y: tall - 6, 'text-anchor': 'middle'}, 'θ₁'),
      make('text', {x: 10, y: margin.top + height / 2, 'text-anchor': 'middle'}, 'θ₂'),
      ...minima.map(([x, y]) => make('path', {
        d: 'M-6,0H6M0,-6V6', class: 'minimum', transform: `translate(${toX(x)} ${toY(y)})`,
      }, make('title', {}, 'minimum'))));
    trails.setAttribute('clip-path', `url(#${clip})`);
  }

  // Lines first and points over all of them; where an optimizer has left the map, its trail ends.
  function paint(from, runs, step) {
    start = from;
    const seen = runs.map(({look, rows}) => {
      const shown = rows.slice(0, step + 1).map(({theta}) => theta);
      const lost = shown.findIndex(theta => !theta.every(v => Math.abs(v) < 100));
      return {look, points: (lost < 0 ? shown : shown.slice(0, lost)).map(([x, y]) => [toX(x), toY(y)])};
    });
    trails.replaceChildren(
      ...seen.map(({look, points}) => make('polyline', {
        points: points.map(p => p.map(v => v.toFixed(1))).join(' '), stroke: look.color, class: 'trail',
      })),
      ...seen.flatMap(({look, points}) =>
        points.slice(0, -1).map(([x, y]) => make('circle', {cx: x, cy: y, r: 2, fill: look.color}))),
      ...seen.filter(({points}) => points.length === step + 1)
        .map(({look, points}) =>
          make('g', {transform: `translate(${points[step]})`}, marker(look, make))));
    handle.setAttribute('transform', `translate(${toX(start[0])} ${toY(start[1])})`);
    handle.setAttribute('aria-label',
      `Start, θ₁ = ${number(start[0], 3)}, θ₂ = ${number(start[1], 3)}; arrow keys move it`);
  }
  return {element, resize, paint};
}
