import { bytesText } from './numbers.ts'
import { displayWidth } from './terminal-text.ts'

/** How far a long command is. `total` is null where it is not known. */
export interface Progress {
  stage: string
  done: number
  total: number | null
  /** What `done` and `total` count; things unless it says bytes. */
  unit?: 'bytes'
}

/** Draws progress on one line of a terminal, and nothing anywhere else. */
export interface ProgressBar {
  show: (progress: Progress) => void
  /** Takes the line away. Call it before anything else is printed. */
  clear: () => void
}

const barColumns = 24
const redrawMs = 100

/**
 * A progress bar on `stream`. Draws only on a terminal, at most ten times a second; colours unless NO_COLOR is set or the
 * terminal is dumb. `stage` must be our own word, never text from outside.
 */
export function createProgressBar(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv = process.env): ProgressBar {
  if (!stream.isTTY || env['TERM'] === 'dumb') return { show: () => undefined, clear: () => undefined }
  const paint = (env['NO_COLOR'] ?? '') === '' ? (text: string) => `\u001B[36m${text}\u001B[0m` : (text: string) => text
  let drawnAtMs = 0
  let drawn = ''
  return {
    show({ stage, done, total, unit }) {
      const now = Date.now()
      if (now - drawnAtMs < redrawMs && done !== total) return
      drawnAtMs = now
      const share = total === null || total === 0 ? null : Math.min(1, done / total)
      const filled = Math.round((share ?? 0) * barColumns)
      const bar = share === null ? '' : `${paint('█'.repeat(filled))}${'░'.repeat(barColumns - filled)} `
      const amount = unit === 'bytes' ? bytesText : String
      const numbers = total === null ? amount(done) : `${amount(done)} of ${amount(total)}`
      const room = stream.columns - (share === null ? 0 : barColumns + 1) - displayWidth(numbers) - 2
      const line = `${bar}${numbers} ${stage.slice(0, Math.max(0, room))}`
      if (line !== drawn) stream.write(`\r\u001B[2K${line}`)
      drawn = line
    },
    clear() {
      if (drawn !== '') stream.write('\r\u001B[2K')
      drawn = ''
    },
  }
}
