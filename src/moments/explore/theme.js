// Native controls as dark or light as the page around them, which its text colour tells.
function (root) {
  const look = () => {
    if (!root.isConnected) {
      return; // JupyterLab takes cells out of the page while they are out of sight
    }
    const [r, g, b] = getComputedStyle(root).color.match(/[\d.]+/g).map(Number);
    root.style.colorScheme = 0.3 * r + 0.6 * g + 0.1 * b > 128 ? 'dark' : 'light';
  };
  look();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', look);
  // JupyterLab says there which theme it shows.
  new MutationObserver(look).observe(document.body, {attributeFilter: ['data-jp-theme-light']});
}
