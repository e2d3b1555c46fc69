// Draws what Chart, Slides and Trajectories describe, in the text colour of the page around it.
// Every frame is computed from its number alone, so that it is the same in any order of visits.
function (id, figure, {number, theme, player, card, marker, element: make, style}) {
  const root = document.getElementById(id);
  const grey = 'rgba(128, 128, 128, 0.3)';
  const clear = 'rgba(0, 0, 0, 0)';
  const font = {size: 13, family: 'system-ui, sans-serif'};
  const isMap = 'relief' in figure;
  const frames = figure.frames || figure.steps + 1 || 0;
  const count = Array.isArray(frames) ? frames.length : frames;
  const hidden = new Set();
  let frame = isMap ? count - 1 : 0;

  // With few ticks, a logarithmic axis leaves out the 2 and 5 between the powers of ten.
  const axis = ({title, log, range}, room) => ({
    title: {text: title, standoff: 8}, type: log ? 'log' : 'linear', range: range && [...range],
    showgrid: !isMap, gridcolor: grey, zeroline: !isMap, zerolinecolor: grey,
    linecolor: grey, exponentformat: log ? 'power' : 'none', separatethousands: true,
    nticks: log ? Math.min(6, Math.max(2, Math.round(room / 60))) : 0, automargin: true, tickfont: font,
    tickformatstops: log ? [] : [1, 2, 3, 4].map(digits => ({
      dtickrange: [0.9 * 10 ** -digits, 0.9 * 10 ** (1 - digits)], value: `,.${digits}f`,
    })),
  });
  const told = ({name, x, y}) => ({
    text: x.map((value, i) => `${number(value, 4)}, ${number(y[i], 4)}`),
    hovertemplate: `%{text}<extra>${name.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</extra>`,
  });
  const curve = line => ({
    ...told(line), visible: hidden.has(line.name) ? 'legendonly' : true, showlegend: true, type: 'scatter', name: line.name, x: [...line.x], y: [...line.y], mode: line.mode,
    line: {color: line.color, dash: line.dash, width: 2},
    marker: {color: line.color, symbol: line.symbol, size: 7, opacity: 1, line: {width: 0}},
  });
  // Upside down: each contour fills what is beyond it, and so the valleys get darkest.
  const relief = () => ({
    type: 'contour', ...figure.relief, z: figure.relief.z.map(row => row.map(z => -z)),
    hoverinfo: 'skip', showscale: false, showlegend: false,
    autocontour: false, contours: {start: -950, end: -50, size: 100},
    colorscale: [[0, 'rgba(64, 110, 190, 0.045)'], [1, 'rgba(64, 110, 190, 0.045)']],
    line: {color: 'rgba(128, 128, 128, 0.5)', width: 0.7},
  });
  const mark = ({name, x, y}) => ({
    type: 'scatter', x: [...x], y: [...y], mode: 'markers+text', text: [name], cliponaxis: false,
    textposition: name === 'start' ? 'top center' : 'bottom center', textfont: font, showlegend: false, hoverinfo: 'skip',
    marker: {color: clear, symbol: 'circle', size: 12, line: {color: '#888888', width: 2}},
  });

  // All trails first, so that no line crosses another's points, and the names over everything.
  function trails(step) {
    const lines = figure.lines.map(line => {
      const x = line.x.slice(0, step + 1);
      const y = line.y.slice(0, step + 1);
      return {...line, x, y};
    });
    return [
      relief(),
      ...lines.map(line => ({
        ...curve(line), mode: 'lines', legendgroup: line.name, showlegend: false, hoverinfo: 'skip', hovertemplate: '',
      })),
      ...lines.map(line => ({
        ...curve(line), mode: 'markers', legendgroup: line.name,
        marker: {color: line.color, symbol: line.symbol, opacity: 1, line: {width: 0}, size: line.x.map((_, i) => i < step ? 4 : 11)},
      })),
      ...figure.marks.map(mark),
    ];
  }
  const slide = i => figure.lines.map((line, k) => curve({...line, ...frames[i].lines[k]}));
  const data = () => (isMap ? trails(frame) : count ? slide(frame) : figure.lines.map(curve));
  const title = () => (count && !isMap ? frames[frame].title : figure.title);

  function layout(wide) {
    const tall = isMap ? (wide - 75) / figure.aspect : Math.min(400, Math.max(240, 0.55 * wide));
    const whole = {
      xaxis: axis(figure.x, wide - 75), yaxis: axis(figure.y, tall), font, width: wide,
      height: Math.round(10 + tall + 60),
      paper_bgcolor: clear, plot_bgcolor: clear, showlegend: false,
      modebar: {bgcolor: clear, color: '#888888', activecolor: '#3892f0'},
      hovermode: 'closest', margin: {l: 60, r: 15, t: 10, b: 60},
    };
    if (figure.note) {
      whole.annotations = [{text: figure.note, x: 0.5, y: 0.5, xref: 'paper', yref: 'paper', showarrow: false, font}];
    }
    if (figure.square) {
      Object.assign(whole.yaxis, {scaleanchor: 'x', constrain: 'domain'});
      Object.assign(whole.xaxis, {constrain: 'domain', constraintoward: 'left'});
    }
    return whole;
  }

  const heading = make('p', {class: 'moments-title'});
  const plot = make('div', {class: 'moments-plot'});
  const cards = make('div', {class: 'moments-cards'});
  const dashes = {dash: '7 4', dot: '2 3', dashdot: '7 3 2 3', longdashdot: '10 3 2 3'};
  const sample = line => make('svg', {width: 34, height: 20, viewBox: '-17 -10 34 20', 'aria-hidden': true},
    ...(/lines/.test(line.mode) ? [make('path', {
      d: 'M-16,0H16', stroke: line.color, 'stroke-width': 2.5, 'stroke-dasharray': dashes[line.dash] || 'none',
    })] : []),
    ...(isMap || /markers/.test(line.mode) ? [make('g', {transform: 'scale(.75)'}, marker(line, make))] : []));
  // One press hides a line, another shows it again.
  const legend = make('div', {class: 'moments-legend'}, ...figure.lines.map(line => {
    const entry = make('button', {
      type: 'button', title: 'show or hide', 'aria-pressed': true,
      onclick: () => {
        hidden[hidden.has(line.name) ? 'delete' : 'add'](line.name);
        entry.setAttribute('aria-pressed', !hidden.has(line.name));
        draw();
      },
    }, sample(line), line.name);
    return entry;
  }));
  const config = {
    displaylogo: false,
    modeBarButtonsToRemove: ['select2d', 'lasso2d', 'autoScale2d', 'toggleSpikelines',
      'hoverClosestCartesian', 'hoverCompareCartesian'],
  };
  function draw() {
    heading.textContent = title();
    Plotly.react(plot, data(), layout(plot.clientWidth || 760), config);
    cards.replaceChildren(...(figure.tables || []).map(({rows, ...look}) => card(
      look, rows.map(({name, values}) => ({name, values: values.map(all => all[frame])})), {make, marker, number})));
  }
  const bar = count && player({
    count, first: frame, name: isMap ? 'step' : figure.label, make,
    show(to) {
      frame = to;
      draw();
      return isMap ? `step ${frame}` : `${figure.label} = ${frames[frame].label}`;
    },
  });

  root.classList.add('moments');
  root.setAttribute('data-lm-suppress-shortcuts', 'true');
  const left = make('div', {class: 'moments-left'}, legend, plot, ...(bar ? [bar.element] : []));
  root.replaceChildren(make('style', {}, style), heading, make('div', {class: 'moments-sides'}, left, ...(isMap ? [cards] : [])));
  if (isMap) {
    left.style.flex = `0 1 ${Math.round(75 + 560 * figure.aspect)}px`;
  }
  theme(root);
  const show = () => (bar ? bar.again() : draw());
  show();
  let last = plot.clientWidth;
  new ResizeObserver(() => {
    if (plot.clientWidth && plot.clientWidth !== last) {
      last = plot.clientWidth;
      show();
    }
  }).observe(plot);
  // A picture of it as it is, with its title and a legend.
  root.momentsStill = () => {
    const whole = layout(800);
    const names = figure.lines.map(({name}) => 50 + 8 * name.length);
    const inRow = names.reduce((a, b) => a + b) < 720 ? names.length : Math.max(1, Math.floor(720 / Math.max(...names)));
    const head = 40 + 22 * Math.ceil(names.length / inRow);
    whole.title = {text: title(), x: 0, xref: 'paper', xanchor: 'left', y: 1, yref: 'container', yanchor: 'top', pad: {t: 12}};
    whole.legend = {orientation: 'h', x: 0, y: 1.01, yanchor: 'bottom', bgcolor: clear, font, itemsizing: isMap ? 'constant' : 'trace'};
    whole.showlegend = true;
    whole.margin.t += head;
    whole.height += head;
    // Straight pieces between the points of the grid, and written as such: a third of the size.
    const straight = address => encodeURIComponent(decodeURIComponent(address)
      .replace(/[CQ](?:[-\d.,]+ )+([-\d.,]+)/g, 'L$1'));
    const plain = data().map(trace =>
      (trace.type === 'contour' ? {...trace, line: {...trace.line, smoothing: 0}} : trace));
    return Plotly.toImage({data: plain, layout: whole}, {format: 'svg', width: 800, height: whole.height})
      .then(address => `data:image/svg+xml,${straight(address.slice(address.indexOf(',') + 1))}`);
  };
}
