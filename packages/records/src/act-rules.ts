import type { CompartmentName, MemberView, TeamView, Vault } from '@homeward/vault'
import type { Act, ActAnswer, ActState } from './act-types.ts'

const dayMs = 24 * 60 * 60 * 1000
/** How long a proposal stands when nothing else is said, and at most (rule R20). */
const usualDays = 7
const mostDays = 30

/** A proposal with what was said about it, before it is judged. */
export type ProposedAct = Omit<Act, 'state' | 'notBefore' | 'approvers' | 'may' | 'answers'> & {
  answers: Omit<ActAnswer, 'counts'>[]
}

/** The roster as far as acts go: who there is, which teams, and who asks. */
export interface ActPeople {
  members: readonly MemberView[]
  teams: readonly Pick<TeamView, 'id' | 'members'>[]
  own: string
}

/** Who is in the vault now, by its roster. */
export function actPeople(vault: Vault): ActPeople {
  return { members: vault.members().members, teams: vault.teams(), own: vault.member.id }
}

/** The day after `now` until which a proposal stands, as ISO text. `days` above 30 are taken as 30. */
export function untilOf(now: Date, days = usualDays): string {
  return new Date(now.getTime() + Math.min(days, mostDays) * dayMs).toISOString()
}

function mayOpen(member: MemberView | undefined, opens: readonly CompartmentName[]): member is MemberView {
  return member?.isActive === true && opens.every((name) => member.grants.includes(name))
}

/** Whether this member may propose what concerns these compartments: active, no reader, and able to open them (rule R17). */
export function mayPropose({ members }: ActPeople, id: string, opens: readonly CompartmentName[]): boolean {
  const member = members.find((one) => one.id === id)
  return mayOpen(member, opens) && member.role !== 'reader'
}

/**
 * Who could approve what this member proposes: other active coordinators and founders who open all that it concerns (rule R17).
 * About what a team took: those of them who are in it; where there is none, founders; and where there is none either, the others (rule R101).
 */
export function approversOf(
  { members, teams }: ActPeople,
  proposer: string,
  { opens, team }: { opens: readonly CompartmentName[]; team: string | null },
): string[] {
  const concerns: readonly CompartmentName[] = team === null ? opens : [...opens, 'testimony']
  const able = members
    .filter((one) => one.id !== proposer && mayOpen(one, concerns))
    .filter(({ role }) => role === 'coordinator' || role === 'founder')
  const inTeam = new Set(teams.find(({ id }) => id === team)?.members)
  const circles =
    team === null
      ? [able]
      : [able.filter(({ id }) => inTeam.has(id)), able.filter(({ role }) => role === 'founder'), able]
  return (circles.find(({ length }) => length > 0) ?? []).map(({ id }) => id)
}

/**
 * Judges an act by the roster and the clock of now (rules R19–R22): a pure function, so that every device that has the same
 * entries and the same roster says the same at the same time. What a clock claims can only shorten or lengthen a time; without
 * an approval by a second person nothing becomes approved, whatever the clocks say.
 */
export function judgeAct(act: ProposedAct, people: ActPeople, now: Date): Act {
  const concerns = [...new Set([act.compartment, ...act.opens])]
  const approvers = approversOf(people, act.member, { opens: concerns, team: act.team })
  const proposedMs = Date.parse(act.at)
  const endMs = Math.min(Date.parse(act.until), proposedMs + mostDays * dayMs)
  const answers = act.answers.map((said) => ({
    ...said,
    counts:
      said.answer === 'withdrawn'
        ? said.member === act.member
        : said.member !== act.member && approvers.includes(said.member) && Date.parse(said.at) < endMs,
  }))
  const said = (answer: ActAnswer['answer']): boolean => answers.some((one) => one.counts && one.answer === answer)
  const done = act.done.filter(({ member }) => member === act.member)
  const isAlone = act.alone && approvers.length === 0
  const notBeforeMs = proposedMs + dayMs
  const stateOf = (): ActState => {
    if (done.length > 0) return 'done'
    if (said('withdrawn')) return 'withdrawn'
    if (said('refused')) return 'refused'
    if (!mayPropose(people, act.member, concerns)) return 'void'
    if (!(now.getTime() < endMs)) return 'expired'
    if (said('approved')) return 'approved'
    if (approvers.length > 0) return 'waiting'
    if (!isAlone) return 'void'
    return now.getTime() >= notBeforeMs ? 'ready' : 'alone'
  }
  const state = stateOf()
  const isOwn = people.own === act.member
  const stands = state === 'waiting' || state === 'approved' || state === 'alone' || state === 'ready'
  const isApprover = stands && approvers.includes(people.own)
  const saidMine = (answer: ActAnswer['answer']): boolean =>
    answers.some((one) => one.counts && one.answer === answer && one.member === people.own)
  return {
    ...act,
    answers,
    done,
    approvers,
    state,
    notBefore: isAlone ? new Date(notBeforeMs).toISOString() : null,
    may: {
      approve: isApprover && !saidMine('approved'),
      refuse: isApprover,
      withdraw: isOwn && (stands || state === 'void'),
      do: isOwn && (state === 'approved' || state === 'ready'),
    },
  }
}
