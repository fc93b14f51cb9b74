import { describe, expect, test } from 'vitest'
import type { CreditListRow, OpenInstalments } from '#features/receivables/credit-contract.ts'
import type { SavedDraft } from '#features/receivables/invoice-contract.ts'
import { findContradictions } from '#ledger/verify.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { found, openDesk } from './desk.ts'
import { openLambert, TODAY } from './lambert.ts'

// Menuiserie Lambert writes its invoices by hand, on 31 March 2026.

const database = await createTestDatabase()
const { company, context, api, numbers, record, credit } = await openLambert(database)
const dupont = found(company.customers.get('DUPONT'))

const THREE_TIMES = {
  customerId: dupont,
  number: 'F10',
  issuedOn: '2026-03-01',
  currency: 'EUR',
  label: 'Escalier',
  instalments: [
    { dueOn: '2026-03-31', amountCents: 33_333 },
    { dueOn: '2026-04-30', amountCents: 33_333 },
    { dueOn: '2026-05-31', amountCents: 33_334 },
  ],
}

describe('an invoice written by hand', () => {
  test('is a draft that nobody reminds, corrected as often as wished, then final for ever', async () => {
    const draft = await api.post<SavedDraft>('/api/invoices', THREE_TIMES)
    expect(await record(draft.id)).toMatchObject({ state: 'draft', totalCents: 100_000, version: 1 })
    const desk = openDesk(database, context)
    const before = found(
      (await desk.list(TODAY)).find((row) => row.customerId === dupont && row.currency === 'EUR'),
    )
    const changed = await api.ask('PUT', `/api/invoices/${draft.id}`, {
      ...THREE_TIMES,
      number: 'F11',
      version: 1,
    })
    expect(await changed.json()).toEqual({ id: draft.id, version: 2 })
    // Someone else still has the first version on screen.
    expect(
      await api.refused('PUT', `/api/invoices/${draft.id}`, { ...THREE_TIMES, version: 1 }),
    ).toMatchObject({
      status: 409,
      key: 'receivables.draft-changed',
    })
    await api.post(`/api/invoices/${draft.id}/finalisation`, { version: 2 })
    const { instalments, state } = await record(draft.id)
    expect(state).toBe('open')
    expect(instalments.map((item) => [item.dueOn, item.openCents])).toEqual([
      ['2026-03-31', 33_333],
      ['2026-04-30', 33_333],
      ['2026-05-31', 33_334],
    ])
    const after = found(
      (await desk.list(TODAY)).find((row) => row.customerId === dupont && row.currency === 'EUR'),
    )
    expect(after.amountCents - before.amountCents).toBe(33_333)
    for (const [method, path] of [
      ['PUT', `/api/invoices/${draft.id}`],
      ['POST', `/api/invoices/${draft.id}/discarding`],
      ['POST', `/api/invoices/${draft.id}/finalisation`],
    ] as const)
      expect(await api.refused(method, path, { ...THREE_TIMES, version: 2 })).toMatchObject({
        status: 409,
        key: 'receivables.final-is-not-edited',
      })
  })

  test.each([
    ['back to a draft', `update invoices set status = 'draft' where number = 'F12'`],
    ['another amount', `update invoices set total_cents = 1 where number = 'F12'`],
    ['another number', `update invoices set number = 'F99' where number = 'F12'`],
    ['an instalment changed', `update instalments set amount_cents = 1 where source_key = $1 || ':1'`],
    [
      'an instalment taken away from it',
      `update instalments set is_final = false where source_key = $1 || ':1'`,
    ],
  ])('%s is refused by the database itself', async (_, statement) => {
    const known = await database.owner.query<{ source_key: string }>(
      `select source_key from invoices where number = 'F12'`,
    )
    let key = known.rows[0]?.source_key
    if (!key) {
      const draft = await api.post<SavedDraft>('/api/invoices', { ...THREE_TIMES, number: 'F12' })
      await api.post(`/api/invoices/${draft.id}/finalisation`, { version: 1 })
      const made = await database.owner.query<{ source_key: string }>(
        `select source_key from invoices where number = 'F12'`,
      )
      key = found(made.rows[0]).source_key
    }
    await expect(database.owner.query(statement, statement.includes('$1') ? [key] : [])).rejects.toThrow(
      'a final invoice is not edited',
    )
  })

  test('is thrown away while a draft, and the application can delete nothing else', async () => {
    const draft = await api.post<SavedDraft>('/api/invoices', { ...THREE_TIMES, number: '' })
    expect(await api.refused('POST', `/api/invoices/${draft.id}/finalisation`, { version: 1 })).toMatchObject(
      {
        key: 'receivables.draft-without-number',
      },
    )
    await api.post(`/api/invoices/${draft.id}/discarding`, { version: 1 })
    expect((await api.ask('GET', `/api/invoices/${draft.id}/record`)).status).toBe(404)
    const deleted = await withScope(database, context, (tx) => tx.deleteFrom('invoices').executeTakeFirst())
    expect(deleted.numDeletedRows).toBe(0n)
  })

  test('with a number that exists, written this way or another, is told so', async () => {
    const uses = await api.get<{ uses: { customer: string; isDraft: boolean }[] }>(
      '/api/invoice-numbers?company=LAMBERT&number=f-001',
    )
    expect(uses.uses).toMatchObject([{ customer: 'Dupont & Fils', isDraft: false }])
    expect(await api.get('/api/invoice-numbers?company=AUTRE&number=F1')).toEqual({ uses: [] })
  })

  test('for a client created on the spot, whose code must be free', async () => {
    const path = '/api/customers'
    const choice = await api.post(path, {
      company: 'LAMBERT',
      code: 'NEUF',
      name: 'Neuf SA',
      paymentTerm: '45 jours fin de mois',
    })
    expect(choice).toMatchObject({ code: 'NEUF', term: '45 jours fin de mois' })
    expect(
      await api.refused('POST', path, { company: 'LAMBERT', code: 'NEUF', name: 'Autre' }),
    ).toMatchObject({ status: 409 })
    const { choices } = await api.get<{ choices: { code: string }[] }>(
      '/api/customer-choices?company=LAMBERT&text=neuf',
    )
    expect(choices).toMatchObject([{ code: 'NEUF', term: '45 jours fin de mois' }])
  })
})

