import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState, type JSX } from 'react'
import { ProposePanel } from '../acts/propose-panel.tsx'
import { post } from '../api/client.ts'
import { personQuery } from '../api/queries.ts'
import type { NewPackage, PackagePreview as Preview, PackagePurpose } from '../api/types.ts'
import { JobProgress } from '../jobs/job-progress.tsx'
import { cancelJob } from '../jobs/job-store.ts'
import { useStartedJob } from '../jobs/use-started-job.ts'
import { mainName } from '../people/person-name.ts'
import { actTexts } from '../texts/acts.ts'
import { newPackageTexts as texts } from '../texts/packages.ts'
import { purposeTexts } from '../texts/people.ts'
import { jobTexts } from '../texts/shell.ts'
import { Failure } from '../ui/failure.tsx'
import { TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import { PackageDone } from './package-done.tsx'
import { PackagePreview } from './package-preview.tsx'
import { PickItems } from './pick-items.tsx'
import { PickLeads } from './pick-leads.tsx'
import { PickPeople } from './pick-people.tsx'
import classes from './packages.module.css'

const route = getRouteApi('/writing/packages/new')

const packagePurposes: readonly PackagePurpose[] = ['legal-case', 'tracing', 'platform-notice', 'media']

const changed = (set: ReadonlySet<string>, ids: readonly string[], on: boolean): ReadonlySet<string> => {
  const next = new Set(set)
  for (const id of ids) {
    if (on) next.add(id)
    else next.delete(id)
  }
  return next
}

/** Chooses what leaves, for whom and why; shows what consent allows before anything is made. */
export const NewPackagePage = (): JSX.Element => {
  const { person: personId } = route.useSearch()
  const { data: startPerson } = useQuery({ ...personQuery(personId ?? ''), enabled: personId !== undefined })
  const [leads, setLeads] = useState<ReadonlySet<string>>(new Set())
  const [items, setItems] = useState<ReadonlySet<string>>(new Set())
  const [people, setPeople] = useState<ReadonlyMap<string, string>>(new Map())
  const [withoutStart, setWithoutStart] = useState(false)
  const [purpose, setPurpose] = useState<PackagePurpose>('legal-case')
  const [recipient, setRecipient] = useState('')
  const [isPfif, setPfif] = useState(false)
  const job = useStartedJob('package')

  const chosenPeople = new Map(people)
  if (startPerson !== undefined && !withoutStart) chosenPeople.set(startPerson.id, mainName(startPerson))

  const request: NewPackage = {
    items: isPfif ? [] : [...items],
    leads: isPfif ? [] : [...leads],
    ...(isPfif ? { form: 'pfif' as const } : {}),
    persons: [...chosenPeople.keys()],
    purpose,
    recipient: recipient.trim(),
  }
  const requestJson = JSON.stringify(request)
  const [settledJson] = useDebouncedValue(requestJson, 300)
  // What is shown is always the preview of what would be made, never of what was chosen a moment ago.
  const isReady =
    requestJson === settledJson &&
    request.recipient !== '' &&
    request.items.length + request.leads.length + request.persons.length > 0
  const preview = useQuery({
    queryKey: ['package', 'preview', settledJson],
    queryFn: () => post<Preview>('/packages/preview', JSON.parse(settledJson)),
    enabled: isReady,
  })

  const { state } = job
  if (state?.state === 'done' && state.kind === 'package' && state.result !== undefined) {
    return <PackageDone result={state.result} onAnother={job.forget} />
  }
  return (
    <Page
      above={<TextLink to="/packages">{texts.back}</TextLink>}
      title={texts.title}
      tab={texts.tab}
      below={texts.below}
    >
      <div className={classes.grid}>
        <div className={classes.column}>
          {isPfif ? null : (
            <PickLeads
              chosen={leads}
              onToggle={(id, on) => {
                setLeads(changed(leads, [id], on))
              }}
            />
          )}
          <PickPeople
            chosen={chosenPeople}
            onAdd={(id, name) => {
              setPeople(new Map(people).set(id, name))
            }}
            onRemove={(id) => {
              if (id === startPerson?.id) setWithoutStart(true)
              setPeople(new Map([...people].filter(([one]) => one !== id)))
            }}
          />
          {isPfif ? null : (
            <PickItems
              chosen={items}
              onToggle={(ids, on) => {
                setItems(changed(items, ids, on))
              }}
            />
          )}
        </div>
        <div className={classes.side}>
          <Panel title={texts.for}>
            <div className={classes.fields}>
              <NativeSelect
                label={texts.form}
                description={isPfif ? texts.formHint : undefined}
                data={(['package', 'pfif'] as const).map((value) => ({ value, label: texts.forms[value] }))}
                value={isPfif ? 'pfif' : 'package'}
                onChange={(event) => {
                  const wanted = event.currentTarget.value === 'pfif'
                  setPfif(wanted)
                  if (wanted) setPurpose('tracing')
                }}
              />
              <NativeSelect
                label={texts.purpose}
                data={packagePurposes.map((value) => ({ value, label: purposeTexts[value] }))}
                value={purpose}
                onChange={(event) => {
                  setPurpose(event.currentTarget.value as PackagePurpose)
                }}
              />
              <TextInput
                dir="auto"
                label={texts.recipient}
                description={texts.recipientHint}
                value={recipient}
                onChange={(event) => {
                  setRecipient(event.currentTarget.value)
                }}
              />
            </div>
          </Panel>
          <Panel title={texts.preview}>
            <div aria-live="polite">
              {!isReady ? (
                <p className={classes.muted}>{texts.previewEmpty}</p>
              ) : preview.data !== undefined ? (
                <PackagePreview preview={preview.data} />
              ) : preview.error === null ? (
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
              <Button className={classes.cancel} variant="default" onClick={() => void cancelJob(job.id ?? '')}>
                {jobTexts.cancel}
              </Button>
            </Panel>
          ) : isReady && preview.data?.needsSecond === true ? (
            <ProposePanel path="/packages/proposals" request={request} text={actTexts.neededText} />
          ) : (
            <div className={classes.make}>
              <p className={classes.muted}>{texts.makeHint}</p>
              <Button
                disabled={!isReady || preview.data === undefined}
                loading={job.isStarting}
                onClick={() => void job.start('/packages', request)}
              >
                {texts.make}
              </Button>
            </div>
          )}
        </div>
      </div>
    </Page>
  )
}
