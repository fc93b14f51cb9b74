import { describe, expect, test } from 'vitest'
import type { SavedDraft } from '#features/receivables/invoice-contract.ts'
import { createTestDatabase } from '../database.ts'
import { found } from './desk.ts'
import { openLambert } from './lambert.ts'

// Menuiserie Lambert writes by hand, or by its own program, what it has already.

const database = await createTestDatabase()
const { company, api } = await openLambert(database)
const dupont = found(company.customers.get('DUPONT'))
const martin = found([...company.customers].find(([code]) => code !== 'DUPONT'))[1]

const invoice = (number: string, issuedOn: string, more: object = {}) => ({
  ...{ customerId: dupont, number, issuedOn, currency: 'EUR', label: '' },
  instalments: [{ dueOn: `${issuedOn.slice(0, 8)}28`, amountCents: 12_000 }],
  ...more,
})
const refused = (body: object) => api.refused('POST', '/api/invoices', body)

describe('an invoice that is there', () => {
  test('is refused, and named, however its number is written, and whoever it is for', async () => {
    const draft = await api.post<SavedDraft>('/api/invoices', invoice('LM-77', '2026-03-02'))
    const known = { status: 409, key: 'receivables.document-exists' }
    expect(await refused(invoice('lm 0077', '2026-03-02'))).toMatchObject(known)
    await api.post(`/api/invoices/${draft.id}/finalisation`, { version: draft.version })
    const answer = await refused(invoice('LM77', '2026-03-20'))
    expect(answer).toMatchObject(known)
    expect(JSON.stringify(answer)).toContain('LM-77')
    expect(await refused(invoice('LM-77', '2026-03-02', { customerId: martin }))).toMatchObject(known)
  })

  test('a number of another year is accepted, and so is another one', async () => {
    await api.post<SavedDraft>('/api/invoices', invoice('LM-77', '2025-03-02'))
    const other = await api.post<SavedDraft>('/api/invoices', invoice('LM-78', '2026-03-02'))
    // Corrected into one that is there, it is refused; saved again as it is, it is not.
    const change = { ...invoice('LM-77', '2026-03-02'), version: other.version }
    expect(await api.refused('PUT', `/api/invoices/${other.id}`, change)).toMatchObject({ status: 409 })
    const again = await api.ask('PUT', `/api/invoices/${other.id}`, { ...change, number: 'LM-78' })
    expect(again.status).toBe(200)
  })

  test('a draft becomes final only if nothing has come meanwhile', async () => {
    const draft = await api.post<SavedDraft>('/api/invoices', invoice('LM-90', '2026-03-02'))
    await database.owner.query(
      `with i as (insert into invoices (company_id, customer_id, number, kind, issued_on, currency, total_cents, source,
         source_key, created_by) select company_id, id, 'LM90', 'invoice', '2026-03-03', 'EUR', 12000, 'list', 'list:90', 'x'
         from customers where id = $1 returning *)
       insert into instalments (company_id, invoice_id, customer_id, currency, source_key, due_on, amount_cents)
       select company_id, id, customer_id, currency, source_key, '2026-04-03', 12000 from i`,
      [dupont],
    )
    const end = await api.refused('POST', `/api/invoices/${draft.id}/finalisation`, {
      version: draft.version,
    })
    expect(end).toMatchObject({ status: 409, key: 'receivables.document-exists' })
  })
})

test('a credit note that is there is refused; one of another year, or a payment of the same number, is not', async () => {
  const note = (number: string, receivedOn: string, kind = 'credit-note') => ({
    ...{ customerId: dupont, kind, number, receivedOn, currency: 'EUR', amountCents: 500, label: '' },
    correctsInvoiceId: null,
  })
  await api.post('/api/credits', note('AV-1', '2026-03-02'))
  expect(await api.refused('POST', '/api/credits', note('av1', '2026-03-05'))).toMatchObject({ status: 409 })
  await api.post('/api/credits', note('AV-1', '2025-03-02'))
  await api.post('/api/credits', note('AV-1', '2026-03-02', 'payment'))
})
