import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

/** Real exports that lie beside the repository and are never part of it; tests that need them say so when they are absent. */
const folder = new URL('../../../../shared/samples/', import.meta.url)

interface SampleEntry {
  file: string
  facts?: Record<string, unknown>
}

/** Bytes of a sample. */
export function readSample(file: string): Buffer {
  return readFileSync(new URL(encodeURI(file), folder))
}

/** What is known about a sample. */
export function factsOf(file: string): Record<string, unknown> {
  const index = JSON.parse(readSample('index.json').toString()) as SampleEntry[]
  return index.find((entry) => entry.file === file)?.facts ?? {}
}

/** A test that reads samples; skipped with a printed reason where the folder is absent. */
export function sampleTest(name: string, run: (t: TestContext) => Promise<void>): void {
  const isThere = existsSync(new URL('index.json', folder))
  test(
    name,
    { skip: isThere ? false : 'the folder ../shared/samples is not there, so real exports were not tried' },
    run,
  )
}
