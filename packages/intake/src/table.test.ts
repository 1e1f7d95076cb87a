import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTable } from './table.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const cellsOf = async (bytes: Uint8Array): Promise<string[][]> => {
  const { headings, rows } = await readTable(bytes)
  return [headings, ...rows.map(({ cells }) => cells)]
}
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

/** Bytes of a code page that Node cannot write: the first byte that reads as each character. */
function encode(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding)
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Uint8Array.from(text, (character) => bytes.get(character) ?? assert.fail(character))
}

const wide = (n: number): Uint8Array =>
  utf8(`Name,${Array.from({ length: n - 1 }, (_, at) => `c${at}`).join(',')}\nZozan\n`)

test('I41 UTF-8 and UTF-16, with a mark or without, are read by themselves', async () => {
  const text = 'الاسم;القرية\r\nزوزان;كفر\r\n'
  const wanted = [
    ['الاسم', 'القرية'],
    ['زوزان', 'كفر'],
  ]
  for (const bytes of [
    utf8(text),
    utf8(`\uFEFF${text}`),
    Buffer.from(`\uFEFF${text}`, 'utf16le'),
    Buffer.from(text, 'utf16le'),
    utf16be(`\uFEFF${text}`),
    utf16be(text),
  ]) {
    assert.deepEqual(await cellsOf(bytes), wanted)
    assert.deepEqual((await readTable(bytes)).remarks, [])
  }
})

test('I41 an old code page is guessed, the guess is said, and another one can be chosen', async () => {
  const arabic = encode('الاسم,العمر\nزوزان,١٢\n'.replace('١٢', '12'), 'windows-1256')
  const read = await readTable(arabic)
  assert.deepEqual([read.encoding, read.isEncodingGuessed, read.headings], ['windows-1256', true, ['الاسم', 'العمر']])
  assert.match(read.remarks[0] ?? '', /Windows-1256 \(Arabic\).*choose another encoding/u)
  const turkish = encode('Adı,Köyü\nŞilan Yıldız,Gündoğan\n', 'windows-1254')
  const turkishRead = await readTable(turkish)
  assert.deepEqual([turkishRead.encoding, turkishRead.rows[0]?.cells], ['windows-1254', ['Şilan Yıldız', 'Gündoğan']])
  const other = await readTable(turkish, { encoding: 'windows-1256' })
  assert.deepEqual([other.isEncodingGuessed, other.remarks], [false, []])
  await assert.rejects(readTable(arabic, { encoding: 'utf-8' }), /not a table of text in UTF-8.*CSV UTF-8/u)
})

test('I41 a file that is no text is refused with what to do', async () => {
  await assert.rejects(readTable(Uint8Array.from({ length: 999 }, (_, at) => (at * 89) % 256)), /not a table of text/u)
  await assert.rejects(readTable(new Uint8Array()), /empty/u)
  await assert.rejects(readTable(utf8('Name\0,Village\0\n')), /not a table of text/u)
})

test('I41 one zero character in a cell does not refuse the table', async () => {
  const lines = Array.from({ length: 50 }, (_, n) => [`Name ${n}`, n === 7 ? 'Jor\0' : 'Jor'])
  const text = lines.map((line) => line.join(',')).join('\n')
  assert.deepEqual(await cellsOf(utf8(`Name,Village\n${text}\n`)), [['Name', 'Village'], ...lines])
})

test('I42 commas, semicolons and tabs are told apart by the headings, whatever stands in quotation marks', async () => {
  const wanted = [
    ['Name, whole', 'Village'],
    ['Zozan; called Zo', 'Jor'],
  ]
  for (const delimiter of [',', ';', '\t'])
    assert.deepEqual(
      await cellsOf(utf8(`\n"Name, whole"${delimiter}Village\n"Zozan; called Zo"${delimiter}Jor\n`)),
      wanted,
      delimiter,
    )
})

test('I42 a quotation mark that is wrong is told with its line, and nothing of the table is taken', async () => {
  const lines = (at: number, line: string): Uint8Array =>
    utf8(
      ['Name,Village', ...Array.from({ length: 5000 }, (_, n) => (n + 2 === at ? line : `Name ${n},Jor`))].join('\n'),
    )
  await assert.rejects(
    readTable(lines(4000, '"Zozan,Jor')),
    /begins in line 4000, a quotation mark is opened and never closed/u,
  )
  await assert.rejects(
    readTable(lines(4000, '"Zozan"x,Jor')),
    /begins in line 4000, something stands behind a closing/u,
  )
  await assert.rejects(
    readTable(lines(4000, 'Zo"zan,Jor')),
    /begins in line 4000, a quotation mark stands in the middle/u,
  )
  const merged = await readTable(utf8(`Name,Village\n"Zozan${'\nx'.repeat(60)}",Jor\n`))
  assert.match(merged.remarks[0] ?? '', /row 2 holds more than 50 lines/u)
})

test('I40 rows have the numbers of a spreadsheet, blank ones count for nothing, and a title is no heading', async () => {
  const { headings, rows, remarks } = await readTable(
    utf8('Our list 2026,,\n\nName,Village,Born\n\n"Zozan\nQasim",Jor,1998\n,,\n ,\t,\nAzad,,\n'),
  )
  assert.deepEqual(headings, ['Name', 'Village', 'Born'])
  assert.deepEqual(
    rows.map(({ number, cells }) => [number, cells[0]]),
    [
      [5, 'Zozan\nQasim'],
      [8, 'Azad'],
    ],
  )
  assert.match(remarks[0] ?? '', /Row 1 \(“Our list 2026”\).*title/u)
})

test('H2 I40 a cell beyond the headings and a heading that comes twice get columns of their own', async () => {
  const { headings, rows } = await readTable(utf8('Name,Name,,Name 2\nA,B,C,D,E,\n'))
  assert.deepEqual(headings, ['Name', 'Name 2', 'column 3', 'Name 2 2', 'column 5'])
  assert.deepEqual(rows[0]?.cells.slice(0, 5), ['A', 'B', 'C', 'D', 'E'])
})

test('I45 two hundred columns are read, and more than a thousand refused', async () => {
  assert.equal((await readTable(wide(200))).headings.length, 200)
  await assert.rejects(readTable(wide(1001)), /1001 columns.*Divide it/u)
})
