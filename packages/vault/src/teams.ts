import { randomBytes, toHex } from '@homeward/format'
import { settleAll } from './close-state.ts'
import { ownMember, writeRoster } from './members.ts'
import { mayLead, teamChanged, teamMade, teamMember } from './team.ts'
import type { Team } from './team.ts'
import { VaultError } from './vault-error.ts'
import { requireOpen } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/** A team as the roster lists one. */
export interface TeamView {
  id: string
  name: string
  /** Its active members, by id. */
  members: string[]
  /** Whether what it takes is sealed to it from the beginning. */
  isSealing: boolean
  /** Whether this session's member is in it, and whether they manage it. */
  isOwn: boolean
  mayLead: boolean
}

/** What is to become of a team; what is not given stays as it is. */
export interface TeamEdit {
  name?: string
  isSealing?: boolean
  join?: string
  leave?: string
}

/** The teams of the vault, in the order of their names (rule R96). @throws VaultError VAULT_CLOSED */
export const listTeams = (state: VaultState): TeamView[] => {
  requireOpen(state)
  const { teams, members } = state.roster
  const own = members.get(state.member)
  return [...teams.values()]
    .map((team) => ({
      id: team.id,
      name: team.name,
      members: [...team.members].filter((id) => members.get(id)?.isActive === true),
      isSealing: team.isSealing,
      isOwn: own?.isActive === true && team.members.has(own.id),
      mayLead: own !== undefined && mayLead(own, team, members),
    }))
    .toSorted((left, right) =>
      left.name === right.name ? (left.id < right.id ? -1 : 1) : left.name < right.name ? -1 : 1,
    )
}

const requireActive = (state: VaultState, id: string): void => {
  if (state.roster.members.get(id)?.isActive !== true) {
    throw new VaultError('MEMBER_UNKNOWN', 'There is no such member in this vault. List the members to see their ids.')
  }
}

const nameOf = (name: string): string => {
  const trimmed = name.trim()
  if (trimmed === '' || trimmed.length > 100) {
    throw new VaultError('ENTRY_INVALID', 'A team needs a name of at most 100 characters. Choose one.')
  }
  return trimmed
}

/**
 * Makes a team of these members, and gives its id. Whoever makes it may be in it: nothing is sealed to it yet.
 * @throws VaultError ROLE_FORBIDS, MEMBER_UNKNOWN, ENTRY_INVALID for a name that is none; DISK_FULL, IO_ERROR
 */
export const makeTeam = (
  state: VaultState,
  { name, members }: { name: string; members: readonly string[] },
): string => {
  settleAll(state)
  const { role } = ownMember(state)
  if (role !== 'coordinator' && role !== 'founder') {
    throw new VaultError('ROLE_FORBIDS', 'Only coordinators and founders make teams. Ask one of them.')
  }
  for (const id of members) {
    requireActive(state, id)
  }
  const team = `team-${toHex(randomBytes(10))}`
  writeRoster(state, teamMade(team, { name: nameOf(name), members: [...new Set(members)] }))
  return team
}

const requireLead = (state: VaultState, team: Team): void => {
  if (!mayLead(ownMember(state), team, state.roster.members)) {
    throw new VaultError(
      'ROLE_FORBIDS',
      'Only the coordinators and founders who are in this team change it; where it has none, any other one does. Ask one of them.',
    )
  }
}

/**
 * Changes a team: its name, whether it seals what it takes, one who joins, one who leaves. Everybody may leave; nobody joins by
 * their own word (rule R97).
 * @throws VaultError MEMBER_UNKNOWN (of the team too), ENTRY_INVALID, ROLE_FORBIDS, DISK_FULL, IO_ERROR
 */
export const changeTeam = (state: VaultState, id: string, { name, isSealing, join, leave }: TeamEdit): void => {
  settleAll(state)
  const team = state.roster.teams.get(id)
  if (team === undefined) {
    throw new VaultError('MEMBER_UNKNOWN', 'There is no such team in this vault. List the teams to see their ids.')
  }
  const isLeavingAlone = leave === state.member && name === undefined && isSealing === undefined && join === undefined
  if (!isLeavingAlone) {
    requireLead(state, team)
  }
  if (join !== undefined) {
    requireActive(state, join)
    if (join === state.member) {
      throw new VaultError('ROLE_FORBIDS', 'Nobody puts themself into a team. Ask another coordinator.')
    }
  }
  const settings = {
    ...(name === undefined ? {} : { name: nameOf(name) }),
    ...(isSealing === undefined ? {} : { isSealing }),
  }
  writeRoster(
    state,
    ...(Object.keys(settings).length === 0 ? [] : [teamChanged(id, settings)]),
    ...(join === undefined ? [] : [teamMember('team.joined', id, join)]),
    ...(leave === undefined ? [] : [teamMember('team.left', id, leave)]),
  )
}
