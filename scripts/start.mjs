/** `npm start`: installs, builds, makes an invented demo vault in ./demo-vault if there is none, and serves it on this machine. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { childEnv, nodePath, root } from './command.mjs'
import { ensureBuilt, ensureInstalled, runMain, ScriptError } from './ensure.mjs'

const demoVault = path.join(root, 'demo-vault')
const homeward = path.join(root, 'packages', 'cli', 'bin', 'homeward.js')

// Everything in the demo vault is invented, so its passphrase may stand here. Never use it for anything else.
const demoPassphrase = 'olive ladder river thursday'

function ignore() {}

/** Runs the `homeward` command on this terminal; Ctrl-C reaches it, and this script waits for its end. */
async function runHomeward(args, env = {}) {
  const child = spawn(nodePath, [homeward, ...args], { cwd: root, env: childEnv(env), stdio: 'inherit' })
  process.on('SIGINT', ignore)
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (exitCode) => {
      resolve(exitCode ?? 1)
    })
  })
  process.off('SIGINT', ignore)
  return code
}

await runMain(async () => {
  await ensureInstalled()
  await ensureBuilt()
  if (!existsSync(path.join(demoVault, 'homeward.json'))) {
    console.log('Making an invented demo vault in ./demo-vault …')
    const code = await runHomeward(['demo', demoVault], { HOMEWARD_PASSPHRASE: demoPassphrase })
    if (code !== 0) {
      throw new ScriptError('The demo vault could not be made. The lines above say why.')
    }
  }
  console.log(`\nThe passphrase of the demo vault:  ${demoPassphrase}\n`)
  process.exitCode = await runHomeward(['serve', '--vault', demoVault, ...process.argv.slice(2)])
})
