#!/usr/bin/env node
import { existsSync } from 'node:fs'

const built = new URL('../dist/index.js', import.meta.url)
if (existsSync(built)) {
  const { runCli } = await import(built.href)
  process.exitCode = await runCli(process.argv.slice(2))
} else {
  console.error('Homeward is not built yet. Run "npm ci" and "npm run build" in its folder first.')
  process.exitCode = 1
}
