// The gradients as bars that can be dragged, and below each the step that it leads to, in units of α.
function ({count, colors, make, drag, number, picked, moved}) {
  const margin = {left: 34, right: 6};
  const upper = {top: 20, height: 120};
  const lower = {top: 176, height: 90};
  const tall = 274;
  let column = 0;
  let limit = 1;
  let most = 1;
  let values = [];

  const middle = ({top, height}) => top + height / 2;
  const toX = t => margin.left + (t - 0.5) * column;
  const toY = g => middle(upper) - g / limit * upper.height / 2;
  const subscript = t => `${t}`.replace(/\d/g, d => '₀₁₂₃₄₅₆₇₈₉'[d]);
  const ground = make('g', {});
  const bars = make('g', {});
  const grips = Array.from({length: count}, (_, i) => grip(i + 1));
  const element = make('svg', {role: 'group', 'aria-label': 'Gradients, and the steps that they lead to'},
    ground, bars, ...grips);

  function set(t, g) {
    moved(t, Number(Math.min(limit, Math.max(-limit, g)).toPrecision(3)));
  }
  const pointed = (t, event) =>
    set(t, (middle(upper) - (event.clientY - element.getBoundingClientRect().top)) / upper.height * 2 * limit);

  function grip(t) {
    const handle = make('g', {class: 'start', tabindex: 0, role: 'slider', 'aria-orientation': 'vertical',
      'aria-label': `g${subscript(t)}, gradient of step ${t}`},
    make('circle', {r: 18, fill: 'transparent'}), make('circle', {r: 6.5, class: 'ring'}));
    drag(handle, event => pointed(t, event));
    handle.addEventListener('keydown', event => {
      const step = limit / (event.shiftKey ? 100 : 20);
      const to = {
        ArrowUp: values[t - 1] + step, ArrowRight: values[t - 1] + step, Home: -limit, End: limit,
        ArrowDown: values[t - 1] - step, ArrowLeft: values[t - 1] - step,
      }[event.key];
      if (to !== undefined) {
        set(t, Math.abs(to) < 1e-9 * limit ? 0 : to);
        event.preventDefault();
      }
    });
    return handle;
  }

  // Room for the largest gradient, and for three times a usual one.
  function scale(gradients) {
    const sizes = gradients.map(Math.abs).filter(size => size > 0).sort((a, b) => a - b);
    limit = sizes.length
      ? Number(Math.max(3 * sizes[sizes.length >> 1], 1.2 * sizes[sizes.length - 1]).toPrecision(2)) : 1;
  }

  function resize(width) {
    column = (width - margin.left - margin.right) / count;
    Object.entries({width, height: tall, viewBox: `0 0 ${width} ${tall}`})
      .forEach(([key, value]) => element.setAttribute(key, value));
  }

  const text = (x, y, content, anchor = 'middle') => make('text', {x, y, 'text-anchor': anchor}, content);
  const level = (y, kind) => make('path', {d: `M${margin.left},${y}H${margin.left + count * column}`, class: kind});

  function paint(gradients, changes, step) {
    values = gradients;
    most = Math.max(1.25, ...changes.map(change => 1.1 * Math.abs(change)));
    const toStep = change => middle(lower) - change / most * lower.height / 2;
    const bar = (t, from, to, color) => make('rect', {
      x: toX(t) - 0.25 * column, width: 0.5 * column, y: Math.min(from, to), height: Math.max(1, Math.abs(to - from)),
      fill: color, opacity: t > step ? 0.35 : 1,
    });
    ground.replaceChildren(
      make('rect', {x: toX(step) - column / 2, width: column, y: 0, height: tall, class: 'chosen'}),
      text(margin.left, 12, 'gradient gₜ: drag one', 'start'),
      text(margin.left - 6, toY(limit) + 10, number(limit, 2), 'end'), text(margin.left - 6, toY(0) + 4, '0', 'end'),
      text(margin.left - 6, toY(-limit), number(-limit, 2), 'end'), level(toY(0), 'axis'),
      text(margin.left, lower.top - 6, 'the step Δₜ', 'start'),
      ...[1, 0, -1].map(change => text(margin.left - 6, toStep(change) + 4, ['−α', '0', 'α'][change + 1], 'end')),
      level(toStep(1), 'contour'), level(toStep(0), 'axis'), level(toStep(-1), 'contour'));
    bars.replaceChildren(...gradients.flatMap((g, i) => [
      bar(i + 1, toY(0), toY(g), colors.g),
      bar(i + 1, toStep(0), toStep(changes[i]), colors.change),
      text(toX(i + 1), upper.top + upper.height + 14, `${i + 1}`),
      make('rect', {
        x: toX(i + 1) - column / 2, width: column, y: upper.top + upper.height, height: tall - upper.top - upper.height,
        fill: 'transparent', class: 'pick', onclick: () => picked(i + 1),
      }),
    ]));
    grips.forEach((handle, i) => {
      handle.setAttribute('transform', `translate(${toX(i + 1)} ${toY(gradients[i])})`);
      Object.entries({valuemin: -limit, valuemax: limit, valuenow: gradients[i], valuetext: number(gradients[i], 3)})
        .forEach(([key, value]) => handle.setAttribute(`aria-${key}`, value));
    });
  }
  return {element, scale, resize, paint};
}
