import { IconEyeCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { recognitionSessionsQuery } from '../api/queries.ts'
import type { RecognitionSessions } from '../api/types.ts'
import { recognitionsTexts, sessionsTexts as texts } from '../texts/sessions.ts'
import { ofAll } from '../texts/plural.ts'
import { testimonyTexts } from '../texts/testimony.ts'
import { Chip } from '../ui/chip.tsx'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import { TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import table from '../ui/table.module.css'
import classes from './sessions.module.css'

const SessionLine = ({ session }: { session: RecognitionSessions['sessions'][number] }): JSX.Element => {
  const { answers, events, files } = session
  return (
    <tr>
      <td data-label={texts.received}>
        <TextLink to="/sessions/$session" params={{ session: session.session }} search={{ phone: session.phone }}>
          <Instant at={session.received.first} />
        </TextLink>
        {session.language === null ? null : <span className={classes.under}>{session.language}</span>}
      </td>
      <td data-label={texts.album}>
        <Foreign>{session.albumTitle ?? '–'}</Foreign>
        <Foreign className={classes.under}>{session.phoneName ?? session.phone}</Foreign>
      </td>
      <td data-label={texts.answers}>
        <span>
          {recognitionsTexts.sum(answers.recognised, answers.unsure, answers['not-recognised'], answers.unsaid) || '–'}
        </span>
      </td>
      <td data-label={texts.arrived}>
        <span>
          {session.isSealed
            ? ofAll(events.stored, events.in, texts.events(events.in))
            : texts.arrivedText(events.in, events.stored, files.stored, files.announced)}
        </span>
        <span className={classes.chips}>
          {session.isSealed ? <Chip>{testimonyTexts.sealed}</Chip> : null}
          {session.isLate ? <Chip tone="clay">{texts.late}</Chip> : null}
          {session.forks > 0 ? <Chip tone="clay">{texts.forks(session.forks)}</Chip> : null}
          {session.ended === null ? <Chip tone="amber">{texts.unended}</Chip> : null}
        </span>
      </td>
    </tr>
  )
}

/** All recognition sessions that came in, with what has arrived of each (H2). */
export const SessionsPage = (): JSX.Element => {
  const { data, error, refetch } = useQuery(recognitionSessionsQuery)
  return (
    <Page
      above={<TextLink to="/albums">{texts.back}</TextLink>}
      title={texts.title}
      tab={texts.tab}
      below={texts.below}
    >
      <Panel flush>
        {data === undefined ? (
          error === null ? (
            <SkeletonRows />
          ) : (
            <Failure error={error} onRetry={() => void refetch()} />
          )
        ) : data.length === 0 ? (
          <Empty icon={IconEyeCheck} title={texts.emptyTitle}>
            {texts.emptyText}
          </Empty>
        ) : (
          <div className={table.scroll}>
            <table className={`${table.table} ${table.stack}`}>
              <thead>
                <tr>
                  <th scope="col">{texts.received}</th>
                  <th scope="col">{texts.album}</th>
                  <th scope="col">{texts.answers}</th>
                  <th scope="col">{texts.arrived}</th>
                </tr>
              </thead>
              <tbody>
                {data.map((session) => (
                  <SessionLine key={`${session.phone} ${session.session}`} session={session} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
    </Page>
  )
}
