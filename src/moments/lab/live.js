// Each update replaces the HTML, but keeps the plot's element, which therefore does not flicker.
function plot() {
  if (!window.momentsLive || window.momentsLive.id !== "PLACE_plot") {
    window.momentsLive = document.createElement("div");
    window.momentsLive.id = "PLACE_plot";
  }
  return window.momentsLive;
}
function show(target, data, layout, config) {
  layout.xaxis.range = [0, STEPS];
  layout.uirevision = "the same, so that a reader's zoom stays";
  window.Plotly.react(target, data, layout, config);
}
function draw() {
  var place = document.getElementById("PLACE");
  if (place) {
    place.replaceChildren(plot());
    FIGURE
  }
}
