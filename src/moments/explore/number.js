// A number with as many significant digits as asked for, zeros at the end included, so that columns
// line up; one fewer where a power of ten takes the room.
function (value, digits) {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  }
  if (value === 0) {
    return '0';
  }
  const exponent = Number(value.toExponential(digits - 1).split('e')[1]);
  if (exponent > -4 && exponent < 6) {
    return value.toFixed(Math.max(0, digits - 1 - exponent)).replace('-', '−');
  }
  const [mantissa, power] = value.toExponential(digits - 2).split('e');
  const raised = power.replace('+', '').replace('-', '⁻').replace(/\d/g, d => '⁰¹²³⁴⁵⁶⁷⁸⁹'[d]);
  return `${mantissa}·10${raised}`.replace('-', '−');
}
