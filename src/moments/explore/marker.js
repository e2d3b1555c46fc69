// An optimizer's marker in its colour: Plotly's symbols as paths of radius 1.
function ({symbol, color}, make) {
  const corners = (n, turn, inner = 1) => Array.from({length: n}, (_, k) => {
    const angle = turn + 2 * Math.PI * k / n;
    const r = k % 2 ? inner : 1;
    return `${(r * Math.sin(angle)).toFixed(3)},${(-r * Math.cos(angle)).toFixed(3)}`;
  }).join('L');
  const plus = '-.35,-1L.35,-1L.35,-.35L1,-.35L1,.35L.35,.35L.35,1L-.35,1L-.35,.35L-1,.35L-1,-.35L-.35,-.35';
  const shapes = {
    circle: corners(24, 0), square: corners(4, Math.PI / 4), diamond: corners(4, 0),
    'triangle-up': corners(3, 0), 'triangle-down': corners(3, Math.PI), pentagon: corners(5, 0),
    hexagon: corners(6, 0), star: corners(10, 0, 0.45), cross: plus, x: plus,
    'diamond-wide': '-1.3,0L0,-.7L1.3,0L0,.7', hourglass: '-1,-1L1,-1L-1,1L1,1', bowtie: '-1,-1L1,1L1,-1L-1,1', 'star-diamond': corners(8, 0, 0.55),
  };
  return make('path', {
    d: `M${shapes[symbol]}Z`, fill: color, class: 'marker',
    transform: symbol === 'x' ? 'scale(8) rotate(45)' : 'scale(8)',
  });
}
