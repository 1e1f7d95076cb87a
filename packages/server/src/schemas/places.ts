import { z } from '@hono/zod-openapi'
import { placeFields } from '@homeward/records'
import { placeKinds, placePrecisions } from '@homeward/places'
import { lineSchema, maybe, originShape } from './common.ts'
import { locatedSchema, saidSchema } from './person-fields.ts'

/** What a member typed. Nothing of it is kept. */
export const placeQuerySchema = z.object({ query: z.string().max(200) })

/** A place of the gazetteer. */
const largerSchema = z.object({ id: z.string(), kind: z.enum(placeKinds), name: z.string() })
export const placesFoundSchema = z
  .object({
    places: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(placeKinds),
        label: z.string(),
        /** The name that fits, and the others that sources have. */
        found: z.string(),
        names: z.array(z.object({ text: z.string(), language: maybe(z.string()) })),
        /** The places around it, smallest first. */
        within: z.array(largerSchema),
        precisions: z.array(z.enum(placePrecisions)),
      }),
    ),
  })
  .openapi('PlacesFound')

const areaSchema = z.discriminatedUnion('shape', [
  z.object({ shape: z.literal('outline'), id: z.string() }),
  z.object({ shape: z.literal('circle'), lat: z.number(), lon: z.number(), radiusKm: z.number() }),
  z.object({ shape: z.literal('point'), lat: z.number(), lon: z.number() }),
])
/** The places of a person, with what stands for each on a map. */
export const personPlacesSchema = z
  .object({
    places: z.array(
      z.object({
        ...originShape,
        of: z.enum([...placeFields, 'statement']),
        words: lineSchema,
        said: maybe(saidSchema),
        date: maybe(z.string()),
        located: maybe(locatedSchema),
        area: areaSchema.nullable(),
      }),
    ),
  })
  .openapi('PersonPlaces')

/** Names by language, the source's main one under ''. */
const namesSchema = z.record(z.string(), z.string())
const shapeSchema = z.object({
  id: z.string(),
  d: z.string(),
  box: z.array(z.number()).length(4),
  names: namesSchema,
})
/** Paths for SVG on one plane: x is 100 × longitude, y 100 × the Mercator latitude in degrees, southward. */
export const basemapSchema = z
  .object({
    land: z.array(shapeSchema),
    governorates: z.array(shapeSchema),
    disputed: z.array(z.object({ name: z.string(), d: z.string() })),
    /** Towns to find one's way by, the largest first. */
    towns: z.array(z.object({ id: z.string(), lat: z.number(), lon: z.number(), names: namesSchema })),
    rivers: z.string(),
    lakes: z.string(),
  })
  .openapi('Basemap')
