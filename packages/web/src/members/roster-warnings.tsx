import type { JSX } from 'react'
import type { Members } from '../api/types.ts'
import { membersTexts as texts } from '../texts/members.ts'
import { Foreign } from '../ui/foreign.tsx'
import { Panel } from '../ui/panel.tsx'

/** That fewer than two members can restore the vault (rule M8). */
export const RestorersWarning = ({ restorers }: { restorers: number }): JSX.Element | null =>
  restorers >= 2 ? null : (
    <Panel tone="amber" title={restorers === 0 ? texts.restorersNone : texts.restorersOne}>
      <p>{texts.restorersText}</p>
    </Panel>
  )

/** What endangers the vault or needs somebody's decision (rules M6 to M8); nothing when all is well. */
export const RosterWarnings = ({ view }: { view: Members }): JSX.Element => {
  const nameOf = (id: string): string => view.members.find((member) => member.id === id)?.name ?? id
  return (
    <>
      <RestorersWarning restorers={view.restorers} />
      {view.contested.length === 0 ? null : (
        <Panel tone="clay" title={texts.contested}>
          <ul>
            {view.contested.map(({ author, target, isDevice }) => (
              <li key={`${author} ${target} ${isDevice}`}>
                <Foreign>{nameOf(author)}</Foreign> {isDevice ? texts.contestedDevice : texts.contestedLine}{' '}
                <Foreign>{nameOf(target)}</Foreign>
              </li>
            ))}
          </ul>
          <p>{texts.contestedText}</p>
        </Panel>
      )}
      {view.ailing.length === 0 ? null : (
        <Panel tone="amber" title={texts.ailing}>
          <p>{texts.ailingText(view.ailing)}</p>
        </Panel>
      )}
    </>
  )
}
