import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { JSX } from 'react'
import { personQuery, recognitionSessionQuery } from '../api/queries.ts'
import { useMayWrite } from '../api/session-store.ts'
import type { RecognitionSession } from '../api/types.ts'
import { EraseButton } from '../erasure/erase-button.tsx'
import { formTexts } from '../texts/people.ts'
import { shownPhoto } from '../people/shown-photo.ts'
import { answerTexts, consentWays, sessionTexts as texts } from '../texts/sessions.ts'
import { count } from '../texts/plural.ts'
import { Chip } from '../ui/chip.tsx'
import { Facts } from '../ui/facts.tsx'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import { TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { PersonPhoto } from '../ui/picture.tsx'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import { AnswerFiles } from './answer-file.tsx'
import { SealPanel } from './seal-panel.tsx'
import classes from './sessions.module.css'

const route = getRouteApi('/sessions/$session')

type Answer = RecognitionSession['answerList'][number]

const Photo = ({ person }: { person: string | null }): JSX.Element => {
  const { data } = useQuery({ ...personQuery(person ?? ''), enabled: person !== null })
  const photo = data === undefined ? null : shownPhoto(data)
  return <PersonPhoto className={classes.photo} person={person ?? ''} photo={photo} alt="" />
}

/** The same answer after a second look is no changed one. */
const isChanged = ({ picture, seq, answer }: Answer, all: readonly Answer[]): boolean =>
  all.some((later) => later.picture === picture && later.seq > seq && later.answer !== answer)

const AnswerRow = ({ session, answer }: { session: RecognitionSession; answer: Answer }): JSX.Element => {
  const { person, name, where, when } = answer
  return (
    <li className={classes.answer}>
      <Photo person={person} />
      <div className={classes.said}>
        <div className={classes.head}>
          <Chip>{answerTexts[answer.answer]}</Chip>
          {person === null ? (
            <span className={classes.muted}>{texts.unknown}</span>
          ) : (
            <TextLink to="/people/$person" params={{ person }}>
              <Foreign>{name ?? texts.unknown}</Foreign>
            </TextLink>
          )}
          {isChanged(answer, session.answerList) ? <Chip tone="amber">{texts.replaced}</Chip> : null}
        </div>
        <div className={classes.facts}>
          <span>
            {texts.place}:{' '}
            {answer.position === null ? texts.noPlace : texts.placeText(answer.position, session.pictures)}
          </span>
          <span>
            {texts.before}: {texts.beforeText(answer.shownBefore)}
          </span>
          {where === null ? null : (
            <span>
              {texts.where}: <Foreign>{where}</Foreign>
            </span>
          )}
          {when === null ? null : (
            <span>
              {texts.when}: {texts.whenText(when.from, when.to)}
            </span>
          )}
        </div>
        <AnswerFiles session={session.session} phone={session.phone} answer={answer} />
      </div>
    </li>
  )
}

const wayOf = (how: string): string =>
  how === 'read' || how === 'heard' || how === 'explained' ? consentWays[how] : how

/** The name of a language, or its tag where this program does not know it. */
const languageOf = (tag: string | null): string => {
  const names: Record<string, string> = formTexts.languages
  return tag === null ? '–' : (names[tag] ?? tag)
}

/** The phone takes a session in which nobody was named. */
const isSaid = (name: string | null): name is string => name !== null && name.trim() !== ''

const SessionReceipt = ({ session }: { session: RecognitionSession }): JSX.Element => {
  const { events, files, claimed, consent, ended, chain } = session
  return (
    <Panel title={texts.receipt}>
      <Facts
        facts={[
          {
            label: texts.events,
            value:
              events.erased === 0
                ? texts.eventsText(events.in, events.stored)
                : texts.eventsErased(events.in, events.stored, events.erased),
          },
          // Of a sealed session that too is told to its team alone.
          ...(session.reading === 'closed'
            ? []
            : [
                {
                  label: texts.files,
                  value:
                    files.announced === files.stored
                      ? texts.filesText(files.announced)
                      : texts.filesMissing(files.announced, files.stored),
                },
              ]),
          {
            label: texts.chain,
            value: texts.chains[chain],
          },
          {
            label: texts.received,
            value: (
              <>
                <Instant at={session.received.first} />
                {session.received.first === session.received.last ? null : (
                  <>
                    {' – '}
                    <Instant at={session.received.last} />
                  </>
                )}
              </>
            ),
          },
          {
            label: texts.claimed,
            value:
              claimed === null ? (
                '–'
              ) : (
                <>
                  <Instant at={claimed.from} />
                  {' – '}
                  <Instant at={claimed.to} />
                  <span className={classes.under}>{texts.claimedHint}</span>
                </>
              ),
          },
          { label: texts.album, value: <Foreign>{session.albumTitle ?? '–'}</Foreign> },
          { label: texts.phone, value: <Foreign>{session.phoneName ?? session.phone}</Foreign> },
          {
            label: texts.heldBy,
            value: isSaid(session.heldBy) ? <Foreign>{session.heldBy}</Foreign> : texts.heldByUnsaid,
          },
          { label: texts.language, value: languageOf(session.language) },
          {
            label: texts.consent,
            value: consent === null ? '–' : texts.consentText(consent.text, wayOf(consent.how)),
          },
          { label: texts.order, value: count(session.pictures) },
          { label: texts.pauses, value: count(session.pauses) },
          { label: texts.ended, value: ended === null ? texts.notEnded : texts.endings[ended] },
        ]}
      />
    </Panel>
  )
}

const EraseSession = ({ session }: { session: string }): JSX.Element | null => {
  const client = useQueryClient()
  const navigate = useNavigate()
  const mayWrite = useMayWrite()
  if (!mayWrite) return null
  return (
    <div className={classes.erase}>
      <EraseButton
        target={{ session }}
        label={texts.erase}
        onErased={() => {
          client.clear()
          void navigate({ to: '/sessions' })
        }}
      />
    </div>
  )
}

const Body = ({ session }: { session: RecognitionSession }): JSX.Element => (
  <div className={classes.stack}>
    {session.isLate ? <Panel tone="clay">{texts.lateText}</Panel> : null}
    {session.forks > 0 ? <Panel tone="clay">{texts.forksText(session.forks)}</Panel> : null}
    <SealPanel session={session} />
    <SessionReceipt session={session} />
    <Panel flush title={texts.answers}>
      {session.answerList.length === 0 ? (
        <p className={classes.erase}>{texts.noAnswers}</p>
      ) : (
        <ol className={classes.answers}>
          {session.answerList.map((answer) => (
            <AnswerRow key={answer.seq} session={session} answer={answer} />
          ))}
        </ol>
      )}
    </Panel>
    <EraseSession session={session.session} />
  </div>
)

/** One session: what came in of it, and every answer in its place. */
export const SessionPage = (): JSX.Element => {
  const { session: id } = route.useParams()
  const { phone } = route.useSearch()
  const { data, error, refetch } = useQuery(recognitionSessionQuery(id, phone))
  return (
    <Page above={<TextLink to="/sessions">{texts.back}</TextLink>} title={texts.title} tab={texts.tab}>
      {data === undefined ? (
        error === null ? (
          <SkeletonBlocks />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <Body session={data} />
      )}
    </Page>
  )
}
