import { z } from '@hono/zod-openapi'
import { countSchema, idSchema, lineSchema, maybe, originShape, sha256Schema } from './common.ts'
import { reasonSchema } from './acts.ts'
import { consentScopeSchema, packagePurposeSchema } from './consents.ts'
import { withheldSaidSchema } from './said.ts'

/** What may be withheld: what a consent can cover, and the notes on decisions, which never leave (rule R40). */
const withheldScopeSchema = z.enum([...consentScopeSchema.options, 'notes'])

export const newPackageSchema = z
  .object({
    items: z.array(idSchema).max(10_000),
    persons: z.array(idSchema).max(1000),
    leads: z.array(idSchema).max(10_000),
    purpose: packagePurposeSchema,
    recipient: lineSchema,
    /** People alone, as records of PFIF 1.4 instead of a package. */
    form: maybe(z.literal('pfif')),
  })
  .openapi('NewPackage')

/** A package that needs a second person, and why it is asked for. */
export const newPackageProposalSchema = newPackageSchema.extend({ reason: reasonSchema }).openapi('NewPackageProposal')

/** What a package would hold: consent decides person by person what is allowed. */
export const packagePreviewSchema = z
  .object({
    items: z.array(z.object({ id: z.string(), path: z.string(), size: countSchema })),
    persons: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        allowed: z.array(consentScopeSchema),
        withheld: z.array(z.object({ scope: withheldScopeSchema, reason: withheldSaidSchema })),
      }),
    ),
    bytes: countSchema,
    /** Whether it is so much that a second person has to approve it. */
    needsSecond: z.boolean(),
  })
  .openapi('PackagePreview')

export const packageResultSchema = z
  .object({ package: z.string(), download: z.string(), sha256: sha256Schema, size: countSchema })
  .openapi('PackageResult')

export const packageRecordSchema = z
  .object({
    ...originShape,
    id: z.string(),
    recipient: z.string(),
    purpose: packagePurposeSchema,
    sha256: sha256Schema,
    size: countSchema,
    items: z.array(z.string()),
    persons: z.array(z.string()),
    withheld: countSchema,
    form: z.enum(['package', 'pfif']),
  })
  .openapi('PackageRecord')
export const packagesSchema = z.object({ packages: z.array(packageRecordSchema) }).openapi('Packages')
