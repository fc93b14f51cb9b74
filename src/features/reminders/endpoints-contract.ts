import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { addressId, currency, day, idParams } from '#contract/fields.ts'
import {
  customerPage,
  filtersQuery,
  invoiceRow,
  levelChange,
  levelChangeResult,
  pageQuery,
  selectionRequest,
  selectionSummary,
  setAsidePage,
  setAsidePageQuery,
  setAsideQuery,
  setAsideReasons,
  totals,
} from './contract.ts'
import { invoiceDetail } from './detail-contract.ts'

export const fetchCustomers = endpoint({
  method: 'get',
  path: '/api/reminders',
  capability: 'read',
  tags: ['Relances'],
  summary: 'Clients to remind, a page at a time',
  query: pageQuery,
  answer: customerPage,
})

export const fetchTotals = endpoint({
  method: 'get',
  path: '/api/reminders/totals',
  capability: 'read',
  tags: ['Relances'],
  summary: 'Counts and amounts of all that is proposed',
  query: filtersQuery,
  answer: totals,
})

export const fetchSetAside = endpoint({
  method: 'get',
  path: '/api/reminders/set-aside',
  capability: 'read',
  tags: ['Relances'],
  summary: 'Overdue items that are not proposed, each with its reason',
  query: setAsidePageQuery,
  answer: setAsidePage,
})

export const fetchSetAsideReasons = endpoint({
  method: 'get',
  path: '/api/reminders/set-aside-reasons',
  capability: 'read',
  tags: ['Relances'],
  summary: 'How many overdue items each reason keeps aside',
  query: setAsideQuery.omit({ reason: true }),
  answer: setAsideReasons,
})

export const fetchInvoices = endpoint({
  method: 'get',
  path: '/api/reminders/customers/{customerId}/invoices',
  capability: 'read',
  tags: ['Relances'],
  summary: 'Proposed invoices of a client in one currency',
  params: z.object({ customerId: addressId }),
  query: z.object({ on: day, currency }),
  answer: z.object({ invoices: z.array(invoiceRow) }),
})

export const sumSelection = endpoint({
  method: 'post',
  path: '/api/reminders/selection',
  capability: 'read',
  tags: ['Relances'],
  summary: 'What a selection comes to, to the cent',
  body: selectionRequest,
  answer: selectionSummary,
})

export const changeLevel = endpoint({
  method: 'post',
  path: '/api/level-changes',
  capability: 'set-level',
  tags: ['Relances'],
  summary: 'Sets the level of a client’s proposed instalments, or of one invoice',
  body: levelChange,
  answer: levelChangeResult,
})

export const fetchInvoice = endpoint({
  method: 'get',
  path: '/api/invoices/{id}',
  capability: 'read',
  tags: ['Relances'],
  summary: 'An invoice with its instalments, allocations and reminders',
  params: idParams,
  query: z.object({ on: day.optional() }),
  answer: invoiceDetail,
})

export type LevelChange = z.input<typeof levelChange>
