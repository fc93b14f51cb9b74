import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { idParams } from '#contract/fields.ts'
import {
  choicesQuery,
  customerChoice,
  customerChoices,
  draftChange,
  draftInvoice,
  draftVersion,
  newCustomer,
  numberQuery,
  numberUses,
  savedDraft,
} from './invoice-contract.ts'

export const createDraft = endpoint({
  method: 'post',
  path: '/api/invoices',
  capability: 'allocate',
  tags: ['Factures'],
  summary: 'Writes a draft invoice',
  body: draftInvoice,
  answer: savedDraft,
})

export const changeDraft = endpoint({
  method: 'put',
  path: '/api/invoices/{id}',
  capability: 'allocate',
  tags: ['Factures'],
  summary: 'Replaces a draft invoice, unless it was saved by someone else meanwhile',
  params: idParams,
  body: draftChange,
  answer: savedDraft,
})

export const finaliseDraft = endpoint({
  method: 'post',
  path: '/api/invoices/{id}/finalisation',
  capability: 'allocate',
  tags: ['Factures'],
  summary: 'Makes a draft final, for ever',
  params: idParams,
  body: draftVersion,
  answer: z.object({ id: z.number().int() }),
})

export const discardDraft = endpoint({
  method: 'post',
  path: '/api/invoices/{id}/discarding',
  capability: 'allocate',
  tags: ['Factures'],
  summary: 'Throws a draft away',
  params: idParams,
  body: draftVersion,
  answer: z.object({ id: z.number().int() }),
})

export const fetchNumberUses = endpoint({
  method: 'get',
  path: '/api/invoice-numbers',
  capability: 'read',
  tags: ['Factures'],
  summary: 'Which invoices of a company bear a number',
  query: numberQuery,
  answer: numberUses,
})

export const fetchCustomerChoices = endpoint({
  method: 'get',
  path: '/api/customer-choices',
  capability: 'read',
  tags: ['Factures'],
  summary: 'Clients of a company to choose from, by code, name, town or invoice number',
  query: choicesQuery,
  answer: customerChoices,
})

export const createCustomer = endpoint({
  method: 'post',
  path: '/api/customers',
  capability: 'edit-customer',
  tags: ['Factures'],
  summary: 'Creates a client by hand',
  body: newCustomer,
  answer: customerChoice,
})
