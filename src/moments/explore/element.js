// An element of HTML or SVG; an attribute that starts with "on" is what listens to that event.
function (name, attributes, ...children) {
  const drawing = /^(svg|g|path|circle|rect|image|text|polyline|clipPath|title)$/.test(name);
  const element = drawing
    ? document.createElementNS('http://www.w3.org/2000/svg', name)
    : document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else {
      element.setAttribute(key, value);
    }
  });
  element.append(...children);
  return element;
}
