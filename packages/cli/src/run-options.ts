import type { RunOptions, Stage } from '@homeward/intake'
import type { Context } from './context.ts'
import type { Progress } from './progress.ts'

/** What a stage of an import is called on the terminal, and whether it counts bytes. */
const stages: Record<Stage, Pick<Progress, 'stage' | 'unit'>> = {
  seal: { stage: 'sealed', unit: 'bytes' },
  look: { stage: 'files recognised' },
  messages: { stage: 'read for messages', unit: 'bytes' },
  photos: { stage: 'pictures compared' },
}

/** Progress and interruption of a command in the form that imports and rebuilds take. */
export function runOptions({ progress, signal }: Pick<Context, 'progress' | 'signal'>): RunOptions {
  return {
    signal,
    onProgress: ({ stage, done, total }) => {
      progress.show({ ...stages[stage], done, total })
    },
  }
}
