import { Button, Checkbox, FileButton, Textarea, TextInput } from '@mantine/core'
import { IconFolderOpen } from '@tabler/icons-react'
import { useRef, useState, type JSX } from 'react'
import type { NewImport } from '../api/types.ts'
import { JobProgress } from '../jobs/job-progress.tsx'
import { cancelJob, useJob } from '../jobs/job-store.ts'
import { ifText } from '../people/drafts.ts'
import { informantTexts } from '../texts/informant.ts'
import { jobTexts } from '../texts/shell.ts'
import { importTexts as texts } from '../texts/sources.ts'
import { byteSize } from '../texts/ui.ts'
import { DropZone } from '../ui/drop-zone.tsx'
import { Failure } from '../ui/failure.tsx'
import { TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { toast } from '../ui/toasts.tsx'
import { filesOfDrop, filesOfInput, type ChosenFile } from './collect-files.ts'
import { FileProgress } from './file-progress.tsx'
import { ImportDone } from './import-done.tsx'
import { useImport } from './use-import.ts'
import classes from './import.module.css'

const emptyAbout = { name: '', from: '', legalBasis: '', note: '' }

const aboutOf = (about: typeof emptyAbout, protect: boolean): NewImport => ({
  ...ifText('name', about.name),
  ...ifText('from', about.from),
  ...ifText('legalBasis', about.legalBasis),
  ...ifText('note', about.note),
  ...(protect && about.from.trim() !== '' ? { protect } : {}),
})

/** Brings in one source: files, what is known about them, sealing with progress, and the receipt. */
export const ImportPage = (): JSX.Element => {
  const [files, setFiles] = useState<ChosenFile[]>([])
  const [listing, setListing] = useState(false)
  const [about, setAbout] = useState(emptyAbout)
  const [protect, setProtect] = useState(false)
  const folder = useRef<HTMLInputElement>(null)
  const run = useImport()
  const tracked = useJob(run.phase.phase === 'job' ? run.phase.job : null)
  const job = tracked?.job

  const add = (more: ChosenFile[]): void => {
    const known = new Set(files.map(({ path }) => path))
    setFiles([...files, ...more.filter(({ path }) => !known.has(path))])
  }
  const onDrop = async (data: DataTransfer): Promise<void> => {
    setListing(true)
    try {
      add(await filesOfDrop(data))
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
    }
    setListing(false)
  }
  const again = (): void => {
    run.reset()
    setFiles([])
    setAbout(emptyAbout)
    setProtect(false)
  }
  const field = (name: keyof typeof emptyAbout) => ({
    dir: 'auto',
    value: about[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      setAbout({ ...about, [name]: event.currentTarget.value })
    },
  })

  const { phase } = run.phase
  const failed = run.states.filter(({ state }) => state === 'failed').length
  const jobRuns = phase === 'job' && (job === null || job === undefined || job.state === 'running')
  return (
    <Page
      width="reading"
      above={<TextLink to="/sources">{texts.back}</TextLink>}
      title={texts.title}
      tab={texts.tab}
      below={texts.below}
    >
      <div className={classes.stack}>
        {phase === 'choose' ? (
          <>
            <DropZone
              icon={IconFolderOpen}
              title={texts.drop}
              text={texts.dropText}
              onDrop={(data) => void onDrop(data)}
            >
              <FileButton
                multiple
                onChange={(list) => {
                  add(filesOfInput(list))
                }}
              >
                {({ onClick }) => (
                  <Button variant={files.length === 0 ? 'filled' : 'default'} onClick={onClick} loading={listing}>
                    {texts.chooseFiles}
                  </Button>
                )}
              </FileButton>
              <Button variant="default" onClick={() => folder.current?.click()} disabled={listing}>
                {texts.chooseFolder}
              </Button>
              <input
                ref={(input) => {
                  folder.current = input
                  input?.setAttribute('webkitdirectory', '')
                }}
                type="file"
                hidden
                tabIndex={-1}
                aria-label={texts.chooseFolder}
                onChange={(event) => {
                  add(filesOfInput([...(event.currentTarget.files ?? [])]))
                  event.currentTarget.value = ''
                }}
              />
            </DropZone>
            {files.length === 0 ? null : (
              <form
                className={classes.stack}
                onSubmit={(event) => {
                  event.preventDefault()
                  void run.start(files, aboutOf(about, protect))
                }}
              >
                <Panel
                  title={texts.chosen(files.length, byteSize(files.reduce((sum, { file }) => sum + file.size, 0)))}
                  actions={
                    <Button
                      size="compact-sm"
                      variant="default"
                      onClick={() => {
                        setFiles([])
                      }}
                    >
                      {texts.clear}
                    </Button>
                  }
                  flush
                >
                  <FileProgressPreview files={files} />
                </Panel>
                <Panel title={texts.about} hint={texts.aboutHint}>
                  <div className={classes.fields}>
                    <TextInput label={texts.name} description={texts.nameHint} {...field('name')} />
                    <TextInput label={texts.from} {...field('from')} />
                    <Checkbox
                      label={informantTexts.checkbox}
                      description={informantTexts.checkboxHint}
                      checked={protect}
                      disabled={about.from.trim() === ''}
                      onChange={(event) => {
                        setProtect(event.currentTarget.checked)
                      }}
                    />
                    <TextInput label={texts.legalBasis} {...field('legalBasis')} />
                    <Textarea rows={3} label={texts.note} {...field('note')} />
                  </div>
                </Panel>
                <div className={classes.actions}>
                  <Button type="submit">{texts.start(files.length)}</Button>
                </div>
              </form>
            )}
          </>
        ) : null}
        {phase === 'sending' || phase === 'some-failed' ? (
          <Panel title={texts.sending} flush>
            <FileProgress files={files} states={run.states} />
          </Panel>
        ) : null}
        {phase === 'sending' ? (
          <div className={classes.actions}>
            <Button variant="default" onClick={run.cancel}>
              {texts.cancel}
            </Button>
          </div>
        ) : null}
        {phase === 'some-failed' ? (
          <Panel tone="amber" title={texts.failed(failed)} hint={texts.failedHint}>
            <div className={classes.actions}>
              <Button variant="default" onClick={run.cancel}>
                {texts.cancel}
              </Button>
              <Button variant="default" onClick={() => void run.finish()}>
                {texts.goOn}
              </Button>
              <Button onClick={() => void run.sendAgain()}>{texts.sendAgain}</Button>
            </div>
          </Panel>
        ) : null}
        {run.phase.phase === 'job' && jobRuns ? (
          <Panel title={texts.working} hint={texts.workingHint}>
            <JobProgress progress={job?.progress ?? null} />
            <div className={classes.actions}>
              <Button variant="default" onClick={() => void cancelJob(run.phase.phase === 'job' ? run.phase.job : '')}>
                {jobTexts.cancel}
              </Button>
            </div>
          </Panel>
        ) : null}
        {run.phase.phase === 'failed' ? (
          <Panel>
            <Failure title={texts.failedTitle} error={run.phase.error} onRetry={run.reset} />
          </Panel>
        ) : null}
        {job?.state === 'failed' ? (
          <Panel>
            <Failure
              title={texts.failedTitle}
              error={new Error(job.error?.message ?? texts.failedTitle)}
              onRetry={() => void run.resume()}
            />
          </Panel>
        ) : null}
        {job?.state === 'cancelled' ? (
          <Panel tone="amber" title={texts.stopped} hint={texts.stoppedHint}>
            <div className={classes.actions}>
              <Button variant="default" onClick={again}>
                {texts.leaveStopped}
              </Button>
              <Button onClick={() => void run.resume()}>{texts.resume}</Button>
            </div>
          </Panel>
        ) : null}
        {job?.state === 'done' && job.kind === 'import' && job.result !== undefined ? (
          <ImportDone receipt={job.result} onAgain={again} />
        ) : null}
      </div>
    </Page>
  )
}

const previewed = 8

const FileProgressPreview = ({ files }: { files: readonly ChosenFile[] }): JSX.Element => (
  <ul className={classes.preview}>
    {files.slice(0, previewed).map(({ path, file }) => (
      <li key={path}>
        <bdi dir="auto" className={classes.filePath}>
          {path}
        </bdi>
        <span className={classes.fileSize}>{byteSize(file.size)}</span>
      </li>
    ))}
    {files.length > previewed ? <li className={classes.muted}>{texts.andMore(files.length - previewed)}</li> : null}
  </ul>
)
