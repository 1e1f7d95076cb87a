import { createRoute } from '@hono/zod-openapi'
import { basemapJson, openGazetteer, type Place, type PlaceHit } from '@homeward/places'
import { placesOf } from '@homeward/records'
import type { z } from 'zod'
import { idParamsSchema } from '../schemas/common.ts'
import { basemapSchema, personPlacesSchema, placeQuerySchema, placesFoundSchema } from '../schemas/places.ts'
import { answers, createRoutes } from './route-parts.ts'

const searchRoute = createRoute({
  method: 'get',
  path: '/places',
  request: { query: placeQuerySchema },
  responses: answers(
    placesFoundSchema,
    'Places with a name like this in any script, best first; all that share a name',
  ),
})
const basemapRoute = createRoute({
  method: 'get',
  path: '/places/basemap',
  responses: answers(basemapSchema, 'The map that places are shown on'),
})
const personRoute = createRoute({
  method: 'get',
  path: '/people/{id}/places',
  request: { params: idParamsSchema },
  responses: answers(personPlacesSchema, 'The places of a person: of the values that stand, and of the statements'),
})

/** The gazetteer, which holds nothing of a vault, and the places of people. */
export function placeRoutes() {
  return createRoutes()
    .openapi(searchRoute, (c) =>
      c.json({ places: openGazetteer().search(c.req.valid('query').query).map(placeView) }, 200),
    )
    .openapi(basemapRoute, (c) => c.json(basemap(), 200))
    .openapi(personRoute, (c) => c.json({ places: placesOf(c.var.opened, c.req.valid('param').id) }, 200))
}

type Basemap = z.infer<typeof basemapSchema>

/** The outlines with the names of what they stand for, and the larger towns. */
function basemap(): Basemap {
  const drawn = JSON.parse(Buffer.from(basemapJson()).toString()) as Omit<Basemap, 'towns'>
  const gazetteer = openGazetteer()
  const named = <T extends { id: string }>(shape: T): T & { names: Basemap['land'][number]['names'] } => ({
    ...shape,
    names: namesOf(gazetteer.find(shape.id)),
  })
  return {
    ...drawn,
    land: drawn.land.map(named),
    governorates: drawn.governorates.map(named),
    towns: gazetteer
      .largestTowns(mostTowns)
      .flatMap((town) => (town.point === null ? [] : [{ id: town.id, ...town.point, names: namesOf(town) }])),
  }
}

/** As many towns as the map can show labels of, from near. */
const mostTowns = 400

function namesOf(place: Place | undefined): Record<string, string> {
  const [main, ...others] = place?.names ?? []
  const byLanguage = others.flatMap(({ text, language }) => (language === undefined ? [] : [[language, text] as const]))
  // The first name of a language stays.
  return { ...(main === undefined ? {} : { '': main.text }), ...Object.fromEntries(byLanguage.toReversed()) }
}

function placeView({ place, found }: PlaceHit): z.infer<typeof placesFoundSchema>['places'][number] {
  const gazetteer = openGazetteer()
  return {
    id: place.id,
    kind: place.kind,
    label: gazetteer.label(place.id),
    found,
    names: place.names.map((name) => ({ ...name })),
    within: gazetteer
      .chain(place.id)
      .slice(1)
      .map(({ id, kind, names: [first] }) => ({ id, kind, name: first?.text ?? id })),
    precisions: gazetteer.precisionsOf(place),
  }
}
