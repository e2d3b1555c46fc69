// One optimizer's numbers after a step: a row for each quantity, a column for each variable.
function (look, rows, {make, marker, number}) {
  const icon = make('svg', {width: 18, height: 18, viewBox: '-10 -10 20 20', 'aria-hidden': true}, marker(look, make));
  return make('table', {},
    make('caption', {}, icon, look.label),
    ...rows.map(({name, values}) => make('tr', {}, make('th', {scope: 'row'}, name),
      ...values.map(value => make('td', {colspan: values.length === 1 ? 2 : 1},
        value === null || value === undefined ? '–' : number(value, 4))))));
}
