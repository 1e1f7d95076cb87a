/**
 * The basemap: outlines of Natural Earth (public domain) as paths on one plane. x is 100 × longitude, y is 100 × the Mercator latitude in
 * degrees, southward; whole numbers, so about a kilometre. What lies far away is coarser.
 */
import { createRequire } from 'node:module'
import path from 'node:path'
import { countries } from './gazetteer.mjs'
import { linesOf } from './geopackage.mjs'
import { plain } from './names.mjs'
import { readPn2 } from './pn2.mjs'

const { Database } = createRequire(import.meta.url)('@signalapp/sqlcipher')

const worldMap = 'qgis-common/usr/share/qgis/resources/data/world_map.gpkg'
const marble = (name) => `marble-qt-data/usr/share/marble/data/naturalearth/ne_50m_${name}.pn2`
/** Longitude and latitude of what is drawn finely. */
const region = { west: 20, south: 10, east: 66, north: 46 }
/** Claims and lines of truce that the map shows as a second line, where Natural Earth has one in this region. */
const shownClaims = /claim$|^Ceasefire/u

const mercator = (lat) =>
  (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (Math.max(-80, Math.min(82, lat)) * Math.PI) / 360))
const onGrid = (points, grid) => {
  const out = []
  for (const [lon, lat] of points) {
    const point = [Math.round((lon * 100) / grid) * grid, -Math.round((mercator(lat) * 100) / grid) * grid]
    const [a, b] = [out.at(-2), out.at(-1)]
    if (b !== undefined && b[0] === point[0] && b[1] === point[1]) continue
    // What lies on the line between its neighbours adds nothing.
    if (
      a !== undefined &&
      (b[0] - a[0]) * (point[1] - a[1]) === (b[1] - a[1]) * (point[0] - a[0]) &&
      (b[0] - a[0]) * (point[0] - b[0]) + (b[1] - a[1]) * (point[1] - b[1]) > 0
    )
      out.pop()
    out.push(point)
  }
  return out
}

/** One path for SVG: `M` where a line begins, then steps. */
function pathOf(lines, grid, closed) {
  return lines
    .map((line) => onGrid(line, grid))
    .filter((line) => line.length > (closed ? 3 : 1))
    .map((line) => {
      const steps = line.slice(1).map(([x, y], at) => `${x - line[at][0]},${y - line[at][1]}`)
      return `M${line[0].join(',')}l${(closed ? steps.slice(0, -1) : steps).join(' ')}${closed ? 'z' : ''}`
    })
    .join('')
}

const isNear = (line) =>
  line.some(([lon, lat]) => lon > region.west && lon < region.east && lat > region.south && lat < region.north)

/** The smallest box round a shape, in units of the plane. */
function boxOf(lines, grid) {
  const points = lines.flatMap((line) => onGrid(line, grid))
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

export function makeBasemap(read, folder, places) {
  read(worldMap)
  const db = new Database(path.join(folder, worldMap))
  const rows = (sql) => db.prepare(sql).all()
  const fine = rows('SELECT iso_a2, name, fips, gn_name, geom FROM states_provinces').filter(({ iso_a2 }) =>
    countries.includes(iso_a2),
  )
  const governorates = fine.flatMap((row) => {
    const id = governorateOf(row, places)
    return id === undefined ? [] : [{ id, lines: linesOf(row.geom) }]
  })
  const whole = new Map()
  for (const { id, lines } of governorates) whole.set(id, [...(whole.get(id) ?? []), ...lines])
  const land = rows('SELECT iso_a2, geom FROM countries').map(({ iso_a2, geom }) => {
    const grid = countries.includes(iso_a2) ? 1 : linesOf(geom).some(isNear) ? 8 : 40
    return { id: iso_a2, d: pathOf(linesOf(geom), grid, true), box: boxOf(linesOf(geom), grid) }
  })
  const disputed = rows('SELECT name, geom FROM disputed_borders')
    .filter(({ name, geom }) => shownClaims.test(name) && linesOf(geom).some(isNear))
    .map(({ name, geom }) => ({ name, d: pathOf(linesOf(geom), 1, false) }))
    .filter(({ d }) => d !== '')
  db.close()
  return {
    land: land.filter(({ d }) => d !== '').toSorted(byId),
    governorates: [...whole]
      .map(([id, lines]) => ({ id, d: pathOf(lines, 1, true), box: boxOf(lines, 1) }))
      .toSorted(byId),
    disputed,
    rivers: pathOf(readPn2(read(marble('rivers_lake_centerlines'))).filter(isNear), 1, false),
    lakes: pathOf(readPn2(read(marble('lakes'))).filter(isNear), 1, true),
  }
}

const byId = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Where the code that both have stands for two governorates: the name of GeoNames in Natural Earth, and which one is meant. */
const meant = {
  Alborz: 'IR.44',
  'Lacin Rayonu': 'AZ.28',
  'Ostan-e Azarbayjan-e Sharqi': 'IR.33',
  'Susa Sahari': 'AZ.56',
  'Xankandi Sahari': 'AZ.61',
  'Yevlakh City': 'AZ.68',
}

/** The governorate of the gazetteer: by the code that both have from FIPS, where the names do not say otherwise. */
function governorateOf({ iso_a2: country, fips, name, gn_name: known }, places) {
  if (known !== null && meant[known] !== undefined) return meant[known]
  const wanted = new Set(
    [name, known].flatMap((text) => (text === null ? [] : [plain(text.replace(/^(?:Muhafazat|Ostan-e) /u, ''))])),
  )
  const own = places.filter((place) => place.kind === 'governorate' && place.parent === country)
  const byName = own.find((place) => wanted.has(plain(place.name)))
  return byName?.id ?? own.find((place) => fips !== null && place.id === `${country}.${fips.slice(2)}`)?.id
}
