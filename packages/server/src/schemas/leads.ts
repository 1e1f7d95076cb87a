import { z } from '@hono/zod-openapi'
import { countSchema, maybe, originShape, pageQuerySchema, textSchema } from './common.ts'

const decisionSchema = z.enum(['confirmed', 'refused', 'unsure'])
export const leadStateSchema = z.enum(['open', 'confirmed', 'refused', 'unsure', 'disputed'])

const leadShape = {
  id: z.string(),
  kind: z.literal('photo'),
  person: z.string(),
  personPhoto: z.string(),
  item: z.string(),
  source: z.string(),
  distance: countSchema,
  variant: z.string(),
  quality: z.object({ person: z.number(), item: z.number() }),
  state: leadStateSchema,
  decisions: z.array(z.object({ ...originShape, decision: decisionSchema, note: z.string().nullable() })),
}
export const leadSchema = z.object(leadShape).openapi('Lead')
export const leadRowSchema = z
  .object({ ...leadShape, personName: z.string(), itemPath: z.string(), sourceName: z.string() })
  .openapi('LeadRow')
export const leadsSchema = z.object({ total: countSchema, leads: z.array(leadRowSchema) }).openapi('Leads')
export const leadsQuerySchema = pageQuerySchema.extend({ state: maybe(leadStateSchema) })
export const newDecisionSchema = z.object({ decision: decisionSchema, note: maybe(textSchema) }).openapi('NewDecision')
