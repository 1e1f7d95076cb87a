import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBag, verifyPackage } from '@homeward/verify'
import { admitSecond, asSecond, makeTestVault, testDir, type Refused } from './test-cli.ts'
import { writeFileSync } from 'node:fs'
import path from 'node:path'

test('R24 R27 a person is shown, proposed, approved by another one, and erased; the package that holds them is told', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  await admitSecond(vault)
  const table = path.join(dir, 'people.csv')
  writeFileSync(table, 'name,place\nZozan Qasim,Gundê Jor\nHevi Dara,Gundê Jêr\n')
  const { people } = await vault.json<{ people: string[] }>(
    0,
    'people',
    'import',
    table,
    '--map',
    'name=name',
    '--map',
    'place=origin',
    '--yes',
  )
  const [person = '', other = ''] = people
  await vault.json(
    0,
    'people',
    'consent',
    person,
    '--by',
    'her mother',
    '--capacity',
    'parent',
    '--scope',
    'names',
    '--purpose',
    'tracing',
  )
  await vault.json(
    3,
    'package',
    '--recipient',
    'Lawyer One',
    '--purpose',
    'tracing',
    '--person',
    person,
    '-o',
    path.join(dir, 'p.zip'),
  )

  const shown = await vault.run('erase', 'person', person, '--show')
  assert.match(shown.stdout, /Will be gone for good:[^]*1 name[^]*sealed table of 2 people[^]*Lawyer One \(tracing\)/u)
  assert.equal((await vault.json<Refused>(2, 'erase', 'person', person)).error.code, 'USAGE')
  const early = await vault.json<Refused>(1, 'erase', 'person', person, '--yes')
  assert.equal(early.error.code, 'SECOND_PERSON_NEEDED')
  assert.match(early.error.message, /--propose REASON/u)
  const { id } = await vault.json<{ id: string }>(0, 'erase', 'person', person, '--propose', 'asked for by the family')
  assert.equal((await vault.json<Refused>(1, 'erase', 'person', person, '--yes')).error.code, 'ACT_WAITING')
  assert.equal((await asSecond(vault, 'act', 'approve', id)).exit, 0)
  const law = await vault.json<Refused>(1, 'erase', 'person', person, '--yes', '--authority', 'law')
  assert.equal(law.error.code, 'SECOND_PERSON_NEEDED')
  const done = await vault.run('erase', 'person', person, '--yes')
  assert.equal(done.exit, 0, done.stderr)
  assert.match(done.stdout, /^Erased \(erasure-.*3 keys and 2 sealed files/u)
  assert.match(done.stdout, /Ask these to give their packages back:\n {2}Lawyer One/u)

  assert.equal((await vault.json<Refused>(1, 'people', 'show', person)).error.code, 'NOT_FOUND')
  const list = await vault.json<{ people: { id: string }[] }>(0, 'people', 'list')
  assert.deepEqual(
    list.people.map(({ id: one }) => one),
    [other],
  )
  assert.match((await vault.run('verify', '--deep')).stdout, /3 entries were erased.*\nNo fault/u)
  // What was given away still verifies where it is.
  const { bag, close } = await openBag(path.join(dir, 'p.zip'))
  assert.deepEqual((await verifyPackage(bag)).faults, [])
  await close()
})

test('R26 a consent is shown with what it alone allowed', async (t) => {
  const vault = await makeTestVault(testDir(t))
  const table = path.join(vault.dir, '..', 'people.csv')
  writeFileSync(table, 'name,place\nZozan Qasim,Gundê Jor\n')
  const map = ['--map', 'name=name', '--map', 'place=origin']
  const { people } = await vault.json<{ people: string[] }>(0, 'people', 'import', table, ...map, '--yes')
  const say = (by: string, scope: string): Promise<{ consent: string }> =>
    vault.json(
      0,
      'people',
      'consent',
      people[0] ?? '',
      '--by',
      by,
      '--capacity',
      'parent',
      '--scope',
      scope,
      '--purpose',
      'tracing',
    )
  const { consent } = await say('her mother', 'names,details')
  await say('her father', 'details')
  const shown = await vault.json<{ words: string; gone: string[] }>(0, 'erase', 'consent', consent, '--show')
  assert.match(shown.words, /: names\.$/u)
  assert.deepEqual(shown.gone.slice(0, 1), ['1 name'])
  assert.equal((await vault.json<Refused>(1, 'erase', 'consent', 'consent-x', '--show')).error.code, 'NOT_FOUND')
})
