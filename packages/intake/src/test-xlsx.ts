import { buildZip, type TestMember } from './test-zip.ts'

/** A cell as its XML inside `<c>`: type, style and content. */
export interface TestCell {
  t?: string
  s?: number
  v?: string
  f?: string
}

/** One sheet of a test workbook; `xml` replaces all of what `rows` would give. */
export interface TestSheet {
  name?: string
  state?: string
  rows?: (string | number | TestCell | null)[][]
  xml?: string
  /** Stands behind the rows. */
  after?: string
  view?: string
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** The letters of a column, from zero for A. */
export function columnName(at: number): string {
  return at < 26 ? String.fromCodePoint(65 + at) : columnName(Math.floor(at / 26) - 1) + columnName(at % 26)
}

function cellXml(cell: string | number | TestCell | null, at: string): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return `<c r="${at}" t="inlineStr"><is><t>${escape(cell)}</t></is></c>`
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
  const { t, s, v, f } = cell
  const attributes = `${t === undefined ? '' : ` t="${t}"`}${s === undefined ? '' : ` s="${s}"`}`
  const inside = `${f === undefined ? '' : `<f>${escape(f)}</f>`}${v === undefined ? '' : `<v>${escape(v)}</v>`}`
  return `<c r="${at}"${attributes}>${inside}</c>`
}

function sheetXml({ rows = [], xml, after = '', view = '' }: TestSheet): string {
  const lines = rows.map(
    (cells, row) =>
      `<row r="${row + 1}">${cells.map((cell, at) => cellXml(cell, `${columnName(at)}${row + 1}`)).join('')}</row>`,
  )
  return (
    xml ??
    `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${view}<sheetData>${lines.join('')}</sheetData>${after}</worksheet>`
  )
}

const text = (name: string, xml: string): TestMember => ({
  name,
  bytes: Buffer.from(xml.startsWith('<?xml') ? xml : `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`),
})

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** Writes a workbook (ECMA-376 part 1) whose cell styles are the given number formats: codes, or numbers of built-in ones. */
export function buildXlsx(
  sheets: readonly TestSheet[],
  {
    formats = [],
    strings = [],
    is1904 = false,
    members = [],
    office: types = office,
  }: {
    formats?: readonly (string | number)[]
    strings?: readonly string[]
    is1904?: boolean
    members?: readonly TestMember[]
    office?: string
  } = {},
): Buffer {
  const custom = formats.map((code, at) => ({ code, id: typeof code === 'number' ? code : 164 + at }))
  const styles = `<styleSheet><numFmts>${custom
    .filter(({ code }) => typeof code === 'string')
    .map(({ code, id }) => `<numFmt numFmtId="${id}" formatCode="${escape(String(code))}"/>`)
    .join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${custom
    .map(({ id }) => `<xf numFmtId="${id}"/>`)
    .join('')}</cellXfs></styleSheet>`
  const workbook = `<workbook xmlns:r="${types}"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${sheets
    .map(
      ({ name = 'Sheet1', state }, at) =>
        `<sheet name="${escape(name)}" sheetId="${at + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${at + 1}"/>`,
    )
    .join('')}</sheets></workbook>`
  const relations = `<Relationships>${sheets
    .map(
      (_, at) => `<Relationship Id="rId${at + 1}" Type="${types}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
    )
    .join(
      '',
    )}<Relationship Id="rIdS" Type="${types}/styles" Target="/xl/styles.xml"/><Relationship Id="rIdT" Type="${types}/sharedStrings" Target="../xl/sharedStrings.xml"/></Relationships>`
  const shared = `<sst>${strings.map((one) => (one.startsWith('<si>') ? one : `<si><t>${escape(one)}</t></si>`)).join('')}</sst>`
  const own = [
    text('[Content_Types].xml', '<Types/>'),
    text(
      '_rels/.rels',
      `<Relationships><Relationship Id="r" Type="${types}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    text('xl/workbook.xml', workbook),
    text('xl/_rels/workbook.xml.rels', relations),
    text('xl/styles.xml', styles),
    text('xl/sharedStrings.xml', shared),
    ...sheets.map((sheet, at) => text(`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet))),
  ]
  const given = new Set(members.map(({ name }) => String(name)))
  return buildZip([...own.filter(({ name }) => !given.has(String(name))), ...members])
}
