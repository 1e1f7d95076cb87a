import {
  getAct,
  isStanding,
  minuteOf,
  proposeAct,
  RecordsError,
  testimonyOf,
  type Act,
  type ActTestimony,
  type Deed,
  type Records,
} from '@homeward/records'
import type { MemberView } from '@homeward/vault'
import type { Outcome } from './context.ts'
import { foreign } from './terminal-text.ts'

/** Proposes a deed and tells what happens now. Throws as `proposeAct`. */
export async function proposed(records: Records, deed: Deed, reason: string): Promise<Outcome> {
  const now = new Date()
  return proposedAct(records, await proposeAct(records, { ...deed, reason }, now), now)
}

/** What to say about an act that was just proposed. */
export function proposedAct(records: Records, id: string, now: Date): Outcome {
  const act = getAct(records, id, now)
  const { members } = records.vault.members()
  return {
    json: act,
    text: [
      actText(records)(act),
      '',
      act.state === 'alone'
        ? `Nobody else in this vault could approve this. Give the same command without --propose after ${when(act.notBefore)}; until then it is shown to everybody here, and homeward act withdraw ${id} takes it back.`
        : `Now ${nameAll(act.approvers, members)} can approve it: homeward act approve ${id}. Then give the same command without --propose.`,
    ].join('\n'),
  }
}

/** Adds to the refusal of what needs a second person how it is proposed here. */
export async function sayingHowToPropose<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof RecordsError && error.code === 'SECOND_PERSON_NEEDED')
      throw new RecordsError(error.code, `${error.message} The same command with --propose REASON does that.`, {
        cause: error,
      })
    throw error
  }
}

const stateWords: Readonly<Record<Act['state'], string>> = {
  waiting: 'waits for a second person',
  approved: 'approved, not done yet',
  alone: 'waits a full day, as nobody else could approve it',
  ready: 'the day is over, not done yet',
  refused: 'refused',
  withdrawn: 'withdrawn',
  expired: 'its time is over',
  done: 'done',
  void: 'void: nobody is left who could approve it, or who proposed it may not do it',
}

const answerWords = { approved: 'approved', refused: 'refused', withdrawn: 'withdrawn' } as const

/** Tells acts, each with the full wording of what will be done and with the names that this member may know. */
export function actText(records: Records): (act: Act) => string {
  const { members } = records.vault.members()
  return (act) => textOf(act, members, testimonyOf(records, act))
}

function textOf(act: Act, members: readonly MemberView[], testimony: ActTestimony | null): string {
  const { id, kind, state, subject, reason, member, at, until, notBefore, answers, done } = act
  return [
    `${id}  ${kind}: ${stateWords[state]}`,
    ...subject.split('\n').map((line) => `  | ${foreign(line)}`),
    ...(testimony === null ? [] : [`  ${testimonyText(testimony)}`]),
    `  proposed by ${nameOf(member, members)}, ${when(at)}: ${foreign(reason)}`,
    ...(state === 'alone' || state === 'ready'
      ? [`  nobody else could approve it; it can be done after ${when(notBefore)}`]
      : []),
    ...answers.map(
      (said) =>
        `  ${answerWords[said.answer]} by ${nameOf(said.member, members)}, ${when(said.at)}${said.note === null ? '' : `: ${foreign(said.note)}`}${said.counts || state === 'done' ? '' : ' (does not count)'}`,
    ),
    ...done.map((one) => `  done ${when(one.at)}`),
    ...(isStanding({ state }) ? [`  stands until ${when(until)}`] : []),
  ].join('\n')
}

/** Stands beside the words that are approved, which have ids alone (rule R130). */
function testimonyText({ teamName, album, received }: ActTestimony): string {
  const over = album === null ? '' : ` over the album “${foreign(album)}”`
  const took = teamName === null ? '' : `; the team “${foreign(teamName)}” took it`
  return `about the recognition session${over} that came in ${when(received)}${took}`
}

/** A time in the log, in UTC to the minute, as the clock of that device said. */
function when(at: string | null): string {
  return at === null ? '–' : minuteOf(at)
}

function nameOf(id: string, members: readonly MemberView[]): string {
  return foreign(members.find((one) => one.id === id)?.name ?? id)
}

function nameAll(ids: readonly string[], members: readonly MemberView[]): string {
  return ids.map((id) => nameOf(id, members)).join(' or ')
}
