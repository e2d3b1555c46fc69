// The page's colours, the legend below, the size of the window.
const dark = matchMedia('(prefers-color-scheme: dark)');
const narrow = matchMedia('(max-width: 600px)');

function dress(layout) {
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const clear = 'rgba(0, 0, 0, 0)';
  const label = axis => ({text: axis.title.text || axis.title, standoff: 8});
  const name = (layout.title.text || layout.title).replace('<br>(', ' (');
  const title = narrow.matches ? name.replace(' (', '<br>(') : name;
  const axis = {gridcolor: css('--rule'), linecolor: css('--faint'), zeroline: false, automargin: true};
  return {
    ...layout,
    title: {text: title, x: 0, xref: 'container', xanchor: 'left', font: {size: 16}},
    xaxis: {...layout.xaxis, ...axis, title: label(layout.xaxis)},
    yaxis: {...layout.yaxis, ...axis, hoverformat: '.4g', title: label(layout.yaxis)},
    width: null, height: null,
    paper_bgcolor: clear, plot_bgcolor: clear,
    font: {color: css('--ink'), family: 'system-ui, sans-serif', size: 13},
    margin: {l: 50, r: 10, t: narrow.matches ? 65 : 50, b: 50},
    legend: {orientation: 'h', x: 0, y: -0.22, yanchor: 'top'},
    modebar: {bgcolor: clear, color: css('--faint'), activecolor: css('--ink')},
    hovermode: 'x unified', hoverlabel: {bgcolor: css('--paper'), bordercolor: css('--rule')},
    dragmode: narrow.matches ? false : 'zoom',
  };
}

const newPlot = Plotly.newPlot;
Plotly.newPlot = (div, data, layout, config) => newPlot(div, data, dress(layout), config);

function redress() {
  for (const figure of document.querySelectorAll('figure')) {
    Plotly.react(figure, figure.data, dress(figure.layout));
  }
}
dark.addListener(redress);
narrow.addListener(redress);
