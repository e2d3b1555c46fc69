// Draws what Chart, Slides and Trails describe, in the text colour of the page around it.
function (id, figure) {
  const div = document.getElementById(id);
  const grey = 'rgba(128, 128, 128, 0.3)';
  const clear = 'rgba(0, 0, 0, 0)';
  document.head.insertAdjacentHTML('beforeend',
    `<style>#${id} .main-svg > g:not(.hoverlayer) text { fill: currentColor !important; }</style>`);

  const axis = ({title, log, range}) => ({
    title: {text: title, standoff: 8}, type: log ? 'log' : 'linear', range,
    gridcolor: grey, zerolinecolor: grey, linecolor: grey, hoverformat: '.4g',
    exponentformat: 'power', automargin: true,
  });

  const trace = line => ({
    type: 'scatter', name: line.name, x: line.x, y: line.y, mode: line.mode,
    line: {color: line.color, dash: line.dash, width: line.width},
    marker: {color: line.color, symbol: line.symbol, size: 8},
  });

  const hills = ({x, y, z}) => ({
    type: 'contour', x, y, z, hoverinfo: 'skip', showscale: false,
    autocontour: false, contours: {start: 0.1, end: 0.95, size: 0.1},
    colorscale: [[0, 'rgba(110, 130, 160, 0.09)'], [1, 'rgba(110, 130, 160, 0.09)']],
    line: {color: 'rgba(128, 128, 128, 0.5)', width: 0.7},
  });

  const data = [...(figure.hills ? [hills(figure.hills)] : []), ...figure.lines.map(trace)];
  const columns = figure.columns || [];
  const frames = (figure.frames || []).map(({name, lines, title}, k) => {
    const frame = {name, data: [], traces: [], layout: {}};
    if (lines) {
      frame.data = lines;
      frame.traces = lines.map((_, i) => i);
      frame.layout.title = heading(title);
    } else {
      for (const i of figure.moving) {
        const {x, y} = data[i];
        frame.traces.push(i);
        frame.data.push({
          x: x.slice(0, k + 1), y: y.slice(0, k + 1),
          marker: {size: x.slice(0, k + 1).map((_, step) => step == k ? 11 : 4)},
        });
      }
      frame.layout.annotations = columns.map(column => cell(column, k));
    }
    return frame;
  });

  function heading(text) {
    return {text, x: 0, xref: 'paper', xanchor: 'left', y: 1, yref: 'container', yanchor: 'top', pad: {t: 12}};
  }

  const below = columns.length ? columns[0].texts[0].split('<br>').length * 15 + 10 : 0;
  const bottom = frames.length ? 130 + below : 60;
  const height = 70 + 350 + bottom;

  // Of the table below the slider, one column at one step.
  function cell({x, align, texts}, k) {
    return {
      text: texts[k], align, xanchor: align, x, xref: 'paper',
      y: -130 / 350, yref: 'paper', yanchor: 'top', showarrow: false, font: {size: 11},
    };
  }

  const layout = {
    title: heading(figure.title),
    xaxis: axis(figure.x), yaxis: axis(figure.y),
    paper_bgcolor: clear, plot_bgcolor: clear,
    legend: {orientation: 'h', x: 0, y: 1.01, yanchor: 'bottom'},
    showlegend: true, hovermode: 'closest',
    margin: {l: 60, r: 15, t: 70, b: bottom}, height, autosize: true,
  };
  if (figure.square) {
    layout.yaxis.scaleanchor = 'x';
  }
  if (frames.length) {
    const at = figure.start;
    const still = {mode: 'immediate', frame: {duration: 0, redraw: true}, transition: {duration: 0}};
    const play = {...still, fromcurrent: true, frame: {duration: figure.pace, redraw: true}};
    const first = frames[at];
    first.traces.forEach((i, k) => Object.assign(data[i], {
      ...first.data[k], marker: {...data[i].marker, ...first.data[k].marker},
    }));
    Object.assign(layout, first.layout);
    const row = {y: -60 / 350, yanchor: 'top', bordercolor: grey};
    layout.sliders = [{
      ...row, active: at, x: 0.2, len: 0.8, pad: {t: 0}, bgcolor: grey, tickcolor: grey,
      currentvalue: {prefix: figure.label, xanchor: 'left'},
      steps: frames.map(({name}) => ({label: name, method: 'animate', args: [[name], still]})),
    }];
    layout.updatemenus = [{
      ...row, type: 'buttons', direction: 'left', x: 0, xanchor: 'left', pad: {t: 15}, showactive: false,
      bgcolor: clear,
      buttons: [
        {label: '▶', method: 'animate', args: [null, play]},
        {label: '❚❚', method: 'animate', args: [[null], still]},
      ],
    }];
  }
  Plotly.newPlot(div, data, layout, {responsive: true, displaylogo: false})
    .then(() => Plotly.addFrames(div, frames));
}
