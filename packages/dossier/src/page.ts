import { utf8, type JsonObject, type JsonValue } from '@homeward/format'
import type { PackageMessage } from '@homeward/format'
import type { Chosen } from './choose.ts'
import type { Contents } from './contents.ts'
import { asText, cell, escape, instant, table, text, type Cell } from './page-html.ts'

/** What the page says about the package itself. */
export interface PageHead {
  packageId: string
  vaultId: string
  made: string
  fingerprint: string
}

/**
 * The page of a package for people: readable without scripts, without requests, in both directions of writing. Every
 * text from outside is escaped and isolated (`dir="auto"`). Pictures stay closed until they are asked for.
 */
export function packagePage(head: PageHead, chosen: Chosen, contents: Contents): Uint8Array {
  const { records, steps } = contents
  const { request } = chosen
  return utf8(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>Package ${escape(head.packageId)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Package for ${text(request.recipient)}</h1>
<dl>
<dt>Purpose</dt><dd>${escape(purposeWords[request.purpose])}</dd>
<dt>Made</dt><dd>${instant(head.made)} <span class="quiet">(by the clock of the device that made it)</span></dd>
<dt>Package</dt><dd><code>${escape(head.packageId)}</code></dd>
<dt>Vault</dt><dd><code>${escape(head.vaultId)}</code></dd>
<dt>Fingerprint of the vault</dt><dd><code>${escape(head.fingerprint)}</code><br><span class="quiet">Compare it with the fingerprint that you got from the sender by another way, by voice for example. It is the same in every package of this vault.</span></dd>
</dl>
<section>
<h2>Check it first</h2>
<p>This page can be read by anybody, and so it could have been written by anybody. What shows that the files are those that were sealed is the check:</p>
<pre>homeward-verify ${escape(head.packageId)}.zip</pre>
<p>Without that program: <code>sha256sum -c manifest-sha256.txt</code> and <code>sha256sum -c tagmanifest-sha256.txt</code> in this folder check every file; the proofs are described in the format's specification (<code>docs/spec/package.md</code> of Homeward).</p>
</section>
${section('Files', records.items.length, `<ul class="items">${records.items.map((item) => itemHtml(item.file, item.record.path, item.record.mediaType, item.record.size, item.record.sha256, item.id)).join('')}</ul>`)}
${section('Messages that carry them', records.messages.length, `<ol class="messages">${records.messages.map(messageHtml).join('')}</ol>`)}
${section('People', records.persons.length, records.persons.map((person) => personHtml(person, chosen)).join(''))}
${section(
  'Decisions',
  records.leads.length,
  `<p class="quiet">A lead compares two pictures, never two faces. The distance counts the bits, of 256, in which their fingerprints differ; up to 31 was proposed to people, who decided.</p>${table(
    ['Lead', 'Picture', 'Person', 'Distance', 'Turned', 'Decided'],
    records.leads.map((lead) =>
      ['id', 'item', 'person', 'distance', 'variant', 'state'].map((field) => cell(text(lead[field]))),
    ),
  )}`,
)}
${section('Statements', records.statements.length, `<ul>${records.statements.map((statement) => `<li>${text(statement['text'])}<br><span class="quiet">said by ${text(statement['by'])}, written down ${instant(statement['at'])}</span></li>`).join('')}</ul>`)}
${section('Custody', steps.length, `<p class="quiet">Times are what the clock of each device said. Members are named by their ids; how each of them came into the vault is shown by entries in this package, and the check follows them.</p>${table(['When', 'What', 'Which', 'By member', 'Entry in the log'], steps.map(stepCells))}`)}
</main>
</body>
</html>
`)
}

const purposeWords = {
  'legal-case': 'a legal case',
  tracing: 'tracing a missing person',
  'platform-notice': 'a notice to a platform',
  media: 'the media',
} as const

const style = `
:root{color-scheme:light dark;font:16px/1.55 system-ui,"Noto Sans","Noto Sans Arabic",sans-serif}
body{margin:0}main{max-width:56rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.15rem;margin-top:2.5rem;border-block-start:1px solid #8885;padding-block-start:1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1.25rem}dt{opacity:.7}dd{margin:0;min-width:0;overflow-wrap:anywhere}
code,pre{font:.9em ui-monospace,"Noto Sans Mono",monospace;overflow-wrap:anywhere}pre{background:#8882;padding:.75rem 1rem;border-radius:.4rem;white-space:pre-wrap}
.quiet{opacity:.7;font-size:.9em}.withheld{border-inline-start:.25rem solid #b7791f;padding-inline-start:.75rem}
table{border-collapse:collapse;width:100%;font-size:.9em}th,td{text-align:start;padding:.35rem .6rem .35rem 0;border-block-end:1px solid #8883;vertical-align:top;overflow-wrap:break-word}
ul.items,ol.messages{padding:0;list-style:none}ul.items li,ol.messages li,.person{border:1px solid #8884;border-radius:.5rem;padding:.75rem 1rem;margin-block:.6rem;overflow-wrap:anywhere}
img{max-width:100%;height:auto;border-radius:.3rem;margin-block-start:.5rem}
td.time{white-space:nowrap}
@media(max-width:40rem){dl{grid-template-columns:1fr}dd{margin-block-end:.5rem}table,tbody,tr,td{display:block}thead{display:none}
tr{border-block-end:1px solid #8883;padding-block:.5rem}td{display:grid;grid-template-columns:6rem 1fr;gap:0 .75rem;border:0;padding-block:.1rem}td::before{content:attr(data-label);opacity:.7}td.time{white-space:normal}}
@media print{details{display:none}}`

function section(title: string, count: number, body: string): string {
  return count === 0 ? '' : `<section>\n<h2>${title} (${count})</h2>\n${body}\n</section>`
}

/** Types whose files are programs to a browser. */
const runsWhenOpened = /html|svg|xml|javascript/u

function itemHtml(file: string, path: string, mediaType: string, size: number, sha256: string, id: string): string {
  const picture = /^image\/(?:jpeg|png|gif|webp)$/u.test(mediaType)
    ? `<details><summary>Show the picture</summary><img src="${escape(file)}" alt="" loading="lazy"></details>`
    : ''
  const exact = runsWhenOpened.test(mediaType)
    ? `<code>${escape(file)}</code> <span class="quiet">not linked: a browser would run what is in it. Look at it in a text editor.</span>`
    : `<a href="${escape(file)}">the exact file</a>`
  return `<li>${text(path)}<br><span class="quiet">${escape(mediaType)}, ${size.toLocaleString('en')} bytes, item ${escape(id)}</span><br><code>SHA-256 ${escape(sha256)}</code><br>${exact}${picture}</li>`
}

function messageHtml(message: PackageMessage): string {
  const time = message.shown['time']
  const local = typeof time === 'object' && time !== null && !Array.isArray(time) ? time['local'] : null
  return `<li><strong>${text(message.shown['sender'])}</strong> <span class="quiet">${text(local)}</span><p>${text(message.shown['text'])}</p><span class="quiet">bytes ${message.start} to ${message.end} of item ${escape(message.item)}</span></li>`
}

function personHtml(person: JsonObject, chosen: Chosen): string {
  const withheld = chosen.persons.find((candidate) => candidate.person.id === person['id'])?.withheld ?? []
  const facts = Object.entries(person)
    .filter(([field, value]) => field !== 'id' && field !== 'photos' && Array.isArray(value) && value.length > 0)
    .map(
      ([field, value]) =>
        `<dt>${escape(fieldWords[field] ?? field)}</dt><dd>${(value as JsonValue[]).map(factHtml).join('<br>')}</dd>`,
    )
  const photos = Array.isArray(person['photos']) ? person['photos'].filter((file) => typeof file === 'string') : []
  return `<div class="person"><strong><code>${text(person['id'])}</code></strong><dl>${facts.join('')}</dl>${photos.map((file) => `<details><summary>Show the photo from the register</summary><img src="${escape(file)}" alt="" loading="lazy"></details>`).join('')}${
    withheld.length === 0
      ? ''
      : `<p class="withheld">Withheld: ${withheld.map(({ scope, reason }) => `${escape(scope)} (${escape(reason)})`).join(', ')}.</p>`
  }</div>`
}

const fieldWords: Readonly<Record<string, string>> = { lastSeen: 'last seen', kin: 'relatives' }
const scripts: Readonly<Record<string, string>> = {
  Arab: 'Arabic script',
  Latn: 'Latin script',
  Cyrl: 'Cyrillic script',
}

/** What stands beside a value, in words as far as this page knows them. */
function part(name: string, said: JsonValue): string {
  if (name === 'script' && typeof said === 'string') return scripts[said] ?? said
  if (['kind', 'relation', 'basis', 'person'].includes(name)) return `<bdi>${escape(asText(said))}</bdi>`
  return `${escape(name)} ${text(said)}`
}

function factHtml(value: JsonValue): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return text(value)
  const { text: said, name, earliest, latest, ...others } = value
  const years =
    earliest === undefined ? null : earliest === latest ? asText(earliest) : `${asText(earliest)}–${asText(latest)}`
  const main = said ?? name ?? years
  const beside = Object.entries(others).map(([field, one]) => part(field, one))
  if (main === undefined || main === null) return beside.join(', ')
  return `${text(main)}${beside.length === 0 ? '' : ` <span class="quiet">(${beside.join(', ')})</span>`}`
}

function stepCells(step: JsonObject): Cell[] {
  const which = [step['source'], step['lead'], step['package']].filter((one) => one !== undefined)
  return [
    { html: instant(step['at']), isTime: true },
    cell(text(step['step'])),
    cell(which.map(text).join(', ')),
    cell(`<code>${text(step['member'])}</code>`),
    cell(
      `<code>${text(step['entry'])}</code>${step['unproven'] === undefined ? '' : ` <span class="quiet">not in this package: ${text(step['unproven'])}</span>`}`,
    ),
  ]
}
