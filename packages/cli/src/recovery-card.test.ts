import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { jsonOf, makeTestVault, run, testDir } from './test-cli.ts'

const cheap = ['--kdf-memory', '64']

function wordsOf(html: string): string[] {
  return Array.from(html.matchAll(/<ol>(?<items>.*?)<\/ol>/gsu), ({ groups }) =>
    Array.from((groups?.['items'] ?? '').matchAll(/<li>(?<word>[a-z]+)<\/li>/gu), (item) => item.groups?.['word']).join(
      ' ',
    ),
  )
}

test('K7 init writes cards only when asked: three, with words that open the vault, and nothing from elsewhere', async (t) => {
  const dir = testDir(t)
  const [vault, card] = [path.join(dir, 'vault'), path.join(dir, 'card.html')]
  const env = {
    HOMEWARD_VAULT: vault,
    HOMEWARD_PASSPHRASE: 'old words by the river',
    HOMEWARD_NEW_PASSPHRASE: 'new words by the river',
  }
  const ran = await run(['init', vault, '--name', 'Group <b>', '--member', 'Aras', '--card', card, ...cheap], env)
  assert.equal(ran.exit, 0, ran.stderr)
  assert.match(ran.stdout, /DELETE THE FILE/u)
  assert.equal(statSync(card).mode & 0o777, 0o600)
  const html = readFileSync(card, 'utf8')
  assert.equal(html.match(/<article>/gu)?.length, 3)
  assert.equal(html.match(/<svg /gu)?.length, 3)
  assert.match(html, /Aras<\/bdi> into the Homeward vault of <bdi>Group &#60;b&#62;<\/bdi>/u)
  assert.doesNotMatch(html, /<script|<img|<link|src=|url\(|@import/u)
  const words = wordsOf(html)
  assert.deepEqual(
    words.map((line) => line.split(' ').length),
    [31, 31, 31],
  )
  for (const code of ran.stdout.match(/HW1-[\dA-Z-]+/gu) ?? []) assert.ok(html.includes(`<code>${code}</code>`))
  const shares = path.join(dir, 'shares.txt')
  writeFileSync(shares, `${words[2] ?? ''}\n${words[0] ?? ''}\n`)
  assert.equal((await run(['recovery', 'use', '--shares-file', shares], env)).exit, 0)
  assert.equal((await run(['status'], { ...env, HOMEWARD_PASSPHRASE: 'new words by the river' })).exit, 0)
})

test('H6 plain cards name neither the organisation nor the member nor the program', async (t) => {
  const dir = testDir(t)
  const [vault, card] = [path.join(dir, 'vault'), path.join(dir, 'card.html')]
  const asked = ['init', vault, '--name', 'Lantern', '--member', 'Aras', '--card', card, '--plain', ...cheap]
  assert.equal((await run(asked, { HOMEWARD_PASSPHRASE: 'quiet words by the river' })).exit, 0)
  // The share is random: “vault” is one of the words that it may be written in.
  const printed = readFileSync(card, 'utf8').replaceAll(/<(?<tag>ol|code|svg)\b.*?<\/\k<tag>>/gsu, '')
  assert.doesNotMatch(printed, /lantern|aras|homeward|vault/iu)
  assert.match(printed, /Recovery card 3 of 3/u)
})

test('K7 who joins gets cards too; a file that exists or lies in the vault stops it before keys are made', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const card = path.join(dir, 'card.html')
  const join = (file: string) =>
    run(['member', 'join', '--card', file, '--json', ...cheap], {
      ...vault.env,
      HOMEWARD_PASSPHRASE: 'other words by the river',
    })
  const inside = path.join(vault.dir, 'card.html')
  assert.equal((await join(inside)).exit, 2)
  assert.equal(existsSync(inside), false)
  const { recovery } = jsonOf<{ recovery: string[] }>(await join(card))
  for (const share of recovery) assert.ok(readFileSync(card, 'utf8').includes(share))
  const again = await join(card)
  assert.equal(jsonOf<{ error: { code: string } }>(again).error.code, 'FILE_EXISTS')
  assert.equal((await vault.json<{ joining: string[] }>(0, 'member', 'list')).joining.length, 1)
})
