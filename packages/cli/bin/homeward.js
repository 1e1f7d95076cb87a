#!/usr/bin/env node
import { existsSync } from 'node:fs'

if (existsSync(new URL('../dist/index.js', import.meta.url))) {
  const { runCli } = await import('../dist/index.js')
  process.exitCode = await runCli(process.argv.slice(2))
} else {
  console.error('Homeward is not built yet. Run "npm ci" and "npm run build" in its folder first.')
  process.exitCode = 1
}
