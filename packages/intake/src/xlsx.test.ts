import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readTable } from './table.ts'
import { buildXlsx, columnName, type TestSheet } from './test-xlsx.ts'
import { buildZip } from './test-zip.ts'
import { formatOfCode } from './xlsx-formats.ts'
import { numberText } from './xlsx-number.ts'

const people: TestSheet = {
  name: 'People',
  rows: [
    ['Name', 'Born'],
    ['Zozan', 1998],
  ],
}

const shown = (raw: string, code = 'General'): string => numberText(raw, formatOfCode(code), false)
const withSheet = (bytes: Uint8Array): Buffer =>
  buildXlsx([people], { members: [{ name: 'xl/worksheets/sheet1.xml', bytes }] })
const zip = (name: string): Buffer => buildZip([{ name, bytes: Buffer.from('x') }])

test('I43 a sheet is read like a table of text: shared, inline and rich texts, in the order of the columns', async () => {
  const strings = [
    'Name',
    '<si><r><t>زو</t></r><r><rPr/><t>زان</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si>',
    'a_x000D_b &amp; c'.replace('&amp;', '&'),
  ]
  const sheet: TestSheet = {
    rows: [
      [{ t: 's', v: '0' }, 'Note', { t: 'str', v: 'Phone' }, { t: 'b', v: '1' }],
      [{ t: 's', v: '1' }, { t: 's', v: '2' }, { v: '9647501234567' }, null],
      [],
      ['Azad', null, { v: '9.647501234567E+12' }, { t: 'b', v: '0' }],
    ],
    view: '<sheetViews><sheetView rightToLeft="1" workbookViewId="0"/></sheetViews>',
  }
  const table = await readTable(buildXlsx([sheet], { strings }))
  assert.deepEqual([table.kind, table.headings, table.remarks], ['xlsx', ['Name', 'Note', 'Phone', 'TRUE'], []])
  assert.deepEqual(table.rows, [
    { number: 2, cells: ['زوزان', 'a\rb & c', '9647501234567'] },
    { number: 4, cells: ['Azad', '', '9647501234567', 'FALSE'] },
  ])
})

test('I43 of several sheets the first visible one with anything in it is read, or the one that is chosen', async () => {
  const sheets: TestSheet[] = [
    { name: 'Lists', state: 'hidden', rows: [['a'], ['b']] },
    { name: 'Empty' },
    people,
    { name: 'الأشخاص', rows: [['الاسم'], ['زوزان']] },
  ]
  const bytes = buildXlsx(sheets)
  const first = await readTable(bytes)
  assert.deepEqual([first.sheet, first.headings], ['People', ['Name', 'Born']])
  assert.deepEqual(first.sheets, [
    { name: 'Lists', isHidden: true },
    { name: 'Empty', isHidden: false },
    { name: 'People', isHidden: false },
    { name: 'الأشخاص', isHidden: false },
  ])
  assert.deepEqual((await readTable(bytes, { sheet: 'الأشخاص' })).headings, ['الاسم'])
  assert.match((await readTable(bytes, { sheet: 'Lists' })).remarks[0] ?? '', /hidden/u)
  await assert.rejects(readTable(bytes, { sheet: 'None' }), /no sheet “None”.*People/u)
  await assert.rejects(readTable(buildXlsx([{ name: 'Empty' }])), /No sheet of this workbook holds a table/u)
})

test('I43 days are written out from 1900 with its leap day that never was, or from 1904', async () => {
  const formats = [
    'yyyy\\-mm\\-dd',
    14,
    'yyyy',
    '[$-ckb]d" roj "mmmm yyyy',
    'mmm yyyy',
    22,
    '00000',
    '#,##0',
    20,
    '[Red]0.0',
  ]
  const dates = [36_000, 36_000, 36_000, 36_000, 36_000, 36_000.5, 12, 1234, 0.5, 1.25]
  const rows: TestSheet['rows'] = [
    formats.map((_, at) => `c${at}`),
    dates.map((value, at) => ({ s: at + 1, v: String(value) })),
    [
      { s: 1, v: '59' },
      { s: 1, v: '60' },
      { s: 1, v: '61' },
      { s: 1, v: '1' },
      { s: 1, v: '-4' },
      { s: 1, v: '1e300' },
    ],
  ]
  const { rows: read } = await readTable(buildXlsx([{ rows }], { formats }))
  assert.deepEqual(read[0]?.cells, [
    '1998-07-24',
    '1998-07-24',
    '1998',
    '1998-07-24',
    '1998-07',
    '1998-07-24 12:00',
    '00012',
    '1234',
    '12:00',
    '1.25',
  ])
  assert.deepEqual(read[1]?.cells.slice(0, 5), ['1900-02-28', '1900-02-29', '1900-03-01', '1900-01-01', '-4'])
  const mac = await readTable(buildXlsx([{ rows: [['Born'], [{ s: 1, v: '34538' }]] }], { formats, is1904: true }))
  assert.deepEqual([mac.rows[0]?.cells, mac.remarks.length], [['1998-07-24'], 1])
  assert.match(mac.remarks[0] ?? '', /1904/u)
})

