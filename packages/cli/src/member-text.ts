import { COMPARTMENTS, type MembersView, type MemberView } from '@homeward/vault'
import { count } from './numbers.ts'
import { clip, foreign, table } from './terminal-text.ts'

/** The compartments that can be granted, in order: everybody opens the roster anyway (rule M2). */
export const grantable = COMPARTMENTS.filter((name) => name !== 'roster')

/** What a member opens, in words. */
export function opensText(grants: readonly string[]): string {
  const names = grantable.filter((name) => grants.includes(name))
  if (names.length === 0) return 'nothing'
  return names.length === grantable.length ? 'everything' : names.join(', ')
}

/** Loud lines for what endangers the vault or needs somebody's decision (rules M6 to M8); none when all is well. */
export function warnings({ members, restorers, contested, ailing }: MembersView): string[] {
  const nameOf = (id: string): string => foreign(members.find((member) => member.id === id)?.name ?? id)
  return [
    ...(restorers < 2
      ? [
          `WARNING: ${restorers === 0 ? 'nobody' : 'only one member'} can restore the whole vault. One forgotten passphrase, or one person who is taken, may end it. Grant everything to a second member.`,
        ]
      : []),
    ...contested.map(
      ({ author, target, isDevice }) =>
        `WARNING: ${nameOf(author)} removed ${isDevice ? 'a device of ' : ''}${nameOf(target)}, and was removed too. Both stay until another coordinator removes one of them.`,
    ),
    ...(ailing.length > 0
      ? [
          `WARNING: the keys of ${ailing.join(', ')} are not with exactly those who should have them. Let a coordinator who opens them open the vault.`,
        ]
      : []),
  ]
}

/** Members, devices and who waits, for a person. `own` is the log of the device that asks. */
export function membersText(view: MembersView, own: string): string {
  const { members, devices, joining, damagedJoining } = view
  return [
    table(
      ['name', 'role', 'opens', 'state', 'recovery rehearsed', 'id'],
      members.map(({ name, role, grants, isActive, rehearsed, id }) => [
        clip(name, 28),
        role,
        isActive ? opensText(grants) : '–',
        isActive ? 'active' : 'removed',
        rehearsed === null ? 'never' : dayOf(rehearsed),
        id,
      ]),
    ),
    '',
    table(
      ['device of', 'state', 'log'],
      devices.map(({ log, member, isActive }) => [
        clip(members.find(({ id }) => id === member)?.name ?? member, 28),
        log === own ? 'this one' : stateText(isActive),
        log,
      ]),
    ),
    ...(joining.length === 0
      ? []
      : [
          '',
          `${count(joining.length, 'person waits', 'people wait')} to be admitted. Let them read their code aloud, then run homeward member admit CODE:`,
          ...joining.map((code) => `  ${code}`),
        ]),
    ...(damagedJoining.length === 0
      ? []
      : [
          '',
          'A request to join is damaged and admits nobody. Let whoever made it join again, then remove the file in the folder keys:',
          ...damagedJoining.map((name) => `  ${name}`),
        ]),
    ...loud(view),
  ].join('\n')
}

/** The day of a time in the log, by the clock of the device that wrote it. */
export function dayOf(at: string): string {
  return new Date(at).toISOString().slice(0, 10)
}

function stateText(isActive: boolean): string {
  return isActive ? 'active' : 'taken out'
}

/** The warnings after an empty line, or nothing. */
export function loud(view: MembersView): string[] {
  const lines = warnings(view)
  return lines.length === 0 ? [] : ['', ...lines]
}

/** One member in one line. */
export function memberLine({ name, role, grants }: MemberView): string {
  return `${foreign(name)} is ${role} and opens ${opensText(grants)}.`
}
