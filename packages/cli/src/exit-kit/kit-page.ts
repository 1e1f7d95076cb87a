/** One part of the page: text, and commands that a person can copy. */
interface Section {
  title: string
  text: string[]
  commands?: string
}

/** What the page tells about: counts for people, never names. */
export interface KitAbout {
  made: string
  withKeys: boolean
  counts: [what: string, number: number][]
  leftOut: number
  /** Compartments that were closed to whoever made the kit: nothing of them is in it. */
  closed: string[]
}

const contents: [name: string, what: string][] = [
  ['originals/', 'every file that came in, exactly as it came, below the name of its source'],
  ['photos/', 'the photos of people, below the id of the person'],
  ['packages/', 'the packages that were handed out'],
  [
    'other/',
    'other sealed files: lists of sources (.jsonl: one JSON object a line), tables of people, what a stopped import left',
  ],
  [
    'tables/',
    'people, the history of their values, challenges, decisions about pairs of records, statements, consents, refusals, sources, messages, leads, decisions and packages, each as JSON and as CSV',
  ],
  ['tables/names.csv', 'which file here is which item, under which path it came, and its SHA-256'],
  ['log/entries.json', 'every entry of the log, decrypted: who wrote what and when, by the clock of that device'],
  ['SHA256SUMS', 'the SHA-256 of every file here but itself'],
]

const common: Section[] = [
  {
    title: 'What this is',
    text: [
      'Everything that a vault of Homeward held for the member who made this, readable without Homeward.',
      'NOTHING HERE IS ENCRYPTED. Whoever has this folder can read all of it. Keep it on an encrypted disk, and delete it when it is not needed any more.',
      'Deleting does not always remove it from a stick or an SSD. Encrypt the disk before, not after.',
    ],
  },
  { title: 'What is where', text: contents.map(([name, what]) => `${name} — ${what}`) },
  {
    title: 'How to read it',
    text: [
      'Open the tables with any spreadsheet program, or the JSON files with any text editor. In the CSV files an apostrophe stands before texts that a spreadsheet would run as a formula; the JSON files have every text exactly.',
      'Names of files were made safe for every computer. The path as it came is in tables/names.json.',
      'A message names the item that it stands in and the bytes from “start” to “end” in it.',
      'Times of messages are intervals: “earliest” and “latest” in UTC, beside the characters that stand in the source.',
    ],
  },
  {
    title: 'Is it whole?',
    text: ['This compares every file with its SHA-256. KIT is this folder.'],
    commands: 'cd "$KIT" && sha256sum --quiet -c SHA256SUMS && echo whole',
  },
]

const keysSections: Section[] = [
  {
    title: 'Open the vault itself',
    text: [
      'The folder keys/ holds age identities: member.txt is that of the member, the others are named by compartment and epoch and open the sealed files of that compartment.',
      'WITH THESE, ANYBODY CAN OPEN EVERY COPY OF THE VAULT, NOW AND LATER, WITHOUT A PASSPHRASE. Keep them apart from the vault and its backups.',
      'What follows needs age, sqlite3 and a shell, and nothing of ours. Say first where things are; work on a copy of the vault, and while Homeward is closed.',
    ],
    commands: "VAULT='/path/to/a/copy/of/the/vault'\nKIT='/path/to/this/folder'\nOUT='/path/to/an/empty/folder'",
  },
  {
    title: 'Open all larger sealed files',
    text: ['The id of each sealed file becomes its name; tables/names.csv says what it is.'],
    commands: `sqlite3 -separator ' ' "$VAULT/vault.db" "SELECT lower(hex(id)), lower(hex(compartment)) || '-' || epoch FROM blob WHERE bytes IS NULL" |
while read -r id key; do
  folder=$(printf '%.2s' "$id")
  age -d -i "$KIT/keys/$key.txt" -o "$OUT/$id" "$VAULT/blobs/$folder/$id.age"
done`,
  },
  {
    title: 'Open all small sealed files',
    text: ['They are inside vault.db.'],
    commands: `sqlite3 -separator ' ' "$VAULT/vault.db" "SELECT lower(hex(id)), lower(hex(compartment)) || '-' || epoch FROM blob WHERE bytes IS NOT NULL" |
while read -r id key; do
  sqlite3 "$VAULT/vault.db" "SELECT writefile('$OUT/$id.age', bytes) FROM blob WHERE id = x'$id'" > /dev/null
  age -d -i "$KIT/keys/$key.txt" -o "$OUT/$id" "$OUT/$id.age"
  rm "$OUT/$id.age"
done`,
  },
  {
    title: 'Open the keys of the compartments',
    text: [
      'Each is one line of JSON. How entries of the log are opened with them stands in docs/spec/entry.md of Homeward (HKDF-SHA-256 and ChaCha20-Poly1305); here they are decrypted in log/entries.json.',
    ],
    commands: `sqlite3 "$VAULT/vault.db" "SELECT writefile('$OUT/keys-' || log || '-' || position || '.age', substr(bytes, 71)) FROM entry WHERE substr(bytes, 2, 1) = x'01'" > /dev/null
for file in "$OUT"/keys-*.age; do
  age -d -i "$KIT/keys/member.txt" "$file" > "\${file%.age}.json"
done`,
  },
]

function sectionsOf({ made, withKeys, counts, leftOut, closed }: KitAbout): Section[] {
  const receipt: Section = {
    title: 'Receipt',
    text: [
      `Made ${made} by the clock of this computer.`,
      ...counts.map(([what, number]) => `${what}: ${number}`),
      ...closed.map(
        (name) =>
          `The compartment “${name}” was closed to whoever made this. Nothing of it is here, and empty tables of it do not mean that it was empty.`,
      ),
      leftOut + closed.length === 0
        ? 'Nothing was left out.'
        : `Left out: ${leftOut}. receipt.json lists each with the reason.`,
    ],
  }
  return [...common, ...(withKeys ? keysSections : []), receipt]
}

function textSection({ title, text, commands }: Section): string {
  return [
    title,
    '='.repeat(title.length),
    '',
    ...text,
    ...(commands === undefined ? [] : ['', indent(commands)]),
    '',
  ].join('\n')
}

/** The page as plain text. */
export function kitText(about: KitAbout): string {
  return sectionsOf(about).map(textSection).join('\n')
}

function indent(commands: string): string {
  return commands.replaceAll(/^/gmu, '    ')
}

function htmlSection({ title, text, commands }: Section): string {
  return [
    `<h2>${escape(title)}</h2>`,
    ...text.map((line) => `<p>${escape(line)}</p>`),
    ...(commands === undefined ? [] : [`<pre>${escape(commands)}</pre>`]),
  ].join('\n')
}

/** The page for a browser, without scripts and without anything from elsewhere. */
export function kitPage(about: KitAbout): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Exit kit</title>
<style>
body { font: 1rem/1.5 sans-serif; margin: 2rem auto; max-width: 46rem; padding: 0 1rem }
pre { background: #f3f3f3; overflow: auto; padding: 1rem }
</style>
<h1>Everything, readable without Homeward</h1>
${sectionsOf(about).map(htmlSection).join('\n')}
</html>
`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
