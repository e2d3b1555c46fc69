// Draws what Matrix describes, in the text colour of the page around it.
function (id, figure) {
  const div = document.getElementById(id);
  const clear = 'rgba(0, 0, 0, 0)';
  const grey = 'rgba(128, 128, 128, 0.3)';
  const lowest = -9;
  const width = div.clientWidth || 800;
  const narrow = width < 600;
  const cell = 24;

  // A gap where the value does not exceed the threshold; JSON has null for what is not finite.
  const shown = (value, threshold) => value === null || value > threshold;
  const depth = value => value === null ? 1 : Math.max(lowest, Math.min(1, Math.log10(value)));
  const heights = threshold => figure.values.map(row =>
    row.map(value => shown(value, threshold) ? depth(value) : null));
  const hover = figure.values.map((row, i) => row.map((value, j) =>
    `${figure.rows[i]}<br>${figure.columns[j]}: ${value === null ? '∞' : value.toPrecision(3)}`));
  // The mark tells a cell that counts from one that does not without its colour.
  const marks = threshold => figure.values.flatMap(row =>
    row.map(value => shown(value, threshold) ? '×' : '·'));
  // Readable on its cell, or, where there is none, on a light page and a dark one.
  const inks = threshold => figure.values.flatMap(row => row.map(value =>
    !shown(value, threshold) ? '#888888' : depth(value) > -2 ? '#ffffff' : '#222222'));
  const heading = count => ({
    text: narrow ? `${figure.title}<br>${count}` : `${figure.title}: ${count}`,
    x: 0, xref: 'paper', xanchor: 'left', y: 1, yref: 'container', yanchor: 'top', pad: {t: 12},
    font: {size: narrow ? 13 : 17},
  });

  const [first] = figure.frames;
  const longest = Math.max(...figure.rows.map(name => name.length));
  const left = Math.round(longest * (narrow ? 5.2 : 6.6)) + 14;
  const highest = Math.max(...figure.columns.map(name => name.length));
  const top = (narrow ? 54 : 44) + Math.round(highest * (narrow ? 4.8 : 6));
  const bottom = 100;
  const plot = cell * figure.rows.length;
  const data = [{
    type: 'heatmap', x: figure.columns, y: figure.rows, z: heights(first.threshold),
    text: hover, hoverinfo: 'text', xgap: 2, ygap: 2, zmin: lowest, zmax: 1,
    colorscale: [[0, 'rgb(250, 226, 177)'], [0.5, 'rgb(231, 137, 92)'], [1, 'rgb(160, 28, 96)']],
    showscale: !narrow, hoverongaps: false,
    colorbar: {
      thickness: 12, outlinewidth: 0, len: 1, tickvals: [-8, -6, -4, -2, 0],
      ticktext: ['1e−8', '1e−6', '1e−4', '0.01', '1'],
    },
  }, {
    type: 'scatter', mode: 'text', hoverinfo: 'skip',
    x: figure.rows.flatMap(() => figure.columns),
    y: figure.rows.flatMap(name => figure.columns.map(() => name)),
    text: marks(first.threshold), textfont: {size: 13, color: inks(first.threshold)},
  }];
  const layout = {
    title: heading(first.count), showlegend: false, hovermode: 'closest',
    xaxis: {
      type: 'category', side: 'top', showgrid: false, fixedrange: true, tickangle: -60,
      tickfont: {size: narrow ? 10 : 12}, linecolor: grey,
    },
    yaxis: {
      type: 'category', autorange: 'reversed', showgrid: false, fixedrange: true, ticks: '',
      tickfont: {size: narrow ? 10 : 12}, linecolor: grey,
    },
    paper_bgcolor: clear, plot_bgcolor: clear, height: top + plot + bottom,
    margin: {l: left, r: narrow ? 34 : 20, t: top, b: bottom},
    sliders: [{
      y: -20 / plot, yanchor: 'top', x: 0, len: 1, pad: {t: 0},
      bgcolor: grey, bordercolor: grey, tickcolor: grey,
      currentvalue: {prefix: `${figure.label} = `},
      steps: figure.frames.map(({label, threshold, count}) => ({
        label, method: 'update',
        args: [
          {
            z: [heights(threshold), null], text: [hover, marks(threshold)],
            'textfont.color': [null, inks(threshold)],
          },
          {title: heading(count)},
        ],
      })),
    }],
  };
  div.style.height = `${layout.height}px`;
  document.head.insertAdjacentHTML('beforeend', `<style>
    #${id} .infolayer text, #${id} .menulayer text, #${id} .xtick text, #${id} .ytick text {
      fill: currentColor !important;
    }
    </style>`);
  Plotly.newPlot(div, data, layout, {responsive: true, displayModeBar: false});
}
