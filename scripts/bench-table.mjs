/** The table that `npm run bench` prints, and what counts as a target met. */

const targetPattern = /^(>=|≥|>|<=|≤|<)\s*(\d+(?:\.\d+)?)$/u

/**
 * Whether a row meets its target. A target such as `>= 0.8` or `< 4` speaks of the ratio, or of the value where the row has
 * no ratio (memory). A bare number means "at least".
 *
 * @returns {boolean | null} null where the row states no target or was not measured. @throws Error on a target that says neither.
 */
export function isMet({ name, value, ratio, target }) {
  if (target === undefined || target === null) {
    return null
  }
  const measured = ratio ?? value
  if (typeof measured !== 'number' || Number.isNaN(measured)) {
    return null
  }
  const match = targetPattern.exec(typeof target === 'number' ? `>= ${target}` : target)
  if (match === null) {
    throw new Error(`The target of "${name}" is not understood: ${target}`)
  }
  const limit = Number(match[2])
  switch (match[1]) {
    case '>=':
    case '≥':
      return measured >= limit
    case '>':
      return measured > limit
    case '<=':
    case '≤':
      return measured <= limit
    default:
      return measured < limit
  }
}

function shown(number) {
  if (typeof number !== 'number') {
    return number === undefined || number === null ? '–' : String(number)
  }
  return number >= 100 ? number.toFixed(0) : number.toPrecision(3)
}

function verdict(row) {
  const met = isMet(row)
  if (met === null) {
    return row.target === undefined || row.target === null ? '' : 'not measured'
  }
  return met ? 'met' : 'MISSED'
}

/** The rows as a Markdown table whose columns line up, so that it can be pasted as it is. */
export function tableOf(rows) {
  const header = ['what', 'value', 'unit', 'peer', 'ratio', 'target', '']
  const cells = rows.map((row) => [
    row.name,
    shown(row.value),
    row.unit ?? '',
    row.peer ?? '',
    shown(row.ratio),
    String(row.target ?? ''),
    verdict(row),
  ])
  const widths = header.map((title, column) => Math.max(title.length, 1, ...cells.map((line) => line[column].length)))
  const isNumber = [false, true, false, false, true, false, false]
  const line = (values) =>
    `| ${values.map((value, column) => (isNumber[column] ? value.padStart(widths[column]) : value.padEnd(widths[column]))).join(' | ')} |`
  const rule = `|${widths.map((width, column) => (isNumber[column] ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`
  return [line(header), rule, ...cells.map(line)].join('\n')
}
