import { createSha256, MAX_VOICE_BYTES, randomBytes, toHex } from '@homeward/format'
import type { AnswerFile } from '@homeward/format'
import { recordName } from '../store/phone-state.ts'
import { readSealed, writeSealed } from '../store/sealed.ts'
import type { Sealed } from '../store/sealed.ts'

const sliceMs = 1000
const bitsPerSecond = 32_000
/** A recording stops by itself before it is larger than the office takes. */
const mostMs = 30 * 60_000

/** A recording that runs. Its pieces are sealed as they come. */
export interface Recording {
  /** Ends it; resolves when the last piece is durable. */
  stop: () => Promise<void>
  /** Resolves when it has ended, by whatever. */
  ended: Promise<void>
}

/** Whether this browser can record at all. */
export const canRecord = (): boolean =>
  'MediaRecorder' in globalThis && typeof navigator.mediaDevices?.getUserMedia === 'function'

const kinds = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']

/**
 * Begins to record. Every second a piece is sealed and stored, so that a dead battery takes at most the last second; nothing
 * of it is ever in a file. `onBegin` is told how the recording is called before its first piece comes. Rejects where the
 * microphone is refused.
 */
export const startRecording = async (
  sealed: Sealed,
  onBegin: (voice: { id: string; type: string }) => Promise<void>,
): Promise<Recording> => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const mimeType = kinds.find((kind) => MediaRecorder.isTypeSupported(kind)) ?? ''
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: bitsPerSecond })
  const id = toHex(randomBytes(16))
  const [type = 'audio/webm'] = (recorder.mimeType === '' ? mimeType : recorder.mimeType).split(';')
  await onBegin({ id, type })
  let pieces = 0
  let size = 0
  let writing: Promise<void> = Promise.resolve()
  const sealAfter = async (before: Promise<void>, data: Blob): Promise<void> => {
    await before
    const bytes = new Uint8Array(await data.arrayBuffer())
    await writeSealed(sealed, [{ name: recordName.chunk(id, pieces), value: bytes }])
    bytes.fill(0)
    pieces += 1
  }
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size === 0 || size + data.size > MAX_VOICE_BYTES) return
    size += data.size
    writing = sealAfter(writing, data)
  })
  const stopped = new Promise<void>((resolve) => {
    recorder.addEventListener('stop', () => {
      for (const track of stream.getTracks()) track.stop()
      resolve()
    })
  })
  const ended = (async () => {
    await stopped
    await writing
  })()
  recorder.start(sliceMs)
  const limit = setTimeout(() => {
    if (recorder.state !== 'inactive') recorder.stop()
  }, mostMs)
  const stop = (): Promise<void> => {
    clearTimeout(limit)
    if (recorder.state !== 'inactive') recorder.stop()
    return ended
  }
  return { stop, ended }
}

/** What an answer says of a recording: all pieces that are stored, also of one that was cut off; null if there is none. */
export const recordedFile = async (
  sealed: Sealed,
  { id, type }: { id: string; type: string },
): Promise<AnswerFile | null> => {
  const hash = createSha256()
  let size = 0
  for (let at = 0; ; at += 1) {
    const piece = await readSealed(sealed, recordName.chunk(id, at))
    if (piece === null) break
    hash.update(piece)
    size += piece.length
  }
  return size === 0 ? null : { id, sha256: toHex(hash.digest()), size, type }
}

/** Removes a recording that nobody wants to keep. */
export const dropRecording = async (sealed: Sealed, id: string): Promise<void> => {
  for (let at = 0; (await readSealed(sealed, recordName.chunk(id, at))) !== null; at += 1)
    await writeSealed(sealed, [{ name: recordName.chunk(id, at), value: null }])
}
