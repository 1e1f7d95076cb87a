import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { recognitionsOfQuery } from '../api/queries.ts'
import type { Recognitions } from '../api/types.ts'
import { answerTexts, recognitionsTexts as texts, sessionTexts } from '../texts/sessions.ts'
import { Chip } from '../ui/chip.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import { TextLink } from '../ui/link.tsx'
import { Panel } from '../ui/panel.tsx'
import table from '../ui/table.module.css'
import classes from './person.module.css'

type Session = Recognitions['sessions'][number]

const orderOf = ({ position, shownBefore }: Session['answers'][number], shown: number): string =>
  position === null ? texts.afterOthers(shownBefore) : texts.orderText(position, shown, shownBefore)

const Line = ({ session }: { session: Session }): JSX.Element => {
  const first = session.answers[0]
  return (
    <tr>
      <td data-label={texts.session}>
        <TextLink to="/sessions/$session" params={{ session: session.session }}>
          <Instant at={session.received} />
        </TextLink>
        <Foreign className={classes.under}>{session.albumTitle ?? ''}</Foreign>
        {session.isLate ? <span className={classes.under}>{texts.late}</span> : null}
      </td>
      <td data-label={texts.answers}>
        <span>{session.answers.map(({ answer }) => answerTexts[answer]).join(' → ')}</span>
        {session.answers.map(({ seq, where, when }) =>
          where === null && when === null ? null : (
            <span key={seq} className={classes.under}>
              {where === null ? null : <Foreign>{where}</Foreign>}
              {where === null || when === null ? null : ', '}
              {when === null ? null : sessionTexts.whenText(when.from, when.to)}
            </span>
          ),
        )}
        {session.hasChanged ? (
          <span>
            <Chip tone="amber">{texts.changed}</Chip>
          </span>
        ) : null}
      </td>
      <td data-label={texts.order}>
        <span>{first === undefined ? '–' : orderOf(first, session.shown)}</span>
      </td>
    </tr>
  )
}

/** All sessions over one person side by side, with order and agreement. Not there before a session has come in. */
export const RecognitionsPanel = ({ person }: { person: string }): JSX.Element | null => {
  const { data } = useQuery(recognitionsOfQuery(person))
  if (data === undefined || data.sessions.length === 0) return null
  const { last, agree } = data
  return (
    <Panel
      flush
      title={texts.title}
      hint={texts.hint}
      actions={
        <Chip tone={agree === false ? 'amber' : 'plain'}>
          {agree === null ? texts.one : agree ? texts.agree : texts.differ}
        </Chip>
      }
    >
      <p className={classes.sum}>{texts.sum(last.recognised, last.unsure, last['not-recognised'], last.unsaid)}</p>
      <div className={table.scroll}>
        <table className={`${table.table} ${table.stack}`}>
          <thead>
            <tr>
              <th scope="col">{texts.session}</th>
              <th scope="col">{texts.answers}</th>
              <th scope="col">{texts.order}</th>
            </tr>
          </thead>
          <tbody>
            {data.sessions.map((session) => (
              <Line key={`${session.session} ${session.received}`} session={session} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
