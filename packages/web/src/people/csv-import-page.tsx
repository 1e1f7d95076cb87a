import { Button, FileButton } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import { call } from '../api/client.ts'
import type { PeopleImportPreview, PeopleImportResult, TableReading } from '../api/types.ts'
import { JobProgress } from '../jobs/job-progress.tsx'
import { cancelJob, trackJob, useJob } from '../jobs/job-store.ts'
import { jobTexts } from '../texts/shell.ts'
import { csvTexts as texts, personTexts } from '../texts/people.ts'
import { DropZone } from '../ui/drop-zone.tsx'
import { Failure } from '../ui/failure.tsx'
import { TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import { CsvReceipt } from './csv-receipt.tsx'
import { TablePreview } from './table-preview.tsx'
import classes from './csv.module.css'

type Step =
  | { step: 'choose' }
  | { step: 'reading'; file: File }
  | { step: 'failed'; error: Error }
  | { step: 'map'; file: File; preview: PeopleImportPreview; reading: TableReading; busy: boolean }
  | { step: 'import'; job: string }

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

/** What is shown is what is done, also where nobody changed anything. */
const mappingOf = ({ columns }: PeopleImportPreview): Record<string, string | null> =>
  Object.fromEntries(columns.map(({ column, field }) => [column, field]))

const formOf = (file: File, reading: TableReading): FormData => {
  const form = new FormData()
  form.set('table', file, file.name)
  form.set('reading', JSON.stringify(reading))
  return form
}

/** People from a table: what each column means is shown and can be changed before anything is written. */
export const CsvImportPage = (): JSX.Element => {
  const [step, setStep] = useState<Step>({ step: 'choose' })
  const tracked = useJob(step.step === 'import' ? step.job : null)

  const again = (): void => {
    setStep({ step: 'choose' })
  }

  const read = async (file: File | null | undefined, reading: TableReading = {}): Promise<void> => {
    if (!file) return
    setStep((before) =>
      before.step === 'map' && before.file === file ? { ...before, reading, busy: true } : { step: 'reading', file },
    )
    try {
      const preview = await call<PeopleImportPreview>('POST', '/people-import/preview', { raw: formOf(file, reading) })
      // What was chosen meanwhile is asked for on its own.
      setStep((before) =>
        before.step === 'map' && before.reading !== reading
          ? before
          : { step: 'map', file, preview, reading, busy: false },
      )
    } catch (error) {
      setStep({ step: 'failed', error: toError(error) })
    }
  }

  const start = async (file: File, reading: TableReading, photos: File[]): Promise<void> => {
    const form = formOf(file, reading)
    for (const photo of photos) form.append('photos', photo, photo.name)
    try {
      const { job } = await call<{ job: string }>('POST', '/people-import', { raw: form })
      trackJob(job, 'people-import')
      setStep({ step: 'import', job })
    } catch (error) {
      setStep({ step: 'failed', error: toError(error) })
    }
  }

  const job = tracked?.job
  return (
    <Page
      above={<TextLink to="/people">{personTexts.back}</TextLink>}
      title={texts.title}
      tab={texts.tab}
      below={texts.below}
    >
      {step.step === 'choose' ? (
        <DropZone
          icon={IconTable}
          title={texts.choose}
          text={texts.chooseText}
          onDrop={(data) => void read(data.files.item(0))}
        >
          <FileButton accept=".csv,.tsv,.txt,.xlsx,.xlsm,.xml,text/csv" onChange={(file) => void read(file)}>
            {({ onClick }) => <Button onClick={onClick}>{texts.choose}</Button>}
          </FileButton>
        </DropZone>
      ) : null}
      {step.step === 'reading' ? (
        <Panel title={texts.reading} flush>
          <SkeletonRows rows={5} />
        </Panel>
      ) : null}
      {step.step === 'failed' ? (
        <Panel>
          <Failure error={step.error} onRetry={again} />
        </Panel>
      ) : null}
      {step.step === 'map' ? (
        <TablePreview
          file={step.file}
          preview={step.preview}
          reading={step.reading}
          busy={step.busy}
          onAgain={again}
          onReading={(reading) => void read(step.file, reading)}
          onStart={(photos) =>
            start(step.file, { ...step.reading, list: step.preview.list, mapping: mappingOf(step.preview) }, photos)
          }
        />
      ) : null}
      {step.step === 'import' && (job === null || job === undefined || job.state === 'running') ? (
        <Panel title={texts.working}>
          <JobProgress progress={job?.progress ?? null} />
          <div className={classes.actions}>
            <Button variant="default" onClick={() => void cancelJob(step.job)}>
              {jobTexts.cancel}
            </Button>
          </div>
        </Panel>
      ) : null}
      {job?.state === 'failed' || job?.state === 'cancelled' ? (
        <Panel>
          <Failure error={new Error(job.error?.message ?? jobTexts.cancelled)} onRetry={again} />
        </Panel>
      ) : null}
      {job?.state === 'done' && job.kind === 'people-import' && job.result !== undefined ? (
        <CsvReceipt receipt={job.result satisfies PeopleImportResult} onAgain={again} />
      ) : null}
    </Page>
  )
}