describe('a credit note that corrects an invoice', () => {
  test('is suggested for it, allocated in part, un-allocated with trace, and cancelled', async () => {
    const invoiceId = found(company.invoices.get('F1'))
    const { id } = await api.post<{ id: number }>('/api/credits', {
      customerId: dupont,
      kind: 'credit-note',
      number: 'AV-F1',
      receivedOn: '2026-03-15',
      currency: 'EUR',
      amountCents: 20_000,
      label: '',
      correctsInvoiceId: invoiceId,
    })
    expect((await record(invoiceId)).corrections).toEqual([{ id, number: 'AV-F1', amountCents: 20_000 }])
    const open = await api.get<OpenInstalments>(`/api/credits/${id}/open-instalments`)
    const suggested = open.rows.filter((row) => row.suggestedCents > 0)
    expect(suggested).toMatchObject([{ number: 'F1', suggestedCents: 20_000 }])
    const shares = [{ instalmentId: found(suggested[0]).instalmentId, amountCents: 12_000 }]
    const result = await api.post<{ leftCents: number; allocationIds: number[] }>(
      `/api/credits/${id}/allocations`,
      { shares },
    )
    expect(result.leftCents).toBe(8_000)
    expect(await record(invoiceId)).toMatchObject({ openCents: 108_000, state: 'overdue' })
    expect(await api.refused('POST', `/api/credits/${id}/cancellation`, { reason: 'erreur' })).toMatchObject({
      key: 'receivables.credit-allocated',
    })
    const allocationId = found(result.allocationIds[0])
    const path = `/api/allocations/${allocationId}/cancellation`
    expect(await api.refused('POST', path, { reason: ' ' })).toMatchObject({
      key: 'receivables.reason-missing',
    })
    await api.post(path, { reason: 'mauvaise facture' })
    const seen = await credit(id)
    expect(seen).toMatchObject({ openCents: 20_000, state: 'open' })
    expect(seen.allocations[0]?.cancelled).toMatchObject({ by: 'Camille Martin', reason: 'mauvaise facture' })
    expect((await record(invoiceId)).instalments[0]).toMatchObject({ openCents: 120_000, level: 2 })
    await api.post(`/api/credits/${id}/cancellation`, { reason: 'saisi deux fois' })
    const cancelled = await credit(id)
    expect(cancelled).toMatchObject({ state: 'void', voidReason: 'cancelled', openCents: 0 })
  })

  test('of another client, or of a draft, is refused', async () => {
    const order = {
      customerId: dupont,
      kind: 'credit-note',
      number: '',
      receivedOn: TODAY,
      currency: 'EUR',
      amountCents: 100,
      label: '',
    }
    expect(
      await api.refused('POST', '/api/credits', { ...order, correctsInvoiceId: company.invoices.get('F3') }),
    ).toMatchObject({ key: 'receivables.other-customer' })
    const draft = await api.post<SavedDraft>('/api/invoices', { ...THREE_TIMES, number: 'F20' })
    expect(
      await api.refused('POST', '/api/credits', { ...order, correctsInvoiceId: draft.id }),
    ).toMatchObject({
      key: 'receivables.draft-is-edited',
    })
  })
})

test('a payment by hand settles, comes back unpaid, and the list of payments says so', async () => {
  const { id } = await api.post<{ id: number }>('/api/credits', {
    customerId: found(company.customers.get('LEROY')),
    kind: 'payment',
    number: 'CHQ 12',
    receivedOn: '2026-03-20',
    currency: 'EUR',
    amountCents: 7_000,
    label: '',
    correctsInvoiceId: null,
  })
  const [row] = (await api.get<OpenInstalments>(`/api/credits/${id}/open-instalments`)).rows
  expect(row).toMatchObject({ number: 'F3', suggestedCents: 7_000, daysLate: 55 })
  const shares = [{ instalmentId: found(row).instalmentId, amountCents: 7_000 }]
  await api.post(`/api/credits/${id}/allocations`, { shares })
  expect(await numbers('state=settled')).toEqual(['F3'])
  const bounce = { returnedOn: '2026-04-01', reason: 'sans provision' }
  expect(await api.refused('POST', `/api/credits/${id}/return`, bounce)).toMatchObject({
    key: 'receivables.day-to-come',
  })
  await api.post(`/api/credits/${id}/return`, { ...bounce, returnedOn: '2026-03-28' })
  expect(await numbers('state=settled')).toEqual([])
  const listed = await api.get<{ rows: CreditListRow[] }>(
    '/api/credits?family=payments&state=void&companies=LAMBERT',
  )
  expect(listed.rows).toMatchObject([{ id, voidReason: 'returned', openCents: 0, amountCents: 7_000 }])
  await api.post(`/api/credits/${id}/return-cancellation`, { reason: 'erreur de ligne' })
  expect((await credit(id)).returns).toMatchObject([
    { reason: 'sans provision', takenBack: { reason: 'erreur de ligne' } },
  ])
})

test('after all this, nothing contradicts itself', async () => {
  expect(await withScope(database, context, findContradictions)).toEqual([])
})
