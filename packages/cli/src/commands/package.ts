import path from 'node:path'
import {
  fingerprintOf,
  makePackage,
  previewPackage,
  proposePackage,
  type MadePackage,
  type PackagePreview,
} from '@homeward/dossier'
import { openPackage, packagePurposes, type PackagePurpose } from '@homeward/records'
import { openBag, verifyPackage } from '@homeward/verify'
import type { CompartmentName } from '@homeward/vault'
import { Option, type Command } from 'commander'
import type { Act } from '../act.ts'
import { proposedAct, sayingHowToPropose } from '../act-text.ts'
import { CliError } from '../cli-error.ts'
import { EXIT } from '../exit-code.ts'
import { createNewFile } from '../new-file.ts'
import { bytesText, count } from '../numbers.ts'
import { foreign } from '../terminal-text.ts'
import { withRecords } from '../with-vault.ts'

interface PackageOptions {
  recipient: string
  purpose: PackagePurpose
  lead: string[]
  item: string[]
  person: string[]
  output?: string
  propose?: string
  pfif?: boolean
}

/** `homeward package … -o FILE`: evidence for somebody outside, which `homeward-verify` checks without us. */
export function addPackage(program: Command, act: Act): void {
  program
    .command('package')
    .description('hand out evidence as a zip that can be verified without Homeward')
    .requiredOption('--recipient <name>', 'who gets it')
    .addOption(new Option('--purpose <purpose>', 'what it is for').choices(packagePurposes).makeOptionMandatory())
    .option('--lead <id>', 'a lead with its picture and its person; may be repeated', append, [])
    .option('--item <id>', 'an item; may be repeated', append, [])
    .option('--person <id>', 'a person, as far as consent allows; may be repeated', append, [])
    .option('--pfif', 'records of people in PFIF 1.4 for another registry, instead of a package')
    .option('-o, --output <file>', 'the zip (or PFIF file) to write; must not exist yet')
    .option('--propose <reason>', 'of many people: ask a second person to approve it, and say why; nothing is written')
    .action(
      act((context, { recipient, purpose, lead, item, person, output, propose, pfif }: PackageOptions) =>
        withRecords(context, neededFor(lead, person), async (records) => {
          const now = new Date()
          const today = now.toISOString().slice(0, 10)
          const request = {
            items: item,
            persons: person,
            leads: lead,
            purpose,
            recipient,
            today,
            ...(pfif === true ? { form: 'pfif' as const } : {}),
          }
          if (propose !== undefined)
            return proposedAct(records, await proposePackage(records, request, { reason: propose, now }), now)
          if (output === undefined) throw new CliError('USAGE', 'Name the file to write: -o FILE.')
          const preview = previewPackage(records, request)
          const { progress, signal } = context
          const make = async (write: (bytes: Uint8Array) => Promise<void>): Promise<MadePackage> => {
            const finished = await makePackage(records, request, { now, signal, onProgress: progress.show })
            const reader = await openPackage(records, finished.id, today)
            for await (const bytes of reader.stream()) await write(bytes)
            return finished
          }
          const made = await sayingHowToPropose(createNewFile(output, make, pfif === true ? noCheck : requireSound))
          const withheld = preview.persons.reduce((sum, one) => sum + one.withheld.length, 0)
          return {
            json: { package: made.id, file: path.resolve(output), sha256: made.sha256, size: made.size, ...preview },
            text: [
              previewText(preview),
              `Package ${made.id}, ${bytesText(made.size)}, in ${foreign(output)}`,
              `SHA-256 ${made.sha256}`,
              `Fingerprint of this vault's key, to be told the recipient another way: ${fingerprintOf(records.vault.founding.logId)}`,
            ].join('\n'),
            exit: withheld > 0 ? EXIT.refused : EXIT.done,
          }
        }),
      ),
    )
}

/** Verifies a package as its recipient will, before it is handed out. @throws CliError PACKAGE_FAULTY */
async function requireSound(file: string): Promise<void> {
  const { bag, close } = await openBag(file)
  try {
    const { faults } = await verifyPackage(bag)
    if (faults.length > 0)
      throw new CliError(
        'PACKAGE_FAULTY',
        `The package that was made does not verify (${faults.map(({ where, what }) => `${where}: ${what}`).join(' ')}). It was not written. Run “homeward verify --deep” to see whether the vault is damaged.`,
      )
  } finally {
    await close()
  }
}

/** A PFIF file has no proofs: who gets it trusts whom they got it from. */
async function noCheck(): Promise<void> {}

/** Items alone need nothing of the registry. */
function neededFor(leads: readonly string[], persons: readonly string[]): CompartmentName[] {
  return leads.length + persons.length === 0 ? ['evidence'] : ['registry', 'evidence']
}

function append(text: string, before: string[]): string[] {
  return [...before, text]
}

function previewText({ items, persons }: PackagePreview): string {
  return [
    `${count(items.length, 'item')}, ${count(persons.length, 'person', 'people')}`,
    ...items.map(({ id, path: shown, size }) => `  ${id}  ${bytesText(size)}  ${foreign(shown)}`),
    ...persons.flatMap(({ id, name, allowed, withheld }) => [
      `  ${id}  ${foreign(name)}: ${allowed.join(', ') || 'nothing'} allowed by consent`,
      ...withheld.map(({ scope, reason }) => `    withheld ${scope}: ${foreign(reason)}`),
    ]),
  ].join('\n')
}
