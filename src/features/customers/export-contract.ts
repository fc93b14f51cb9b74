import { endpoint } from '#contract/endpoint.ts'
import { customerExportQuery } from './contract.ts'

export const fetchCustomerExport = endpoint({
  method: 'get',
  path: '/api/customer-exports',
  capability: 'read',
  tags: ['Clients'],
  summary: 'The clients who answer the filters, as CSV or XLSX',
  query: customerExportQuery,
  answer: 'file',
})
