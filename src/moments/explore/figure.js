// Draws what Chart, Slides and Trails describe, in the text colour of the page around it.
function (id, figure) {
  const div = document.getElementById(id);
  const grey = 'rgba(128, 128, 128, 0.3)';
  const clear = 'rgba(0, 0, 0, 0)';
  const line = 15;

  const axis = ({title, log, range}) => ({
    title: {text: title, standoff: 8}, type: log ? 'log' : 'linear', range,
    showgrid: !figure.relief, gridcolor: grey, zeroline: !figure.relief, zerolinecolor: grey,
    linecolor: grey, hoverformat: '.4g', exponentformat: log ? 'power' : 'none',
    separatethousands: true, nticks: log ? 6 : 0, automargin: true,
  });
  const curve = ({name, x, y, mode, color, symbol, dash}) => ({
    type: 'scatter', name, x, y, mode, line: {color, dash, width: 2},
    marker: {color, symbol, size: 7, opacity: 1, line: {width: 0}},
  });
  const relief = ({x, y, z}) => ({
    type: 'contour', x, y, z, hoverinfo: 'skip', showscale: false, showlegend: false,
    autocontour: false, contours: {start: 150, end: 950, size: 100},
    colorscale: [[0, 'rgba(110, 130, 160, 0.06)'], [1, 'rgba(110, 130, 160, 0.06)']],
    line: {color: 'rgba(128, 128, 128, 0.5)', width: 0.7},
  });
  // The start's name goes where no trail does: away from the middle of the map.
  const side = ([x]) => x < (figure.x.range[0] + figure.x.range[1]) / 2 ? 'left' : 'right';
  const mark = ({name, x, y}) => ({
    type: 'scatter', x, y, mode: 'markers+text', text: [name], cliponaxis: false,
    textposition: name === 'start' ? `middle ${side(x)}` : 'bottom right',
    showlegend: false, hoverinfo: 'skip',
    marker: {color: clear, size: 10, line: {color: '#888888', width: 2}},
  });
  const heading = text => ({
    text, x: 0, xref: 'paper', xanchor: 'left',
    y: 1, yref: 'container', yanchor: 'top', pad: {t: 12},
  });

  const data = figure.lines.map(curve);
  const names = data.map(({name}) => 45 + 7 * name.length);
  const wide = (div.clientWidth || 800) - 80;
  const fits = names.reduce((a, b) => a + b) <= wide;
  const inRow = fits ? names.length : Math.max(1, Math.floor(wide / Math.max(...names)));
  const columns = figure.columns || [];
  const rows = columns.length ? 2 + columns[0].texts[0].split('<br>').length : 0;
  const animated = figure.frames || figure.steps;
  const plot = Math.round(Math.min(figure.relief ? 400 : 350, wide / (figure.aspect || 1)));
  const top = 50 + 20 * Math.ceil(names.length / inRow);
  const bottom = 60 + (animated ? 75 : 0) + (rows ? rows * line + 30 : 0);
  const under = pixels => -pixels / plot;

  // A column of the table under the slider, as it is at one step; the first never changes.
  function cells({head, texts}, i, step) {
    const [first, ...rest] = head.split(' ');
    const title = rest.length ? `${first}<br>${rest.join(' ')}` : `&nbsp;<br>${head}`;
    const side = i ? 'right' : 'left';
    return {
      text: `${title || '&nbsp;'}<br>${texts[Math.min(step, texts.length - 1)]}`,
      x: i && (i + 0.15) / (columns.length - 0.85), xanchor: side, align: side, showarrow: false, font: {size: wide < 600 && columns.length > 4 ? 10 : 11},
      xref: 'paper', yref: 'paper', y: under(150), yanchor: 'top',
    };
  }

  const slides = (figure.frames || []).map(({label, title, lines}) => ({
    label, data: lines, traces: lines.map((_, i) => i), layout: {title: heading(title)},
  }));
  const steps = Array.from({length: figure.steps ? figure.steps + 1 : 0}, (_, step) => ({
    label: `${step}`,
    data: data.map(({x, y}) => ({
      x: x.slice(0, step + 1), y: y.slice(0, step + 1),
      marker: {size: x.slice(0, step + 1).map((_, i) => i < step ? 4 : 10)},
    })),
    traces: data.map((_, i) => i),
    layout: {annotations: columns.map((column, i) => cells(column, i, step))},
  }));
  const frames = [...slides, ...steps].map((frame, i) => ({name: `${i}`, ...frame}));

  const layout = {
    title: heading(figure.title), xaxis: axis(figure.x), yaxis: axis(figure.y),
    paper_bgcolor: clear, plot_bgcolor: clear,
    showlegend: true, legend: {orientation: 'h', x: 0, y: 1.01, yanchor: 'bottom', bgcolor: clear},
    modebar: {bgcolor: clear, color: '#888888', activecolor: '#888888'},
    hovermode: 'closest', margin: {l: 60, r: 20, t: top, b: bottom}, height: top + plot + bottom,
  };
  if (figure.square) {
    Object.assign(layout.yaxis, {scaleanchor: 'x', constrain: 'domain'});
    Object.assign(layout.xaxis, {constrain: 'domain', constraintoward: 'left'});
  }
  if (animated) {
    const at = figure.steps || 0;
    const jump = {mode: 'immediate', frame: {duration: 0, redraw: true}, transition: {duration: 0}};
    const pace = Math.min(500, Math.max(80, 12000 / frames.length));
    const play = {...jump, fromcurrent: true, frame: {duration: pace, redraw: true}};
    if (figure.steps) {
      data.forEach((trace, i) => {
        const {x, y, marker} = frames[at].data[i];
        Object.assign(trace, {x, y, mode: 'lines+markers', marker: {...trace.marker, ...marker}});
      });
      layout.annotations = frames[at].layout.annotations;
      data.unshift(relief(figure.relief));
      data.push(...figure.marks.map(mark));
      frames.forEach(frame => { frame.traces = frame.traces.map(i => i + 1); });
    }
    layout.sliders = [{
      y: under(65), yanchor: 'top', x: 0.2, len: 0.8, pad: {t: 0}, active: at,
      bgcolor: grey, bordercolor: grey, tickcolor: grey,
      currentvalue: {prefix: figure.steps ? 'step ' : `${figure.label} = `},
      steps: frames.map(({name, label}) => ({label, method: 'animate', args: [[name], jump]})),
    }];
    layout.updatemenus = [{
      type: 'buttons', direction: 'left', x: 0, xanchor: 'left', y: under(65), yanchor: 'top',
      pad: {t: 15}, showactive: false, bgcolor: clear, bordercolor: grey,
      buttons: [
        {label: '▶', method: 'animate', args: [null, play]},
        {label: '❚❚', method: 'animate', args: [[null], jump]},
      ],
    }];
  }
  div.style.height = `${layout.height}px`;
  document.head.insertAdjacentHTML('beforeend',
    `<style>#${id} .main-svg > g:not(.hoverlayer) text { fill: currentColor !important; }</style>`);
  Plotly.newPlot(div, data, layout, {
    responsive: true, displaylogo: false,
    modeBarButtonsToRemove: ['select2d', 'lasso2d', 'autoScale2d', 'toggleSpikelines',
      'hoverClosestCartesian', 'hoverCompareCartesian'],
  }).then(() => Plotly.addFrames(div, frames));
}
