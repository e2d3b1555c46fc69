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
        // RequireJS is not to see it, and it not the page's MathJax, which is newer than it knows.
        new Function("define", "module", "exports", "MathJax", source)();
      });
  }
  return window.momentsPlotly;
}
library().then(draw).catch(function (error) {
  console.warn(error);
});
