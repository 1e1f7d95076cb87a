import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVERYTHING, SECOND, THIRD, opened, withMember } from './test-joined.ts'
import { PASSPHRASE, during, makeVault, testDir, withCode } from './test-vault.ts'
import type { Vault } from './vault.ts'

const teamsOf = (vault: Vault): [string, string[], boolean][] =>
  vault.teams().map(({ name, members, isSealing }) => [name, members, isSealing])

test('R96 a team is made by a coordinator, and every member sees it', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const helper = await withMember(dir, { role: 'contributor', grants: EVERYTHING })
  const team = await during(dir, PASSPHRASE, (vault) => {
    assert.deepEqual(vault.teams(), [])
    assert.throws(() => vault.makeTeam({ name: ' ', members: [] }), withCode('ENTRY_INVALID'))
    assert.throws(() => vault.makeTeam({ name: 'North', members: ['nobody'] }), withCode('MEMBER_UNKNOWN'))
    return vault.makeTeam({ name: ' North ', members: [vault.member.id, helper] })
  })
  const vault = await opened(t, dir, SECOND)
  assert.deepEqual(
    vault.teams().map(({ id, name, isOwn, mayLead, isSealing }) => [id, name, isOwn, mayLead, isSealing]),
    [[team, 'North', true, false, false]],
  )
  assert.throws(() => vault.makeTeam({ name: 'South', members: [] }), withCode('ROLE_FORBIDS'))
  assert.throws(() => {
    vault.changeTeam(team, { isSealing: true })
  }, withCode('ROLE_FORBIDS'))
  assert.throws(() => {
    vault.changeTeam('team-none', { name: 'South' })
  }, withCode('MEMBER_UNKNOWN'))
  vault.changeTeam(team, { leave: helper })
  assert.equal(vault.teams()[0]?.isOwn, false)
})

test('R97 nobody from outside puts anybody into a team that has a coordinator, nor themself into any', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const other = await withMember(dir, { role: 'coordinator', grants: EVERYTHING })
  const helper = await withMember(dir, { role: 'contributor', grants: EVERYTHING, passphrase: THIRD })
  const { team, founder } = await during(dir, PASSPHRASE, (vault) => {
    const own = vault.member.id
    return { founder: own, team: vault.makeTeam({ name: 'North', members: [own] }) }
  })
  await during(dir, SECOND, (vault) => {
    for (const to of [{ join: helper }, { join: other }, { leave: founder }, { isSealing: true }])
      assert.throws(() => {
        vault.changeTeam(team, to)
      }, withCode('ROLE_FORBIDS'))
  })
  await during(dir, PASSPHRASE, (vault) => {
    vault.changeTeam(team, { join: helper, isSealing: true })
    assert.deepEqual(teamsOf(vault), [['North', [founder, helper], true]])
    vault.changeTeam(team, { leave: founder })
    // It has no coordinator any more; still nobody puts themself into it.
    assert.throws(() => {
      vault.changeTeam(team, { join: founder })
    }, withCode('ROLE_FORBIDS'))
  })
  await during(dir, SECOND, (vault) => {
    assert.throws(() => {
      vault.changeTeam(team, { join: other })
    }, withCode('ROLE_FORBIDS'))
    vault.changeTeam(team, { join: founder, name: 'North and east' })
    assert.deepEqual(teamsOf(vault), [['North and east', [helper, founder], true]])
    vault.removeMember(helper)
    assert.deepEqual(teamsOf(vault), [['North and east', [founder], true]])
  })
})

test('R97 what the log says about a team without authority changes nothing', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const helper = await withMember(dir, { role: 'coordinator', grants: EVERYTHING })
  const team = await during(dir, PASSPHRASE, (vault) => vault.makeTeam({ name: 'North', members: [vault.member.id] }))
  // As a program would write that somebody changed.
  await during(dir, SECOND, async (vault) => {
    await vault.append([
      { compartment: 'roster', changes: [{ type: 'team.joined', team, member: helper }] },
      { compartment: 'roster', changes: [{ type: 'team.changed', team, isSealing: true }] },
      { compartment: 'roster', changes: [{ type: 'team.made', team, name: 'Mine', members: [helper] }] },
      { compartment: 'roster', changes: [{ type: 'team.made', team: 'team-x', name: 7, members: 'all' }] },
    ])
  })
  const vault = await opened(t, dir)
  assert.deepEqual(teamsOf(vault), [['North', [vault.member.id], false]])
})
