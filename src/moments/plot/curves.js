// What Tablesaw cannot say: one click hides a line and its band, only lines have hover labels, and
// text takes the colour of the page around it. On a telephone, the buttons would cover the title.
function (div, data, layout, config) {
  const grey = 'rgba(128, 128, 128, 0.3)';
  const clear = 'rgba(0, 0, 0, 0)';
  const narrow = div.clientWidth > 0 && div.clientWidth < 600;

  data.forEach(trace => {
    trace.legendgroup = trace.name.replace(/, band$/, '');
    trace.hoverinfo = trace.fill || trace.line.dash === 'dash' ? 'skip' : 'all';
  });
  [layout.xaxis, layout.yaxis].forEach(axis => Object.assign(axis, {
    title: {text: axis.title, standoff: 8}, gridcolor: grey, linecolor: grey, zerolinecolor: grey,
    exponentformat: 'none', separatethousands: true, hoverformat: '.4g', automargin: true,
    tickformatstops: [1, 2, 3, 4].map(digits => ({
      dtickrange: [0.9 * 10 ** -digits, 0.9 * 10 ** (1 - digits)], value: `,.${digits}f`,
    })),
  }));
  Object.assign(layout, {
    title: {
      text: narrow ? layout.title.replace(' (', '<br>(') : layout.title,
      x: 0, xref: narrow ? 'container' : 'paper', xanchor: 'left', font: {size: narrow ? 15 : 17},
      y: 1, yref: 'container', yanchor: 'top', pad: {t: 12},
    },
    paper_bgcolor: clear, plot_bgcolor: clear, width: null, height: 480, font: {size: 13},
    legend: {orientation: 'h', x: 0, y: 1.01, yanchor: 'bottom', bgcolor: clear},
    modebar: {bgcolor: clear, color: '#888888', activecolor: '#888888'},
    hovermode: 'closest', margin: {l: 60, r: 20, t: narrow ? 110 : 80, b: 60},
  });
  config.displayModeBar = !narrow;
  config.modeBarButtonsToRemove = ['select2d', 'lasso2d', 'autoScale2d', 'toggleSpikelines',
    'hoverClosestCartesian', 'hoverCompareCartesian'];
  if (!div.matches('.js-plotly-plot')) {
    document.head.insertAdjacentHTML('beforeend',
      `<style>#${div.id} .main-svg > g:not(.hoverlayer) text { fill: currentColor !important; }</style>`);
  }
}
