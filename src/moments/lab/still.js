// Writes the figure into the page as a picture that every viewer of notebooks shows: PNG, on white.
(function () {
  const figure = document.getElementById('figure');
  const style = `<style>
    :root { color: #1f2328; --paper: #fff; }
    text { fill: currentColor !important; }
    .textpoint text { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; font-weight: 600; }
  </style>`;
  const sharp = 1.25;
  const plotly = () => Plotly.toImage({
    data: figure.data, layout: Object.assign({}, figure.layout, {paper_bgcolor: 'rgba(0, 0, 0, 0)'}),
  }, {format: 'svg', width: 800, height: figure.layout.height || 450});

  function picture(svg) {
    const image = new Image();
    return new Promise((resolve, reject) => {
      image.onload = () => {
        const canvas = document.createElement('canvas');
        canvas.width = sharp * image.width;
        canvas.height = sharp * image.height;
        const context = canvas.getContext('2d');
        context.fillStyle = '#fff';
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.drawImage(image, 0, 0, canvas.width, canvas.height);
        resolve(canvas.toDataURL('image/png'));
      };
      image.onerror = reject;
      image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    });
  }
  (figure.momentsStill ? figure.momentsStill() : plotly())
    .then(address => decodeURIComponent(address.slice(address.indexOf(',') + 1)))
    .then(svg => picture(svg.replace(/<svg[^>]*>/, open => open + style)))
    .then(address => { document.body.innerHTML = `<pre>${address}</pre>`; });
})();