test('I43 a number keeps its digits: no exponent, no rounding of what is written, zeros where the format shows them', () => {
  assert.deepEqual(
    ['1998', '1.998E3', '07', '0.1', '0.30000000000000004', '1e20', 'NaN', '', '12abc', 'Infinity'].map((raw) =>
      shown(raw),
    ),
    ['1998', '1998', '7', '0.1', '0.3', '100000000000000000000', 'NaN', '', '12abc', 'Infinity'],
  )
  assert.equal(shown('7501234', '0000000000'), '0007501234')
  assert.equal(shown('1998', '0" years"'), '1998')
})

test('I44 what a formula last showed is taken and said; what was never calculated, is an error or is merged is said too', async () => {
  const sheet: TestSheet = {
    rows: [
      ['Name', 'Born', 'Village', 'Phone'],
      [
        { t: 'str', f: 'A9&"x"', v: 'Zozan' },
        { f: 'NOW()' },
        { t: 'e', f: '1/0', v: '#DIV/0!' },
        { v: '1234567890123456' },
      ],
      [{ t: 'inlineStr' }, { s: 1, v: '1998' }, 'Gundê Jor', null],
    ],
    after: '<mergeCells count="1"><mergeCell ref="C3:C4"/></mergeCells>',
  }
  const { rows, remarks } = await readTable(buildXlsx([sheet], { formats: [14] }))
  assert.deepEqual(
    rows.map(({ cells }) => cells),
    [
      ['Zozan', '', '', '1234567890123456'],
      ['', '1905-06-20', 'Gundê Jor'],
    ],
  )
  const said = (words: RegExp): boolean => remarks.some((remark) => words.test(remark))
  for (const words of [
    /last showed.*A2/u,
    /never calculated.*B2/u,
    /error.*C2/u,
    /merged.*C3:C4/u,
    /1905.*B3/u,
    /15 digits.*D2/u,
  ])
    assert.ok(said(words), String(words))
})

test('I44 hidden rows are read, and it is said', async () => {
  const xml =
    '<worksheet><sheetData><row><c t="inlineStr"><is><t>Name</t></is></c></row><row hidden="1"><c t="inlineStr"><is><t>Zozan</t></is></c></row></sheetData></worksheet>'
  const { rows, remarks } = await readTable(buildXlsx([{ xml }]))
  assert.deepEqual(rows, [{ number: 2, cells: ['Zozan'] }])
  assert.match(remarks[0] ?? '', /1 row.* hidden/u)
})

test('I43 the strict edition of the standard, other prefixes and parts in capitals are read', async () => {
  const xml =
    '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Name</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
  const strict = buildXlsx([{ name: 'S' }], {
    office: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
    members: [
      { name: 'xl/Worksheets/Sheet1.xml', bytes: Buffer.from(xml) },
      { name: 'xl/worksheets/sheet1.xml', bytes: Buffer.from(xml) },
    ],
  })
  assert.deepEqual((await readTable(strict)).headings, ['Name'])
})

test('I45 a document type is refused, so that no entity is expanded or fetched', async () => {
  const lol = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData/></worksheet>'
  await assert.rejects(readTable(buildXlsx([{ xml: lol }])), /document type/u)
  const undeclared = '<worksheet><sheetData><row><c t="str"><v>&xxe;</v></c></row></sheetData></worksheet>'
  await assert.rejects(readTable(buildXlsx([{ xml: undeclared }])), /cannot be read/u)
})

