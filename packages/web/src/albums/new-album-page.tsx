import { Button, NativeSelect, Switch, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState, type JSX } from 'react'
import { get, post } from '../api/client.ts'
import { actsQuery, albumsQuery, personQuery } from '../api/queries.ts'
import type { AlbumPlan, AlbumReceipt, Albums, AlbumWithPeople, NewAlbum } from '../api/types.ts'
import { JobProgress } from '../jobs/job-progress.tsx'
import { cancelJob, trackJob, useJob } from '../jobs/job-store.ts'
import { mainName } from '../people/person-name.ts'
import { newAlbumTexts as texts } from '../texts/albums.ts'
import { jobTexts } from '../texts/shell.ts'
import { Failure } from '../ui/failure.tsx'
import { LinkButton, TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import { toast } from '../ui/toasts.tsx'
import { AlbumPreview } from './album-preview.tsx'
import { ChoosePeople, noChoice, type Choice } from './choose-people.tsx'
import classes from './albums.module.css'

const route = getRouteApi('/writing/albums/new')
const dayMs = 24 * 60 * 60 * 1000
const usualDays = 30

const dayText = (ms: number): string => {
  const day = new Date(ms)
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

/** The days that an album can stand until, from today on. */
const daysFromNow = (): { first: string; usual: string; last: string } => {
  const nowMs = Date.now()
  return { first: dayText(nowMs), usual: dayText(nowMs + usualDays * dayMs), last: dayText(nowMs + 365 * dayMs) }
}

/** The end of a day where this computer is: the album stands until then. */
const endOf = (day: string): string | null => {
  const ms = new Date(`${day}T23:59:59`).getTime()
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}

const chosenOf = (choice: Choice): Pick<NewAlbum, 'kind' | 'people' | 'filter'> | null => {
  if (choice.way === 'family') return choice.own === null ? null : { kind: 'family', people: [choice.own.id] }
  if (choice.way === 'hand')
    return choice.people.size === 0 ? null : { kind: 'recognition', people: [...choice.people.keys()] }
  const { sex, bornFrom, bornTo, place } = choice
  return {
    kind: 'recognition',
    filter: {
      ...(sex === '' ? {} : { sex }),
      ...(bornFrom === '' ? {} : { bornFrom }),
      ...(bornTo === '' ? {} : { bornTo }),
      ...(place.trim() === '' ? {} : { place: place.trim() }),
    },
  }
}

const Propose = ({ request, young, age }: { request: NewAlbum; young: number; age: number }): JSX.Element => {
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const propose = async (): Promise<void> => {
    setBusy(true)
    try {
      await post('/albums/proposals', { ...request, reason: reason.trim() })
      await client.invalidateQueries({ queryKey: actsQuery.queryKey })
      await navigate({ to: '/acts' })
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
      setBusy(false)
    }
  }
  return (
    <Panel title={texts.needed} tone="amber">
      <div className={classes.fields}>
        <p>{texts.neededText(young, age)}</p>
        <Textarea
          dir="auto"
          autosize
          minRows={2}
          label={texts.reason}
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value)
          }}
        />
        <Button disabled={reason.trim() === ''} loading={busy} onClick={() => void propose()}>
          {texts.propose}
        </Button>
      </div>
    </Panel>
  )
}

const Done = ({ receipt, onAnother }: { receipt: AlbumReceipt; onAnother: () => void }): JSX.Element => (
  <Page above={<TextLink to="/albums">{texts.back}</TextLink>} title={texts.done} tab={texts.tab} width="reading">
    <Panel>
      <div className={classes.fields}>
        <p className={classes.strong}>
          {texts.doneSum(receipt.chosen, receipt.people, receipt.leftOut.length, receipt.pictures)}
        </p>
        <p>{texts.doneHint}</p>
        <div className={classes.actions}>
          <LinkButton to="/albums">{texts.back}</LinkButton>
          <Button variant="default" onClick={onAnother}>
            {texts.another}
          </Button>
        </div>
      </div>
    </Panel>
  </Page>
)

