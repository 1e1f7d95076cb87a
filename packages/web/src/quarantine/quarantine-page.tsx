import { IconLock } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { JSX } from 'react'
import { useMayWrite, useOpens } from '../api/session-store.ts'
import type { Quarantine } from '../api/types.ts'
import { EraseButton } from '../erasure/erase-button.tsx'
import { quarantineTexts as texts } from '../texts/quarantine.ts'
import { CopyButton } from '../ui/copy.tsx'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import { LiftForm } from './lift-form.tsx'
import { NoteForm } from './note-form.tsx'
import { quarantineQuery } from './use-quarantine.ts'
import classes from './quarantine.module.css'

const Notes = ({ notes }: { notes: Quarantine['notes'] }): JSX.Element =>
  notes.length === 0 ? (
    <span className={classes.muted}>{texts.noneTold}</span>
  ) : (
    <ul className={classes.plain}>
      {notes.map(({ entry, told, day, reference, note, memberName }) => (
        <li key={entry}>
          <Foreign>{told}</Foreign>, <Instant at={day} dayOnly />
          {reference === null ? null : (
            <>
              , <Foreign>{reference}</Foreign>
            </>
          )}
          {note === null ? null : (
            <>
              {' '}
              – <Foreign>{note}</Foreign>
            </>
          )}
          <span className={classes.muted}>
            {' '}
            · <Foreign>{memberName}</Foreign>
          </span>
        </li>
      ))}
    </ul>
  )

const Card = ({ one, onChanged }: { one: Quarantine; onChanged: () => Promise<void> }): JSX.Element => {
  const mayWrite = useMayWrite()
  const opensBoth = useOpens('registry', 'evidence')
  const sources = [...new Map(one.items.map((item) => [item.source, item.sourceName]))]
  return (
    <Panel title={texts[one.state]}>
      <dl className={classes.facts}>
        <dt>{texts.by}</dt>
        <dd>
          <span>
            <Foreign>{one.memberName}</Foreign>, <Instant at={one.at} />
          </span>
        </dd>
        {sources.length === 0 ? null : (
          <>
            <dt>{texts.source}</dt>
            <dd>
              {sources.map(([id, name]) => (
                <Foreign key={id}>{name}</Foreign>
              ))}
            </dd>
          </>
        )}
        {one.persons.length === 0 ? null : (
          <>
            <dt>{texts.person}</dt>
            <dd>{one.persons.length}</dd>
          </>
        )}
        <dt>SHA-256</dt>
        <dd>
          {one.sha256s.map((sha256) => (
            <span key={sha256} className={classes.hash}>
              <code dir="ltr">{sha256}</code>
              <CopyButton text={sha256} label="SHA-256" />
            </span>
          ))}
        </dd>
        {one.given.length === 0 ? null : (
          <>
            <dt>{texts.given}</dt>
            <dd>
              {one.given.map((given) => (
                <span key={given.package}>
                  <Foreign>{given.recipient}</Foreign>, <Instant at={given.at} dayOnly />
                </span>
              ))}
            </dd>
          </>
        )}
        <dt>{texts.told}</dt>
        <dd>
          <Notes notes={one.notes} />
        </dd>
        {one.destroyed === null ? null : (
          <>
            <dt>{texts.destroyed}</dt>
            <dd>
              <Instant at={one.destroyed.at} />
            </dd>
          </>
        )}
      </dl>
      {mayWrite && one.state !== 'lifted' ? (
        <div className={classes.actions}>
          <NoteForm id={one.id} onNoted={onChanged} />
          {one.state === 'standing' && opensBoth ? (
            <EraseButton target={{ quarantine: one.id }} label={texts.destroy} onErased={() => void onChanged()} />
          ) : null}
          {one.state === 'standing' ? <LiftForm one={one} onChanged={onChanged} /> : null}
        </div>
      ) : null}
    </Panel>
  )
}

/** What is in quarantine, what to do with it, and what was done. */
export const QuarantinePage = (): JSX.Element => {
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(quarantineQuery)
  const changed = (): Promise<void> => client.resetQueries()
  return (
    <Page width="reading" title={texts.title} tab={texts.tab} below={texts.below}>
      {data === undefined ? (
        error === null ? (
          <SkeletonBlocks />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : data.length === 0 ? (
        <Panel>
          <Empty icon={IconLock} title={texts.emptyTitle}>
            {texts.emptyText}
          </Empty>
        </Panel>
      ) : (
        <div className={classes.stack}>
          {data.some(({ state }) => state === 'standing') ? (
            <Panel title={texts.guide} tone="amber">
              <ol className={classes.steps}>
                {texts.steps.map((step) => (
                  <li key={step}>{step}</li>
                ))}
              </ol>
            </Panel>
          ) : null}
          {data.map((one) => (
            <Card key={one.id} one={one} onChanged={changed} />
          ))}
        </div>
      )}
    </Page>
  )
}
