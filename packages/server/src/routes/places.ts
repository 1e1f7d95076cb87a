import { createRoute } from '@hono/zod-openapi'
import { basemapJson, openGazetteer, type PlaceHit } from '@homeward/places'
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

function basemap(): z.infer<typeof basemapSchema> {
  return JSON.parse(Buffer.from(basemapJson()).toString()) as z.infer<typeof basemapSchema>
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
