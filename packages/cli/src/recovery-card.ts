import { recoveryWords } from '@homeward/vault'
import { renderSVG } from 'uqr'

/** What a page of recovery cards says. */
export interface CardText {
  shares: readonly string[]
  /** Says neither what the cards belong to nor whose they are. */
  isPlain: boolean
  /** Name of the organisation, if the vault could tell it. */
  organisation?: string
  /** Name of the member, if the vault could tell it. */
  member?: string
}

const style = `
@page { size: A4; margin: 12mm }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 186mm; font: 9pt/1.3 sans-serif; color: #000; background: #fff }
.warning { border: 1.5pt solid #000; padding: 2mm 4mm; margin: 4mm 0 }
article { display: grid; grid-template-columns: 1fr 38mm; gap: 0 5mm; border: 1pt dashed #000; padding: 4mm; break-inside: avoid }
article + article { margin-top: 4mm }
h1 { font-size: 13pt; margin: 0 0 1mm } p { margin: 0 0 2mm }
ol { grid-column: 1 / -1; columns: 6; margin: 1mm 0; padding-left: 7mm; font: 9pt/1.4 monospace }
code { grid-column: 1 / -1; font: 7.5pt monospace } svg { width: 38mm; height: 38mm }
@media print { .warning { display: none } }
`

/**
 * A page to print with three cards to cut apart: each share in words, as text and as a QR code. It needs nothing from
 * elsewhere and runs nothing.
 * @throws VaultError RECOVERY_SHARE_INVALID for what is no share
 */
export function recoveryCards(text: CardText): string {
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>Recovery cards</title><style>${style}</style></head><body>`,
    '<p class="warning"><strong>Print this page now, then delete the file and empty the bin.</strong> Whoever has the file has all three cards. Use a printer that nobody else can read from, and no printing service. This box is not printed.</p>',
    ...text.shares.map((share, at) => card(share, at + 1, text)),
    '</body></html>',
    '',
  ].join('\n')
}

function card(share: string, number: number, text: CardText): string {
  const words = recoveryWords(share).map((word) => `<li>${word}</li>`)
  return [
    `<article><div><h1>Recovery card ${number} of ${text.shares.length}</h1>`,
    `<p>${purpose(text)}</p>`,
    '<p>One card alone opens nothing. Two of the three set a new passphrase. Keep this one where nobody keeps another, and give it to nobody whose face or voice you do not know.</p>',
    '<p>The words, the text below them and the picture say the same; one of them is enough. Type them with spaces between.</p></div>',
    renderSVG(share, { ecc: 'M', border: 2 }),
    `<ol>${words.join('')}</ol>`,
    `<code>${share}</code></article>`,
  ].join('\n')
}

function purpose({ isPlain, organisation, member }: CardText): string {
  if (isPlain) return 'Somebody who trusts you gave you this paper. They may need it back if they forget a passphrase.'
  const whose = member === undefined ? 'a member' : escapeHtml(member)
  const where = organisation === undefined ? 'a Homeward vault' : `the Homeward vault of ${escapeHtml(organisation)}`
  return `It helps ${whose} into ${where} again if the passphrase is lost (<i>homeward recovery use</i>).`
}

function escapeHtml(text: string): string {
  return `<bdi>${text.replaceAll(/[&<>"']/gu, (sign) => `&#${sign.codePointAt(0) ?? 0};`)}</bdi>`
}
