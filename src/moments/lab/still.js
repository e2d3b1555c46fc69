// Writes the figure into the page as the address of a picture, light or dark as its reader has it.
(function () {
  const figure = document.getElementById('figure');
  const large = 150000;
  const style = `<style>
    :root { color: #1f2328; --paper: #fff; background: var(--paper) !important; }
    @media (prefers-color-scheme: dark) { :root { color: #e6e8eb; --paper: #15181c; } }
    text { fill: currentColor !important; }
    .textpoint text { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; font-weight: 600; }
  </style>`;
  const plotly = () => Plotly.toImage({
    data: figure.data, layout: Object.assign({}, figure.layout, {paper_bgcolor: 'rgba(0, 0, 0, 0)'}),
  }, {format: 'svg', width: 800, height: figure.layout.height || 450});
  // A tenth of a pixel is enough for a line, and what is opaque anyway need not say so.
  const shorter = svg => svg
    .replace(/ (d|transform|points)="[^"]*"/g, path => path.replace(/(\.\d)\d+/g, '$1'))
    .replace(/ style="opacity: 1; stroke-width: 0px; fill: ([^;]*); fill-opacity: 1;"/g, ' fill="$1"');

  // Contours and the marks of many steps are smaller as pixels.
  function pixels(address) {
    const image = new Image();
    return new Promise((resolve, reject) => {
      image.onload = () => {
        const canvas = document.createElement('canvas');
        canvas.width = 1.5 * image.width;
        canvas.height = 1.5 * image.height;
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
        resolve(canvas.toDataURL('image/webp'));
      };
      image.onerror = reject;
      image.src = address;
    });
  }
  (figure.momentsStill ? figure.momentsStill() : plotly())
    .then(address => {
      const svg = shorter(decodeURIComponent(address.slice(address.indexOf(',') + 1)))
        .replace(/<svg[^>]*>/, open => open + style);
      const whole = `data:image/svg+xml,${encodeURIComponent(svg)}`;
      return svg.length < large ? whole : pixels(whole);
    })
    .then(address => { document.body.innerHTML = `<pre>${address}</pre>`; });
})();
