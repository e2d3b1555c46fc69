// The switch between light and dark.
(() => {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const button = document.querySelector('.switch');
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches);
  function show() {
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.title = `Show the book ${isDark() ? 'light' : 'dark'}`;
    // Where figures look, because that is how JupyterLab announces its theme.
    document.body.dataset.jpThemeLight = !isDark();
  }
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    try {
      localStorage.setItem('moments-theme', root.dataset.theme);
    } catch {
      // Then it holds for this page alone.
    }
    show();
  });
  system.addEventListener('change', show);
  show();
  button.hidden = false;
})();

// A button on each piece of code that copies it.
for (const block of document.querySelectorAll('.code')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    const code = block.querySelector('code');
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = 'Selected';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
  block.append(button);
}

// What is wider than the page can be scrolled with the keyboard too.
(() => {
  const wide = document.querySelectorAll('main pre, main table, .katex-display, .output > div');
  const check = target => {
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
    } else {
      target.removeAttribute('tabindex');
    }
  };
  const resized = new ResizeObserver(all => all.forEach(each => check(each.target)));
  wide.forEach(each => resized.observe(each));
  document.fonts.ready.then(() => wide.forEach(check));
})();

// The contents of a long book begin at this page.
(() => {
  const contents = document.querySelector('.contents');
  const here = contents.querySelector('.here');
  if (here) {
    contents.scrollTop = here.offsetTop - 60;
  }
})();

// On paper nothing is folded away but answers and hints.
(() => {
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details.output:not([open])')];
    opened.forEach(each => { each.open = true; });
  });
  addEventListener('afterprint', () => opened.forEach(each => { each.open = false; }));
})();
