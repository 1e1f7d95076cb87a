import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { findViolations } from './layers.mjs'

/** Lays out packages from `{path: content}`; each package gets an empty package.json unless it has one. */
function layOut(files) {
  const root = mkdtempSync(path.join(tmpdir(), 'homeward-layers-'))
  for (const [file, content] of Object.entries(files)) {
    const place = path.join(root, 'packages', file)
    mkdirSync(path.dirname(place), { recursive: true })
    writeFileSync(place, content)
  }
  return root
}

function violationsOf(files) {
  const names = new Set(Object.keys(files).map((file) => file.split('/')[0]))
  const manifests = Object.fromEntries([...names].map((name) => [`${name}/package.json`, '{}']))
  const root = layOut({ ...manifests, ...files })
  try {
    return findViolations(root)
  } finally {
    rmSync(root, { recursive: true })
  }
}

const wrong = {
  'an arrow that points up': { 'vault/src/a.ts': `import { fold } from '@homeward/records'\n` },
  'a type import that points up': { 'format/src/a.ts': `import type { Vault } from '@homeward/vault'\n` },
  'an import type in an expression': { 'format/src/a.ts': `type V = import('@homeward/vault').Vault\n` },
  'a re-export that points up': { 'vault/src/a.ts': `export * from "@homeward/intake"\n` },
  'a dynamic import that points up': { 'intake/src/a.ts': `const m = await import('@homeward/dossier')\n` },
  'verify on more than format': { 'verify/src/a.ts': `import { x } from '@homeward/compare'\n` },
  'the app for phones on more than format': { 'album/src/a.ts': `import { x } from '@homeward/records'\n` },
  'the app for phones on the office, outside of tests': { 'album/src/b.ts': `import { x } from '@homeward/server'\n` },
  'compare on something of ours': { 'compare/src/a.ts': `import { x } from '@homeward/format'\n` },
  'testworld outside tests': { 'intake/src/a.ts': `import { x } from '@homeward/testworld'\n` },
  'an inner file by name': { 'records/src/a.ts': `import { x } from '@homeward/vault/dist/log.js'\n` },
  'an inner file by path': { 'records/src/a.ts': `import { x } from '../../vault/src/log.ts'\n` },
  'a worker in another package': {
    'server/src/a.ts': `new Worker(new URL('../../compare/dist/w.js', import.meta.url))\n`,
  },
  'a dependency that points up': { 'vault/package.json': `{"dependencies":{"@homeward/records":"*"}}` },
  'testworld as more than a test dependency': { 'vault/package.json': `{"dependencies":{"@homeward/testworld":"*"}}` },
  'a reference that points up': { 'vault/tsconfig.json': `{"references":[{"path":"../records"}]}` },
  'a package that no layer names': { 'helpers/src/a.ts': '' },
}

for (const [what, files] of Object.entries(wrong)) {
  test(`design §3 the layer check finds ${what}`, () => {
    assert.equal(violationsOf(files).length, 1)
  })
}

test('design §3 the layer check lets right arrows pass', () => {
  const right = {
    'vault/src/a.ts': `import { leafHash } from '@homeward/format'\nimport { x } from './b.ts'\n`,
    'vault/package.json': `{"dependencies":{"@homeward/format":"*"},"devDependencies":{"@homeward/testworld":"*"}}`,
    'vault/src/a.test.ts': `import { world } from '@homeward/testworld'\n`,
    'vault/tsconfig.json': `{"references":[{"path":"../format"}]}`,
    'album/test/a.test.mjs': `import { createServer } from '@homeward/server'\n`,
    'cli/src/a.ts': `import { verifyPackage } from '@homeward/verify'\nimport { Command } from 'commander'\n`,
    'web/src/a.tsx': `import type { Api } from '@homeward/server'\n`,
    'records/package.json': `{"exports":{".":{},"./row":{}}}`,
    'intake/src/a.ts': `import { y } from '@homeward/records/row'\n`,
  }
  assert.deepEqual(violationsOf(right), [])
})
