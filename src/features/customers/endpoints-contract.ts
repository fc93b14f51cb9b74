import { endpoint, type Sent } from '#contract/endpoint.ts'
import { idParams } from '#contract/fields.ts'
import {
  customerChange,
  customerDetail,
  customerListPage,
  customerListQuery,
  customerStanding,
  customerTotals,
  customerTotalsQuery,
  statementQuery,
  timelinePage,
  timelineQuery,
} from './contract.ts'

export const fetchCustomerList = endpoint({
  method: 'get',
  path: '/api/customers',
  capability: 'read',
  tags: ['Clients'],
  summary: 'Clients with what they owe, a row for each currency',
  query: customerListQuery,
  answer: customerListPage,
})

export const fetchCustomerTotals = endpoint({
  method: 'get',
  path: '/api/customers/totals',
  capability: 'read',
  tags: ['Clients'],
  summary: 'How many clients answer the filters, and what they owe in all',
  query: customerTotalsQuery,
  answer: customerTotals,
})

export const fetchCustomer = endpoint({
  method: 'get',
  path: '/api/customers/{id}',
  capability: 'read',
  tags: ['Clients'],
  summary: 'One client',
  params: idParams,
  answer: customerDetail,
})

export const changeCustomer = endpoint({
  method: 'patch',
  path: '/api/customers/{id}',
  capability: 'edit-customer',
  tags: ['Clients'],
  summary: 'Corrects a client’s identity, address, contacts and terms, unless changed meanwhile',
  params: idParams,
  body: customerChange,
  answer: customerDetail,
})

export const fetchStanding = endpoint({
  method: 'get',
  path: '/api/customers/{id}/standing',
  capability: 'read',
  tags: ['Clients'],
  summary: 'What a client owes, and what keeps reminders from it',
  params: idParams,
  answer: customerStanding,
})

export const fetchTimeline = endpoint({
  method: 'get',
  path: '/api/customers/{id}/timeline',
  capability: 'read',
  tags: ['Clients'],
  summary: 'Everything that happened with a client, the latest first',
  params: idParams,
  query: timelineQuery,
  answer: timelinePage,
})

export const fetchStatement = endpoint({
  method: 'get',
  path: '/api/customers/{id}/statement',
  capability: 'read',
  tags: ['Clients'],
  summary: 'The statement of account as PDF, in the language of the client',
  params: idParams,
  query: statementQuery,
  answer: 'pdf',
})

export type CustomerListQuery = NonNullable<Sent<typeof fetchCustomerList>['query']>
