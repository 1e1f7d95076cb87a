/** `npm run layers`: fails when an import between packages points the wrong way or reaches into a package's inner file. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { root } from './command.mjs'
import { findViolations } from './layers.mjs'

const violations = findViolations(root)
if (!existsSync(path.join(root, 'scripts', 'layers.test.mjs'))) {
  violations.push('scripts/layers.test.mjs is missing: nothing shows that this check finds a wrong arrow')
}
for (const violation of violations) {
  console.error(violation)
}
console.log(violations.length === 0 ? 'Every arrow points the right way.' : `${violations.length} arrows are wrong.`)
process.exitCode = violations.length === 0 ? 0 : 1
