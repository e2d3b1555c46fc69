// What the book asks of KaTeX and Prism.
function formula(tex, display) {
  // Letters such as α need not be written as commands.
  return katex.renderToString(tex, {displayMode: display, strict: false});
}
function java(code) {
  return Prism.highlight(code, Prism.languages.java, 'java');
}
