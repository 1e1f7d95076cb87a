import { packageFiles, writePackage } from '@homeward/format'
import { newId, recordPackage, type PackageToRecord, type Records } from '@homeward/records'
import { choose, type PackageRequest } from './choose.ts'
import { collect, stopIfAsked } from './contents.ts'
import { makePfif, type MadePackage } from './make-pfif.ts'
import { actOfPackage } from './package-act.ts'
import { packagePage } from './page.ts'

/**
 * Makes a package, or the PFIF file that was asked for instead, seals it in the vault so that what was handed out stays known, and writes it down. The zip never
 * stands on the disk in the clear. `now` is the device's clock, a claim. A package in bulk needs an act that
 * a second person approved (rule R17). Throws `DossierError`, `RecordsError` as `actOfPackage` does and NOT_FOUND, and what
 * the vault throws; then nothing was written down.
 */
export async function makePackage(
  records: Records,
  request: PackageRequest,
  {
    now,
    onProgress,
    signal,
  }: {
    now: Date
    onProgress?: (progress: { stage: string; done: number; total: number | null }) => void
    signal?: AbortSignal
  },
): Promise<MadePackage> {
  if (request.form === 'pfif') return makePfif(records, request, now)
  const { vault } = records
  const chosen = choose(records, request)
  const act = actOfPackage(records, chosen, now)
  const contents = await collect(records, chosen, signal)
  const id = newId('package')
  const made = now.toISOString()
  const consent = {
    purpose: request.purpose,
    recipient: request.recipient,
    persons: chosen.persons.map(({ disclosure, withheld }) => ({
      ...disclosure,
      withheld: withheld.map((part) => ({ ...part })),
    })),
  }
  const files = packageFiles({
    records: {
      ...contents.records,
      package: { id, vault: vault.id, made, purpose: request.purpose, recipient: request.recipient },
    },
    consent,
    steps: [...contents.steps, { step: 'package made', at: made, member: vault.member.id, entry: null, package: id }],
    entries: contents.entries,
    indexHtml: packagePage(
      { packageId: id, vaultId: vault.id, made, fingerprint: fingerprintOf(vault.founding.logId) },
      chosen,
      contents,
    ),
    data: contents.data,
  })
  const bytes = writePackage({ vaultId: vault.id, packageId: id, files, sign: vault.sign })
  const sealed = await vault.sealStream('evidence', counted(bytes, onProgress, signal))
  const record: PackageToRecord = {
    package: id,
    recipient: request.recipient,
    purpose: request.purpose,
    blob: sealed.blob,
    sha256: sealed.sha256,
    size: sealed.size,
    items: chosen.items.map((item) => item.id),
    persons: chosen.persons.map(({ person }) => person.id),
    consents: [
      ...new Set(chosen.persons.flatMap(({ disclosure }) => disclosure.allowed.map((allowed) => allowed.consent))),
    ],
    withheld: chosen.persons.reduce((sum, { withheld }) => sum + withheld.length, 0),
  }
  await recordPackage(records, record, act === null ? null : { act, now })
  return { id, sha256: sealed.sha256, size: sealed.size }
}

/** The first 32 digits of a log's id in groups of four: what sender and recipient compare (rule P14). */
export function fingerprintOf(logIdHex: string): string {
  return (logIdHex.slice(0, 32).match(/.{4}/gu) ?? []).join(' ')
}

async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  onProgress: ((progress: { stage: string; done: number; total: number | null }) => void) | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  let done = 0
  for await (const chunk of bytes) {
    stopIfAsked(signal)
    yield chunk
    done += chunk.length
    onProgress?.({ stage: 'package', done, total: null })
  }
}
