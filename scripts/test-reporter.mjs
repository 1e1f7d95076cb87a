/**
 * Reporter for node:test that runs inside each test file and writes what happened as JSON lines:
 * `{kind: 'passed' | 'failed' | 'skipped', name, detail}` for each test, then `{kind: 'end'}`. A file without the last line ended early.
 */

/** An error of a test as text: its message, what was compared, and where; then the same of what caused it, as a property test wraps what it met. */
function describeError(error) {
  const told = []
  for (let next = error?.cause ?? error; next !== undefined && told.length < 5; next = next?.cause) {
    told.push(typeof next?.stack === 'string' ? next.stack : String(next))
  }
  return told.join('\ncaused by ')
}

function isSet(mark) {
  return mark !== undefined && mark !== false
}

/** The result of one test as a line, or null where the event only repeats what its subtests said. */
function resultOf(type, data, name) {
  if (isSet(data.skip)) {
    const reason = typeof data.skip === 'string' && data.skip !== '' ? data.skip : 'NO REASON GIVEN'
    return { kind: 'skipped', name, detail: reason }
  }
  if (isSet(data.todo)) {
    return { kind: 'skipped', name, detail: 'marked as to do' }
  }
  if (type === 'test:pass') {
    return data.details.type === 'suite' ? null : { kind: 'passed', name, detail: '' }
  }
  const isEcho = data.details.error?.failureType === 'subtestsFailed'
  return isEcho ? null : { kind: 'failed', name, detail: describeError(data.details.error) }
}

async function* report(source) {
  const names = []
  for await (const { type, data } of source) {
    if (type === 'test:start') {
      names.length = data.nesting
      names[data.nesting] = data.name
    } else if (type === 'test:pass' || type === 'test:fail') {
      names.length = data.nesting
      const result = resultOf(type, data, [...names, data.name].join(' › '))
      if (result !== null) {
        yield `${JSON.stringify(result)}\n`
      }
    }
  }
  yield `${JSON.stringify({ kind: 'end' })}\n`
}

// oxlint-disable-next-line import/no-default-export -- Node takes a reporter as a default export
export default report