interface FormProps {
  albums: Albums
  start: { choice: Choice; title: string; phone: string; showNames: boolean }
}

const AlbumForm = ({ albums, start }: FormProps): JSX.Element => {
  const phones = albums.phones.filter(({ revoked }) => revoked === null)
  const [choice, setChoice] = useState(start.choice)
  const [title, setTitle] = useState(start.title)
  const [phone, setPhone] = useState(start.phone === '' ? (phones[0]?.id ?? '') : start.phone)
  const [days] = useState(daysFromNow)
  const [day, setDay] = useState(days.usual)
  const [showNames, setShowNames] = useState(start.showNames)
  const [withUnderAge, setWithUnderAge] = useState(false)
  const [job, setJob] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const client = useQueryClient()
  const tracked = useJob(job)

  const chosen = chosenOf(choice)
  const asked = chosen === null || phone === '' ? null : { ...chosen, phone, showNames, withUnderAge }
  const askedJson = JSON.stringify(asked)
  const [settledJson] = useDebouncedValue(askedJson, 300)
  // What is shown is always the preview of what would be made, never of what was chosen a moment ago.
  const isSettled = asked !== null && askedJson === settledJson
  const preview = useQuery({
    queryKey: ['album', 'preview', settledJson],
    queryFn: () => post<AlbumPlan>('/albums/preview', JSON.parse(settledJson)),
    enabled: isSettled,
    gcTime: 0,
  })
  const until = endOf(day)
  const plan = isSettled ? preview.data : undefined
  const request: NewAlbum | null =
    asked === null || until === null || title.trim() === '' ? null : { ...asked, title: title.trim(), until }
  const isReady = request !== null && plan !== undefined && plan.pictures > 0
  const young = plan?.shown.filter(({ isUnderAge }) => isUnderAge).length ?? 0

  const make = async (): Promise<void> => {
    setBusy(true)
    try {
      const { job: id } = await post<{ job: string }>('/albums', request)
      trackJob(id, 'album')
      setJob(id)
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
    }
    setBusy(false)
  }
  const state = tracked?.job
  if (state?.state === 'done' && state.kind === 'album' && state.result !== undefined)
    return (
      <Done
        receipt={state.result}
        onAnother={() => {
          setJob(null)
          void client.invalidateQueries({ queryKey: albumsQuery.queryKey })
        }}
      />
    )
  const isRunning = job !== null && (state === undefined || state === null || state.state === 'running')
  return (
    <Page
      above={<TextLink to="/albums">{texts.back}</TextLink>}
      title={texts.title}
      tab={texts.tab}
      below={texts.below}
    >
      <div className={classes.grid}>
        <div className={classes.side}>
          <ChoosePeople choice={choice} onChange={setChoice} />
          <Panel title={texts.for}>
            <div className={classes.fields}>
              <TextInput
                dir="auto"
                label={texts.title2}
                description={texts.titleHint}
                maxLength={200}
                value={title}
                onChange={(event) => {
                  setTitle(event.currentTarget.value)
                }}
              />
              <div className={classes.two}>
                <NativeSelect
                  label={texts.phone}
                  data={
                    phones.length === 0
                      ? [{ value: '', label: texts.noPhone }]
                      : phones.map(({ id, name }) => ({ value: id, label: name }))
                  }
                  value={phone}
                  onChange={(event) => {
                    setPhone(event.currentTarget.value)
                  }}
                />
                <TextInput
                  type="date"
                  label={texts.until}
                  description={texts.untilHint}
                  inputWrapperOrder={['label', 'input', 'description', 'error']}
                  min={days.first}
                  max={days.last}
                  value={day}
                  onChange={(event) => {
                    setDay(event.currentTarget.value)
                  }}
                />
              </div>
              <Switch
                label={texts.showNames}
                description={texts.showNamesHint}
                checked={showNames}
                onChange={(event) => {
                  setShowNames(event.currentTarget.checked)
                }}
              />
              <Switch
                label={texts.withUnderAge(albums.age)}
                description={texts.withUnderAgeHint}
                checked={withUnderAge}
                onChange={(event) => {
                  setWithUnderAge(event.currentTarget.checked)
                }}
              />
            </div>
          </Panel>
        </div>
        <div className={classes.side}>
          <Panel title={texts.preview}>
            <div aria-live="polite">
              {asked === null ? (
                <p className={classes.muted}>{texts.previewEmpty}</p>
              ) : plan !== undefined ? (
                <AlbumPreview plan={plan} />
              ) : preview.error === null || !isSettled ? (
                <SkeletonRows rows={3} />
              ) : (
                <Failure error={preview.error} onRetry={() => void preview.refetch()} />
              )}
            </div>
          </Panel>
          {state?.state === 'failed' ? <Failure title={texts.failed} error={new Error(state.error?.message)} /> : null}
          {isRunning ? (
            <Panel title={texts.working}>
              <JobProgress progress={state?.progress ?? null} />
              <Button variant="default" onClick={() => void cancelJob(job)}>
                {jobTexts.cancel}
              </Button>
            </Panel>
          ) : request !== null && young > 0 ? (
            <Propose request={request} young={young} age={albums.age} />
          ) : (
            <div className={classes.fields}>
              <p className={classes.muted}>{texts.makeHint}</p>
              <Button disabled={!isReady} loading={busy} onClick={() => void make()}>
                {texts.make}
              </Button>
            </div>
          )}
        </div>
      </div>
    </Page>
  )
}