test('I45 a workbook that is made to fill a memory is refused in words', async () => {
  const bomb = Buffer.alloc(40 * 2 ** 20, ' ')
  await assert.rejects(readTable(withSheet(bomb)), /times its packed size/u)
  const deep = Buffer.from(`${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`)
  await assert.rejects(readTable(withSheet(deep)), /nested too deeply/u)
  const wide = {
    xml: `<worksheet><sheetData><row r="1"><c r="XFD1" t="str"><v>x</v></c></row></sheetData></worksheet>`,
  }
  await assert.rejects(readTable(buildXlsx([wide])), /beyond 1000 columns/u)
  const twice = {
    xml: '<worksheet><sheetData><row r="1"><c r="B1" t="str"><v>x</v></c><c r="A1" t="str"><v>y</v></c></row></sheetData></worksheet>',
  }
  await assert.rejects(readTable(buildXlsx([twice])), /stands in it twice/u)
})

test('I45 a million blank rows and two hundred columns are read', async () => {
  const blank = Array.from({ length: 50_000 }, (_, at) => `<row r="${at + 3}"><c r="A${at + 3}" s="0"/></row>`).join('')
  const last = '<row r="1048576"><c r="A1048576" t="str"><v>last</v></c></row>'
  const headings = Array.from({ length: 200 }, (_, at) => `<c r="${columnName(at)}1" t="str"><v>h${at}</v></c>`).join(
    '',
  )
  const xml = `<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1">${headings}</row>${blank}${last}</sheetData></worksheet>`
  const { headings: read, rows } = await readTable(buildXlsx([{ xml }]))
  assert.deepEqual([read.length, read[199], rows], [200, 'h199', [{ number: 1_048_576, cells: ['last'] }]])
})

test('I40 files that are no workbook of this kind are refused with what to do', async () => {
  for (const [bytes, words] of [
    [Buffer.from('d0cf11e0a1b11ae1', 'hex'), /\.xls\) or one with a password/u],
    [Buffer.from('%PDF-1.7'), /PDF/u],
    [zip('mimetype'), /OpenDocument/u],
    [zip('xl/workbook.bin'), /xlsb/u],
    [zip('word/document.xml'), /text document/u],
    [zip('photo.jpg'), /xl\/workbook\.xml is missing/u],
    [Buffer.from('PK\u0003\u0004 cut'), /cannot be read/u],
    [buildXlsx([people]).subarray(0, 900), /cannot be read/u],
    [buildXlsx([{ xml: '<worksheet><sheetData>' }]), /cannot be read/u],
  ] as const)
    await assert.rejects(readTable(bytes), words)
})

/** Written by other programs: see fixtures/make.py. */
const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/${name}.xlsx`, import.meta.url))

test('I43 I44 workbooks that openpyxl and XlsxWriter have written are read', async () => {
  const headings = ['No', 'Full name', 'الاسم', 'Sex', 'Date of birth', 'Village', 'Phone', 'Remark']
  const zozan = ['K-1', 'Zozan Qasim', 'زوزان قاسم', 'f', '1998-07-24', 'Gundê Jor']
  const azad = ['K-2', 'Azad Qasim', 'آزاد قاسم', 'm', '1996-01-01', 'Gundê Jor']
  const first = await readTable(fixture('openpyxl'))
  assert.deepEqual(first.headings, headings)
  assert.deepEqual(
    first.rows.map(({ cells }) => cells),
    [
      [...zozan, '9647501234567'],
      [...azad, '00007501234', 'brother of K-1'],
      ['K-3', '', '', '?', '2003'],
    ],
  )
  assert.deepEqual(
    first.sheets?.map(({ name, isHidden }) => [name, isHidden]),
    [
      ['People', false],
      ['Old', false],
      ['Codes', true],
    ],
  )
  assert.match(first.remarks.join(' '), /never calculated.*B4.*merged \(F3:F4\)/u)
  const second = await readTable(fixture('xlsxwriter'))
  assert.deepEqual(
    [second.headings, ...second.rows.map(({ cells }) => cells)],
    [
      headings,
      [...zozan, '9647501234567'],
      [...azad, '7501234', 'brother of K-1'],
      ['', 'Nesrin Qasim', '', '', '2003'],
    ],
  )
  assert.match(second.remarks.join(' '), /1904.*last showed.*E4/u)
})
