// Before anything is drawn: light or dark as the reader chose it, else as the system has it.
(() => {
  let chosen;
  try {
    chosen = localStorage.getItem('moments-theme');
  } catch {
    // Some browsers keep nothing for pages from a disk.
  }
  if (chosen) {
    document.documentElement.dataset.theme = chosen;
  }
})();
