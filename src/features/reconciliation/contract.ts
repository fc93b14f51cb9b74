import { z } from 'zod'
import { endpoint, type Sent } from '#contract/endpoint.ts'
import { addressId, cents, companyCodes, day, givenId, idParams, pageLimit } from '#contract/fields.ts'

/** Bank movements to be looked at, matched, or set aside, and what can be decided of them. */

const count = z.number().int().nonnegative()

export const movementTab = z.enum(['pending', 'matched', 'set-aside'])
export type MovementTab = z.infer<typeof movementTab>

export const proposalFilter = z.enum(['all', 'with', 'without', 'returns'])
export type ProposalFilter = z.infer<typeof proposalFilter>

export const movementsQuery = z.object({
  tab: movementTab.default('pending'),
  proposal: proposalFilter.default('all'),
  search: z.string().trim().max(100).optional(),
  companies: companyCodes,
  after: z.string().max(200).optional(),
  limit: pageLimit({ usual: 50, most: 100 }),
})

export const countsQuery = z.object({ companies: companyCodes })

export const movementCounts = z.object({ pending: count, matched: count, setAside: count })
export type MovementCounts = z.infer<typeof movementCounts>

export const matchedItem = z.object({
  instalmentId: givenId,
  number: z.string().nullable(),
  dueOn: day.nullable(),
  openCents: cents,
  /** What the movement settles of it. */
  amountCents: cents,
})
export type MatchedItem = z.infer<typeof matchedItem>

const party = { customerId: givenId, code: z.string(), name: z.string() }

/** A customer who may have paid, what it would settle and why. */
export const proposal = z.object({
  ...party,
  items: z.array(matchedItem),
  /** What would stay unallocated. */
  restCents: cents,
  reasons: z.array(z.string()),
})
export type Proposal = z.infer<typeof proposal>

/** A payment that a debit may take back. */
export const returnProposal = z.object({
  ...party,
  creditId: givenId,
  amountCents: cents,
  receivedOn: day.nullable(),
  /** Of the invoices it has settled. */
  numbers: z.array(z.string()),
  reasons: z.array(z.string()),
})
export type ReturnProposal = z.infer<typeof returnProposal>

/** What a movement was found to be. */
export const matchedPart = z.object({
  ...party,
  kind: z.enum(['payment', 'return']),
  amountCents: cents,
  restCents: cents,
  items: z.array(matchedItem.omit({ openCents: true })),
  reasons: z.array(z.string()),
})
export type MatchedPart = z.infer<typeof matchedPart>

export const movementRow = z.object({
  id: givenId,
  company: z.string(),
  account: z.string(),
  bookedOn: day,
  amountCents: cents,
  currency: z.string(),
  payer: z.string().nullable(),
  text: z.string(),
  reference: z.string().nullable(),
  isRejection: z.boolean(),
  status: z.enum(['pending', 'automatic', 'confirmed', 'set-aside']),
  setAsideReason: z.enum(['debit', 'not-a-customer', 'other']).nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  /** The first proposal may be confirmed without choosing. */
  hasClearFirst: z.boolean(),
  proposals: z.array(proposal),
  returns: z.array(returnProposal),
  parts: z.array(matchedPart),
})
export type MovementRow = z.infer<typeof movementRow>

export const movementPage = z.object({ rows: z.array(movementRow), next: z.string().nullable() })
export type MovementPage = z.infer<typeof movementPage>

export const choiceQuery = z.object({ search: z.string().trim().max(100).default('') })

export const customerChoices = z.object({
  rows: z.array(z.object({ ...party, town: z.string().nullable(), openCents: cents })),
})
export type CustomerChoices = z.infer<typeof customerChoices>

/** Everything a customer owes in the movement's currency, with what we would settle of it. */
export const customerItems = z.object({ ...party, items: z.array(matchedItem), reasons: z.array(z.string()) })
export type CustomerItems = z.infer<typeof customerItems>

