import type { ReactElement } from 'react'
import { lock } from '../phone.ts'
import { append } from '../session/append.ts'
import { summaryOf } from '../session/session.ts'
import type { Session } from '../session/session.ts'
import { runningSession } from '../session/write-event.ts'
import type { OpenPhone } from '../store/open-phone.ts'
import type { SessionSummary } from '../store/phone-state.ts'
import { dayWords, momentWords, t } from '../texts/texts.ts'
import { Icon } from '../ui/icons.tsx'
import { Button, Notice, RoundButton, Screen } from '../ui/parts.tsx'
import css from '../ui/ui.module.css'
import type { Place } from './open-screens.tsx'

type Go = (place: Place) => void

/** How many answers of a session the office has not confirmed; 0 where everything has arrived. */
const isWaiting = ({ arrived }: OpenPhone, { id, head, files }: Session): boolean => {
  const has = arrived.get(id)
  return has === undefined || has.have < head.next || files.some((file) => !has.files.includes(file.id))
}

const SessionRow = ({ summary, isSent }: { summary: SessionSummary; isSent: boolean }): ReactElement => (
  <li>
    <Icon name={isSent ? 'yes' : 'clock'} />
    <div className={css.grow}>
      <p>{momentWords(summary.beganMs)}</p>
      <p className={css.dim}>
        {t('home.session', { n: summary.answered, of: summary.of })}
        {' · '}
        {t(isSent ? 'home.sent' : summary.how === null ? 'home.running' : 'home.waits')}
      </p>
    </div>
  </li>
)

const Sessions = ({ open }: { open: OpenPhone }): ReactElement | null => {
  const rows = [
    ...open.sessions.map((session) => ({ summary: summaryOf(session), isSent: !isWaiting(open, session) })),
    ...open.record.sent.map((summary) => ({ summary, isSent: true })),
  ].toSorted((a, b) => b.summary.beganMs - a.summary.beganMs)
  return rows.length === 0 ? null : (
    <section className={css.card}>
      <h2>{t('home.sessions')}</h2>
      <ul className={css.rows}>
        {rows.map(({ summary, isSent }) => (
          <SessionRow key={summary.session} summary={summary} isSent={isSent} />
        ))}
      </ul>
    </section>
  )
}

/** What keeps the album from being shown; null when nothing does. */
const closedWords = ({ clock, manifest, record }: OpenPhone): string | null => {
  if (clock.isTurnedBack) return t('closed.turnedBack')
  if (clock.album === 'unsure') return t('closed.leap')
  if (manifest !== null) return null
  if (record.office === null && record.keys !== null) return t('closed.unpaired')
  if (record.closedMs !== null && record.standing === 'expired')
    return t('closed.expired', { when: dayWords(record.closedMs) })
  return t(record.receipt === null ? 'closed.notFetched' : 'closed.none')
}

const Album = ({ open, onGo }: { open: OpenPhone; onGo: Go }): ReactElement | null => {
  const { manifest } = open
  if (manifest === null) return null
  const isFamily = manifest.kind === 'family'
  const found = runningSession(open)
  const running = found?.begun.album === manifest.album ? found : null
  const here = manifest.pictures.length - open.missing.length
  return (
    <section className={css.card}>
      <h2>
        <bdi>{manifest.title}</bdi>
      </h2>
      <p className={css.dim}>
        <bdi>{manifest.organisation}</bdi>
      </p>
      <p>
        {t('home.pictures', { n: here })}
        {' · '}
        {t('home.until', { when: dayWords(manifest.until) })}
      </p>
      {open.missing.length > 0 && <Notice kind="waits">{t('home.missing', { n: open.missing.length })}</Notice>}
      {isFamily && (
        <Button
          look="primary"
          icon="people"
          onPress={() => {
            onGo('family')
          }}
        >
          {t('home.family')}
        </Button>
      )}
      {!isFamily && running !== null && (
        <Button
          look="primary"
          icon="play"
          onPress={() => {
            // Whatever interrupted it, a break or a dead battery: the chain says that it went on, and when.
            void (async () => {
              await append({ type: 'resumed' })
              onGo('session')
            })()
          }}
        >
          {t('home.resume')}
        </Button>
      )}
      {!isFamily && running === null && (
        <Button
          look="primary"
          icon="play"
          isDisabled={here === 0}
          onPress={() => {
            onGo('consent')
          }}
        >
          {t('home.begin')}
        </Button>
      )}
    </section>
  )
}

/** A session that cannot go on, because its album is gone: it is ended as stopped, so that it can be sent whole. */
const Interrupted = ({ open }: { open: OpenPhone }): ReactElement | null => {
  const running = runningSession(open)
  if (running === null || (open.clock.album === 'unsure' && open.manifest !== null)) return null
  if (open.manifest?.album === running.begun.album) return null
  return (
    <Notice kind="waits">
      <p>{t('home.interrupted', { n: running.answers.size })}</p>
      <Button
        onPress={() => {
          void append({ type: 'ended', how: 'stopped' })
        }}
      >
        {t('home.endInterrupted')}
      </Button>
    </Notice>
  )
}

/** The first screen of an open phone: the album, what waits, the office. */
export const Home = ({ open, onGo }: { open: OpenPhone; onGo: Go }): ReactElement => {
  const closed = closedWords(open)
  const { record } = open
  const offDays = Math.round(Math.abs(record.offsetMs) / 86_400_000)
  return (
    <Screen
      title={t('home.title')}
      start={<RoundButton name={t('home.lock')} icon="lock" isWide onPress={lock} />}
      end={
        <RoundButton
          name={t('settings.title')}
          icon="settings"
          onPress={() => {
            onGo('settings')
          }}
        />
      }
    >
      {closed !== null && <Notice kind={open.clock.album === 'unsure' ? 'fault' : 'plain'}>{closed}</Notice>}
      {offDays > 0 && <Notice kind="waits">{t('home.clockOff', { n: offDays })}</Notice>}
      {open.broken.length > 0 && <Notice kind="fault">{t('home.broken', { n: open.broken.length })}</Notice>}
      {closed === null && <Album open={open} onGo={onGo} />}
      <Interrupted open={open} />
      <Sessions open={open} />
      <section className={css.card}>
        <h2>{t('home.office')}</h2>
        <p className={css.dim}>
          {record.receipt === null
            ? t('home.noContact')
            : t('home.lastContact', { when: momentWords(record.receipt.atMs) })}
        </p>
        <Button
          icon="sync"
          onPress={() => {
            onGo('meeting')
          }}
        >
          {t('home.contact')}
        </Button>
      </section>
    </Screen>
  )
}
