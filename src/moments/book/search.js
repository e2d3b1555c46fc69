// Finds sections by their words. Lunr and the sections are loaded when the reader turns to the search.
(() => {
  const {base} = document.currentScript.dataset;
  const box = document.querySelector('.search');
  const input = box.querySelector('input');
  const found = box.querySelector('.found');
  const most = 12;
  const around = 70;
  let searching;

  const load = file => new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `${base}assets/${file}`;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });

  // Greek letters, subscripts and accents count as the plain letters that readers type.
  const plain = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = text => plain(text).match(/[\p{L}\p{N}]+/gu) || [];

  async function index() {
    await Promise.all([load('lunr.js'), load('sections.js')]);
    const builder = new lunr.Builder();
    builder.ref('address');
    builder.field('heading', {boost: 8});
    builder.field('page', {boost: 2});
    builder.field('text');
    for (const {address, heading, page, text} of momentsSections) {
      builder.add({address, heading: words(heading), page: words(page), text: words(text)});
    }
    return {
      index: builder.build(),
      sections: new Map(momentsSections.map(section => [section.address, section])),
    };
  }

  // Every word, or a word that begins with it, must be there; a plural finds the singular.
  function sections({index, sections}, terms) {
    const {presence, wildcard} = lunr.Query;
    const results = index.query(query => {
      for (const term of terms) {
        query.term(term.replace(/(?<=[^s]{2})s$/, ''), {presence: presence.REQUIRED, wildcard: wildcard.TRAILING});
        query.term(term, {boost: 3});
      }
    });
    return results.slice(0, most).map(({ref}) => sections.get(ref));
  }

  // The words around the first place where a term stands, with that place marked.
  function excerpt(text, term) {
    const pieces = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)];
    const hit = pieces.find(([word]) => plain(word).startsWith(term));
    const start = hit ? Math.max(0, text.lastIndexOf(' ', Math.max(0, hit.index - around)) + 1) : 0;
    const line = document.createElement('span');
    if (!hit) {
      line.textContent = `${text.slice(0, 2 * around)} …`;
      return line;
    }
    const mark = document.createElement('mark');
    mark.textContent = hit[0];
    const after = hit.index + hit[0].length;
    const end = text.lastIndexOf(' ', after + around);
    line.append(start ? '… ' : '', text.slice(start, hit.index), mark, text.slice(after, Math.max(after, end)), ' …');
    return line;
  }

  async function show() {
    const terms = words(input.value);
    searching ||= index();
    const results = terms.length ? sections(await searching, terms) : [];
    if (terms.join() !== words(input.value).join()) {
      return; // the reader has typed on
    }
    const links = results.map(({address, page, heading, text}) => {
      const link = document.createElement('a');
      const title = document.createElement('b');
      link.href = base + address;
      title.textContent = heading === page ? page : `${page} › ${heading}`;
      link.append(title, excerpt(text, terms[0]));
      return link;
    });
    found.replaceChildren(...(links.length ? links : ['Nothing found.']));
    found.hidden = !terms.length;
  }

  input.addEventListener('focus', () => { searching ||= index(); });
  input.addEventListener('input', show);
  document.addEventListener('click', ({target}) => {
    if (target !== input) {
      found.hidden = true;
    }
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      found.hidden = true;
    } else if (event.key === '/' && !event.target.closest('input, select, textarea')) {
      event.preventDefault();
      input.focus();
    }
  });
  box.hidden = false;
})();
