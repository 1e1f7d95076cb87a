import { Button, NativeSelect, Switch, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState, type JSX } from 'react'
import { ProposePanel } from '../acts/propose-panel.tsx'
import { post } from '../api/client.ts'
import { albumsQuery, teamsQuery } from '../api/queries.ts'
import type { AlbumPlan, Albums, NewAlbum } from '../api/types.ts'
import { JobProgress } from '../jobs/job-progress.tsx'
import { cancelJob } from '../jobs/job-store.ts'
import { useStartedJob } from '../jobs/use-started-job.ts'
import { newAlbumTexts as texts } from '../texts/albums.ts'
import { jobTexts } from '../texts/shell.ts'
import { testimonyTexts } from '../texts/testimony.ts'
import { Failure } from '../ui/failure.tsx'
import { TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import { daysFromNow, endOf } from './album-days.ts'
import { AlbumDone } from './album-done.tsx'
import { AlbumPreview } from './album-preview.tsx'
import { ChoosePeople, type Choice } from './choose-people.tsx'
import { useAlbumStart, type AlbumStart } from './use-album-start.ts'
import classes from './albums.module.css'

const route = getRouteApi('/writing/albums/new')
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

const AlbumForm = ({ albums, start }: { albums: Albums; start: AlbumStart }): JSX.Element => {
  const phones = albums.phones.filter(({ revoked }) => revoked === null)
  const [choice, setChoice] = useState(start.choice)
  const [title, setTitle] = useState(start.title)
  const [wantedPhone, setPhone] = useState(start.phone)
  // A phone that was paired a moment ago may come into the list when the form is there already.
  const phone = phones.some(({ id }) => id === wantedPhone) ? wantedPhone : (phones[0]?.id ?? '')
  const [days] = useState(daysFromNow)
  const [day, setDay] = useState(days.usual)
  const [showNames, setShowNames] = useState(start.showNames)
  const [withUnderAge, setWithUnderAge] = useState(false)
  const { data: known } = useQuery(teamsQuery)
  const ownTeams = known?.teams.filter(({ isOwn }) => isOwn) ?? []
  const [wantedTeam, setTeam] = useState('')
  const team = ownTeams.find(({ id }) => id === wantedTeam) ?? ownTeams[0]
  const job = useStartedJob('album')
  const client = useQueryClient()

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
    asked === null || until === null || title.trim() === ''
      ? null
      : {
          ...asked,
          title: title.trim(),
          until,
          ...(team === undefined || asked.kind === 'family' ? {} : { team: team.id }),
        }
  const isReady = request !== null && plan !== undefined && plan.pictures > 0
  const young = plan?.shown.filter(({ isUnderAge }) => isUnderAge).length ?? 0
  const { state } = job
  if (state?.state === 'done' && state.kind === 'album' && state.result !== undefined)
    return (
      <AlbumDone
        receipt={state.result}
        onAnother={() => {
          job.forget()
          void client.invalidateQueries({ queryKey: albumsQuery.queryKey })
        }}
      />
    )
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
              {ownTeams.length > 1 && choice.way !== 'family' ? (
                <NativeSelect
                  label={testimonyTexts.chooseTeam}
                  data={ownTeams.map(({ id, name }) => ({ value: id, label: name }))}
                  value={team?.id ?? ''}
                  onChange={(event) => {
                    setTeam(event.currentTarget.value)
                  }}
                />
              ) : null}
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
          {job.isRunning && job.id !== null ? (
            <Panel title={texts.working}>
              <JobProgress progress={state?.progress ?? null} />
              <Button variant="default" onClick={() => void cancelJob(job.id ?? '')}>
                {jobTexts.cancel}
              </Button>
            </Panel>
          ) : request !== null && young > 0 ? (
            <ProposePanel
              path="/albums/proposals"
              request={request}
              text={texts.neededText(young, albums.age)}
              submit={texts.propose}
            />
          ) : (
            <div className={classes.fields}>
              <p className={classes.muted}>{texts.makeHint}</p>
              <Button disabled={!isReady} loading={job.isStarting} onClick={() => void job.start('/albums', request)}>
                {texts.make}
              </Button>
            </div>
          )}
        </div>
      </div>
    </Page>
  )
}

/** Chooses who is shown, on which phone, until when; shows who is left out and why before anything is made. */
export const NewAlbumPage = (): JSX.Element => {
  const albums = useQuery(albumsQuery)
  const { start, error: startError } = useAlbumStart(albums.data, route.useSearch())
  const error = albums.error ?? startError
  if (albums.data !== undefined && start !== null) return <AlbumForm albums={albums.data} start={start} />
  return (
    <Page above={<TextLink to="/albums">{texts.back}</TextLink>} title={texts.title} tab={texts.tab}>
      {error === null ? <SkeletonRows /> : <Failure error={error} onRetry={() => void albums.refetch()} />}
    </Page>
  )
}
