import { endpoint } from '#contract/endpoint.ts'
import { idParams } from '#contract/fields.ts'
import {
  allocationOrder,
  allocationResult,
  creditId,
  newCredit,
  penaltyDebts,
  penaltyOrder,
  reasonGiven,
  returnOrder,
} from './credit-contract.ts'

export const createCredit = endpoint({
  method: 'post',
  path: '/api/credits',
  capability: 'allocate',
  tags: ['Avoirs'],
  summary: 'Writes a credit note or a payment by hand',
  body: newCredit,
  answer: creditId,
})

export const cancelCredit = endpoint({
  method: 'post',
  path: '/api/credits/{id}/cancellation',
  capability: 'allocate',
  tags: ['Avoirs'],
  summary: 'Cancels a credit note or payment written by mistake',
  params: idParams,
  body: reasonGiven,
  answer: creditId,
})

export const allocateCredit = endpoint({
  method: 'post',
  path: '/api/credits/{id}/allocations',
  capability: 'allocate',
  tags: ['Avoirs'],
  summary: 'Spreads a credit note or payment over open instalments',
  params: idParams,
  body: allocationOrder,
  answer: allocationResult,
})

export const fetchPenaltiesFor = endpoint({
  method: 'get',
  path: '/api/credits/{id}/penalties',
  capability: 'read',
  tags: ['Avoirs'],
  summary: 'Interest and recovery fees that a payment may be allocated to',
  params: idParams,
  answer: penaltyDebts,
})

export const payPenalties = endpoint({
  method: 'post',
  path: '/api/credits/{id}/penalties',
  capability: 'allocate',
  tags: ['Avoirs'],
  summary: 'Allocates what is left of a payment to interest and recovery fees',
  params: idParams,
  body: penaltyOrder,
  answer: allocationResult,
})

export const cancelAllocation = endpoint({
  method: 'post',
  path: '/api/allocations/{id}/cancellation',
  capability: 'allocate',
  tags: ['Avoirs'],
  summary: 'Cancels an allocation, and keeps it with who and why',
  params: idParams,
  body: reasonGiven,
  answer: creditId,
})

export const returnPayment = endpoint({
  method: 'post',
  path: '/api/credits/{id}/return',
  capability: 'allocate',
  tags: ['Avoirs'],
  summary: 'Notes that a payment came back unpaid',
  params: idParams,
  body: returnOrder,
  answer: creditId,
})

export const cancelReturn = endpoint({
  method: 'post',
  path: '/api/credits/{id}/return-cancellation',
  capability: 'allocate',
  tags: ['Avoirs'],
  summary: 'Takes back a return noted by mistake',
  params: idParams,
  body: reasonGiven,
  answer: creditId,
})
