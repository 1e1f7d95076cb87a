import { createRoute } from '@hono/zod-openapi'
import {
  getProposal,
  judgePair,
  lastLook,
  listProposals,
  lookForDuplicates,
  lookForDuplicatesOf,
  partPerson,
  summarise,
  type DuplicatesReceipt,
  type PersonMatch,
  type Proposal,
  type Records,
} from '@homeward/records'
import { idParamsSchema } from '../schemas/common.ts'
import {
  pairDecisionSchema,
  pairParamsSchema,
  pairSchema,
  partedSchema,
  partingSchema,
  proposalSchema,
  proposalsQuerySchema,
  proposalsSchema,
} from '../schemas/duplicates.ts'
import { jobStartedSchema } from '../schemas/jobs.ts'
import type { DuplicatesReceiptView, ProposalView, ProposalsView } from '../schemas/views.ts'
import type { Services } from '../services.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

const lookRoute = createRoute({
  method: 'post',
  path: '/duplicates',
  responses: answers(jobStartedSchema, 'The job that compares everybody; its result is the receipt'),
})
const listRoute = createRoute({
  method: 'get',
  path: '/duplicates',
  request: { query: proposalsQuerySchema },
  responses: answers(proposalsSchema, 'Pairs of records that may be one person’s, likeliest first'),
})
const getRoute = createRoute({
  method: 'get',
  path: '/duplicates/{pair}',
  request: { params: pairParamsSchema },
  responses: answers(proposalSchema, 'One pair, what speaks for it and what was decided'),
})
const decideRoute = createRoute({
  method: 'post',
  path: '/duplicates/decisions',
  request: { body: takes(pairDecisionSchema) },
  responses: answers(pairSchema, 'The pair with what was decided'),
})
const ofPersonRoute = createRoute({
  method: 'get',
  path: '/people/{id}/duplicates',
  request: { params: idParamsSchema },
  responses: answers(proposalsSchema, 'Who may be the same person as this one, compared now'),
})
const partRoute = createRoute({
  method: 'post',
  path: '/people/{id}/parting',
  request: { params: idParamsSchema, body: takes(partingSchema) },
  responses: answers(partedSchema, 'The records that this one is apart from now'),
})

/** People of whom it is told that they were left out; of more, the number says it. */
const mostNamed = 20

/** Two records of one person: proposed by the program, decided by people (H4). */
export function duplicateRoutes({ clock }: Pick<Services, 'clock'>) {
  return createRoutes()
    .openapi(lookRoute, (c) => {
      const records = c.var.opened
      const job = c.var.own.jobs.start('duplicates', async ({ signal, progress }) => {
        const receipt = await lookForDuplicates(records, {
          now: new Date(clock.nowMs()),
          signal,
          onProgress({ done, total }) {
            progress('compare', done, total)
          },
        })
        return receiptView(records, receipt)
      })
      return c.json({ job }, 200)
    })
    .openapi(listRoute, (c) =>
      c.json(proposalsView(c.var.opened, listProposals(c.var.opened, c.req.valid('query'))), 200),
    )
    .openapi(getRoute, (c) =>
      c.json(proposalView(c.var.opened, getProposal(c.var.opened, c.req.valid('param').pair)), 200),
    )
    .openapi(decideRoute, async (c) => c.json(await judgePair(c.var.opened, c.req.valid('json')), 200))
    .openapi(ofPersonRoute, async (c) => {
      const { id } = c.req.valid('param')
      await lookForDuplicatesOf(c.var.opened, id)
      return c.json(proposalsView(c.var.opened, listProposals(c.var.opened, { person: id })), 200)
    })
    .openapi(partRoute, async (c) => {
      const { note } = c.req.valid('json')
      return c.json({ apart: await partPerson(c.var.opened, c.req.valid('param').id, note) }, 200)
    })
}

function proposalsView(
  records: Records,
  { total, inBand, proposals }: ReturnType<typeof listProposals>,
): ProposalsView {
  const last = lastLook(records)
  const looked = last === null ? null : { ...receiptView(records, last), changed: last.changed }
  return { total, inBand, proposals: proposals.map((proposal) => proposalView(records, proposal)), looked }
}

function proposalView(records: Records, proposal: Proposal): ProposalView {
  const [a, b] = proposal.people
  return { ...proposal, sides: [rowOf(records, a), rowOf(records, b)] }
}

function receiptView(
  records: Records,
  { at, people, proposed, refused, leftOut }: DuplicatesReceipt,
): DuplicatesReceiptView {
  const { nothing, crowded } = leftOut
  const first = [...nothing, ...crowded].slice(0, mostNamed).map((id) => rowOf(records, id))
  return { at, people, proposed, refused, leftOut: { nothing: nothing.length, crowded: crowded.length, first } }
}

function rowOf(records: Records, id: string): PersonMatch {
  return { ...summarise(records, id), score: 0, found: '', parts: [], swapped: false }
}