/** What the form begins with: a person whose page led here, or an album that is made anew. */
const useStart = (albums: Albums | undefined): { start: FormProps['start'] | null; error: Error | null } => {
  const { person: personId, anew } = route.useSearch()
  const person = useQuery({ ...personQuery(personId ?? ''), enabled: personId !== undefined })
  const before = useQuery({
    queryKey: ['albums', anew ?? null],
    queryFn: ({ signal }) => get<AlbumWithPeople>(`/albums/${anew ?? ''}`, {}, signal),
    enabled: anew !== undefined,
  })
  const error = person.error ?? before.error
  const empty = { choice: noChoice, title: '', phone: '', showNames: false }
  if (albums === undefined) return { start: null, error }
  if (anew !== undefined) {
    const { data } = before
    if (data === undefined) return { start: null, error }
    const [own] = data.people
    const people = new Map(data.people.map((one) => [one.person, one.name ?? one.person]))
    const choice: Choice =
      data.kind === 'family' && own !== undefined
        ? { ...noChoice, way: 'family', own: { id: own.person, name: own.name ?? own.person } }
        : { ...noChoice, people }
    const isThere = albums.phones.some(({ id, revoked }) => id === data.phone && revoked === null)
    return {
      start: { choice, title: data.title, phone: isThere ? data.phone : '', showNames: data.showNames },
      error,
    }
  }
  if (personId === undefined) return { start: empty, error }
  if (person.data === undefined) return { start: null, error }
  const own = { id: personId, name: mainName(person.data) }
  return { start: { ...empty, choice: { ...noChoice, way: 'family', own } }, error }
}

/** Chooses who is shown, on which phone, until when; shows who is left out and why before anything is made. */
export const NewAlbumPage = (): JSX.Element => {
  const albums = useQuery(albumsQuery)
  const { start, error: startError } = useStart(albums.data)
  const error = albums.error ?? startError
  if (albums.data !== undefined && start !== null) return <AlbumForm albums={albums.data} start={start} />
  return (
    <Page above={<TextLink to="/albums">{texts.back}</TextLink>} title={texts.title} tab={texts.tab}>
      {error === null ? <SkeletonRows /> : <Failure error={error} onRetry={() => void albums.refetch()} />}
    </Page>
  )
}
