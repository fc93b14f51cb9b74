import { endpoint } from '#contract/endpoint.ts'
import { idParams } from '#contract/fields.ts'

export const fetchInvoiceDocument = endpoint({
  method: 'get',
  path: '/api/invoices/{id}/document',
  capability: 'read',
  tags: ['Documents'],
  summary: 'The e-invoice an invoice came in, as it was received',
  params: idParams,
  answer: 'file',
})

export const fetchStatusFile = endpoint({
  method: 'get',
  path: '/api/e-invoice-statuses/{id}/file',
  capability: 'read',
  tags: ['Documents'],
  summary: 'The file (CDAR) that said a status of an e-invoice, as it was received',
  params: idParams,
  answer: 'file',
})

export const fetchCreditDocument = endpoint({
  method: 'get',
  path: '/api/credits/{id}/document',
  capability: 'read',
  tags: ['Documents'],
  summary: 'The e-invoice a credit note came in, as it was received',
  params: idParams,
  answer: 'file',
})
