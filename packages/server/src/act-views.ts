import { getPerson, readSubject, RecordsError, testimonyOf, type Act, type Records } from '@homeward/records'
import type { ActView } from './schemas/views.ts'

const mostNamed = 100

/** Gives acts the names that people read: of members, of people whom a subject names by id, and of what a sealed testimony is. */
export function actViews(records: Records): (act: Act) => ActView {
  const { vault } = records
  const { members } = vault.members()
  const nameOf = (id: string): string => members.find((one) => one.id === id)?.name ?? id
  return ({ request, alone: _alone, proposal: _proposal, ...act }) => ({
    ...act,
    memberName: nameOf(act.member),
    answers: act.answers.map((said) => ({ ...said, memberName: nameOf(said.member) })),
    approvers: act.approvers.map((id) => ({ id, name: nameOf(id) })),
    words: readSubject(act.subject),
    people: peopleIn(records, act.subject),
    testimony: testimonyOf(records, act),
    isOwn: act.member === vault.member.id,
    isPackage: request !== null && act.kind === 'bulk-export',
  })
}

/** The people whose ids stand in a text. The index of a closed registry is empty, so then nobody is named. */
function peopleIn(records: Records, text: string): { id: string; name: string }[] {
  const ids = [...new Set([...text.matchAll(/\bperson-[0-9a-z]{20}\b/gu)].map(([id]) => id))].slice(0, mostNamed)
  return ids.flatMap((id) => {
    try {
      return [{ id, name: getPerson(records, id).names[0]?.value.text ?? id }]
    } catch (error) {
      if (error instanceof RecordsError) return []
      throw error
    }
  })
}
