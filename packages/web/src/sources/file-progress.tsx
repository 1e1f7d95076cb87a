import { Progress } from '@mantine/core'
import { useRef, type JSX } from 'react'
import { percentText } from '../language/format.ts'
import { importTexts as texts } from '../texts/sources.ts'
import { byteSize } from '../texts/ui.ts'
import { Foreign } from '../ui/foreign.tsx'
import { ScrollRegion } from '../ui/scroll-region.tsx'
import { useBoxRows } from '../ui/virtual-rows.ts'
import type { ChosenFile } from './collect-files.ts'
import type { FileState } from './send-files.ts'
import classes from './import.module.css'

interface FileProgressProps {
  files: readonly ChosenFile[]
  states: readonly FileState[]
}

const stateText = (state: FileState | undefined, size: number): string => {
  if (state === undefined) return texts.waiting
  if (state.state === 'failed') return state.reason
  if (state.state !== 'sending') return texts[state.state]
  return size === 0 ? texts.sending : percentText(Math.min(100, Math.round((100 * state.sent) / size)))
}

const isDone = (state: FileState | undefined): boolean =>
  state !== undefined && state.state !== 'waiting' && state.state !== 'sending'

/** How far the sending is: as a whole, and file by file. */
export const FileProgress = ({ files, states }: FileProgressProps): JSX.Element => {
  const box = useRef<HTMLElement>(null)
  const virtualizer = useBoxRows({
    count: files.length,
    getScrollElement: () => box.current,
    estimateSize: () => 37,
    overscan: 10,
  })
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0)
  let sent = 0
  let done = 0
  for (const [index, { file }] of files.entries()) {
    const state = states[index]
    if (isDone(state)) {
      sent += file.size
      done += state?.state === 'failed' ? 0 : 1
    } else if (state?.state === 'sending') sent += Math.min(state.sent, file.size)
  }
  return (
    <div className={classes.progress}>
      <div className={classes.progressHead}>
        <span aria-live="polite">{texts.sealed(done, files.length)}</span>
        <span className={classes.muted}>
          {byteSize(sent)} / {byteSize(bytes)}
        </span>
      </div>
      <Progress
        value={bytes === 0 ? (100 * done) / Math.max(1, files.length) : (100 * sent) / bytes}
        size="sm"
        aria-label={texts.sending}
      />
      <ScrollRegion ref={box} className={classes.files} label={texts.filesLabel}>
        <ul style={{ blockSize: virtualizer.getTotalSize() }} className={classes.fileList}>
          {virtualizer.getVirtualItems().map((row) => {
            const chosen = files[row.index]
            const state = states[row.index]
            if (chosen === undefined) return null
            return (
              <li
                key={row.key}
                ref={virtualizer.measureElement}
                data-index={row.index}
                className={classes.file}
                data-state={state?.state ?? 'waiting'}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <Foreign className={classes.filePath}>{chosen.path}</Foreign>
                <span className={classes.fileSize}>{byteSize(chosen.file.size)}</span>
                <span className={classes.fileState}>{stateText(state, chosen.file.size)}</span>
              </li>
            )
          })}
        </ul>
      </ScrollRegion>
    </div>
  )
}
