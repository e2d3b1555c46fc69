function base() {
  var config = document.getElementById("jupyter-config-data");
  return config ? JSON.parse(config.textContent).baseUrl : document.body.dataset.baseUrl;
}
function library() {
  if (window.Plotly) {
    return Promise.resolve();
  }
  if (!window.momentsPlotly) {
    window.momentsPlotly = fetch(base() + "kernelspecs/java/plotly.js")
      .then(function (reply) {
        if (!reply.ok) {
          throw new Error("plotly.js: " + reply.status);
        }
        return reply.text();
      })
      .then(function (source) {
        // Hidden from RequireJS; and the page's MathJax, newer than plotly.js knows, hidden from it.
        new Function("define", "module", "exports", "MathJax", source)();
      });
  }
  return window.momentsPlotly;
}
library().then(draw).catch(function (error) {
  console.warn(error);
});