export const returnChoices = z.object({ rows: z.array(returnProposal) })
export type ReturnChoices = z.infer<typeof returnChoices>

export const paymentDecision = z.object({
  parts: z
    .array(
      z.object({
        customerId: givenId,
        amountCents: cents.positive(),
        shares: z.array(z.object({ instalmentId: givenId, amountCents: cents.positive() })).max(500),
        reasons: z.array(z.string().max(40)).max(20),
      }),
    )
    .min(1)
    .max(50),
})
export type PaymentDecision = z.infer<typeof paymentDecision>

export const returnDecision = z.object({ creditId: givenId, reasons: z.array(z.string().max(40)).max(20) })

export const setAsideDecision = z.object({ reason: z.enum(['not-a-customer', 'other']) })

export const cancellation = z.object({ reason: z.string().trim().max(200).default('') })

export const decided = z.object({ id: givenId })

export const fetchMovements = endpoint({
  method: 'get',
  path: '/api/bank-movements',
  capability: 'read',
  tags: ['Rapprochement'],
  summary: 'Bank movements to look at, with what they may be; or those decided',
  query: movementsQuery,
  answer: movementPage,
})

export const fetchMovementCounts = endpoint({
  method: 'get',
  path: '/api/bank-movements/counts',
  capability: 'read',
  tags: ['Rapprochement'],
  summary: 'How many movements are to look at, matched, set aside',
  query: countsQuery,
  answer: movementCounts,
})

export const fetchPayers = endpoint({
  method: 'get',
  path: '/api/bank-movements/{id}/customers',
  capability: 'read',
  tags: ['Rapprochement'],
  summary: 'Customers a movement may be attributed to, by name, code or invoice number',
  params: idParams,
  query: choiceQuery,
  answer: customerChoices,
})

export const fetchPayerItems = endpoint({
  method: 'get',
  path: '/api/bank-movements/{id}/customers/{customerId}',
  capability: 'read',
  tags: ['Rapprochement'],
  summary: 'What a customer owes, and what the movement would settle of it',
  params: z.object({ id: addressId }).extend({ customerId: addressId }),
  answer: customerItems,
})

export const fetchReturnable = endpoint({
  method: 'get',
  path: '/api/bank-movements/{id}/payments',
  capability: 'read',
  tags: ['Rapprochement'],
  summary: 'Payments a debit may take back: of its amount, or found by customer',
  params: idParams,
  query: choiceQuery,
  answer: returnChoices,
})

export const matchMovement = endpoint({
  method: 'post',
  path: '/api/bank-movements/{id}/matching',
  capability: 'allocate',
  tags: ['Rapprochement'],
  summary: 'Says who made a payment and what it settles',
  params: idParams,
  body: paymentDecision,
  answer: decided,
})

export const returnByMovement = endpoint({
  method: 'post',
  path: '/api/bank-movements/{id}/return',
  capability: 'allocate',
  tags: ['Rapprochement'],
  summary: 'Says which payment a debit takes back',
  params: idParams,
  body: returnDecision,
  answer: decided,
})

export const setMovementAside = endpoint({
  method: 'post',
  path: '/api/bank-movements/{id}/set-aside',
  capability: 'allocate',
  tags: ['Rapprochement'],
  summary: 'Sets aside a movement no customer is behind',
  params: idParams,
  body: setAsideDecision,
  answer: decided,
})

export const undoMovement = endpoint({
  method: 'post',
  path: '/api/bank-movements/{id}/cancellation',
  capability: 'allocate',
  tags: ['Rapprochement'],
  summary: 'Takes back what was decided of a movement, with trace',
  params: idParams,
  body: cancellation,
  answer: decided,
})

/** What the list of movements is asked: `companies` as its address holds them. */
export type MovementsQuery = Omit<NonNullable<Sent<typeof fetchMovements>['query']>, 'companies' | 'tab'> & {
  readonly tab: MovementTab
  readonly companies?: string | undefined
}
