import type { Change } from '@homeward/format'
import type { JsonFields } from './json-fields.ts'
import type { Member } from './roster.ts'

/** Some members who take testimonies together (rule R96). */
export interface Team {
  id: string
  name: string
  /** Who was put into it; who was removed from the vault counts no more, and stays named. */
  members: ReadonlySet<string>
  /** Whether what it takes is sealed to it from the beginning. */
  isSealing: boolean
}

/** What the roster says about teams. */
export type TeamChange =
  | { type: 'team.made'; team: string; name: string; members: string[] }
  | { type: 'team.changed'; team: string; name?: string; isSealing?: boolean }
  | { type: 'team.joined'; team: string; member: string }
  | { type: 'team.left'; team: string; member: string }

/** `team.made`: its name, and who is in it from the beginning. */
export const teamMade = (team: string, { name, members }: { name: string; members: readonly string[] }): Change => ({
  type: 'team.made',
  team,
  name,
  members: [...members],
})

/** `team.changed`: what is not given stays as it is. */
export const teamChanged = (team: string, to: { name?: string; isSealing?: boolean }): Change => ({
  type: 'team.changed',
  team,
  ...to,
})

/** `team.joined` or `team.left`. */
export const teamMember = (type: 'team.joined' | 'team.left', team: string, member: string): Change => ({
  type,
  team,
  member,
})

/** Reads a change about teams; `null` for another one. Throws for one that is malformed. */
export const readTeamChange = (change: Change, fields: JsonFields): TeamChange | null => {
  switch (change.type) {
    case 'team.made': {
      const { members } = change
      if (!Array.isArray(members) || !members.every((one) => typeof one === 'string')) {
        return null
      }
      return { type: 'team.made', team: fields.text('team'), name: fields.text('name'), members }
    }
    case 'team.changed': {
      const { isSealing } = change
      return {
        type: 'team.changed',
        team: fields.text('team'),
        ...(fields.has('name') ? { name: fields.text('name') } : {}),
        ...(typeof isSealing === 'boolean' ? { isSealing } : {}),
      }
    }
    case 'team.joined':
    case 'team.left':
      return { type: change.type, team: fields.text('team'), member: fields.text('member') }
    default:
      return null
  }
}

const isCoordinator = (member: Member | undefined): member is Member =>
  member?.isActive === true && (member.role === 'coordinator' || member.role === 'founder')

/** Active coordinators and founders who are in a team. */
const leads = (team: Team, members: ReadonlyMap<string, Member>): Member[] =>
  [...team.members].map((id) => members.get(id)).filter(isCoordinator)

/**
 * Whether somebody manages a team: its own coordinators and founders, and where it has none any other one (rule R97). So nobody
 * from outside puts anybody into a team that can decide for itself.
 */
export const mayLead = (author: Member, team: Team, members: ReadonlyMap<string, Member>): boolean =>
  isCoordinator(author) && (team.members.has(author.id) || leads(team, members).length === 0)

/** Applies a change about teams, or ignores it where its author had no authority for it. */
export const applyTeam = (
  { teams, members }: { teams: Map<string, Team>; members: ReadonlyMap<string, Member> },
  author: Member,
  change: TeamChange,
): void => {
  const isKnown = (id: string): boolean => members.get(id)?.isActive === true
  if (change.type === 'team.made') {
    if (isCoordinator(author) && !teams.has(change.team)) {
      const { team: id, name } = change
      teams.set(id, { id, name, members: new Set(change.members.filter(isKnown)), isSealing: false })
    }
    return
  }
  const team = teams.get(change.team)
  if (team === undefined) {
    return
  }
  const isLead = mayLead(author, team, members)
  if (change.type === 'team.changed') {
    if (isLead) {
      const { name = team.name, isSealing = team.isSealing } = change
      teams.set(team.id, { ...team, name, isSealing })
    }
  } else if (change.type === 'team.joined') {
    // Nobody puts themself into a team: it would read what is sealed to it.
    if (isLead && change.member !== author.id && isKnown(change.member)) {
      teams.set(team.id, { ...team, members: new Set([...team.members, change.member]) })
    }
  } else if (isLead || change.member === author.id) {
    teams.set(team.id, { ...team, members: new Set([...team.members].filter((id) => id !== change.member)) })
  }
}
