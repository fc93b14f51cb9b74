import type { CreditRecord } from '#features/receivables/credit-contract.ts'
import type { InvoiceListRow, InvoiceRecord } from '#features/receivables/invoice-contract.ts'
import { creditActsRoutes } from '#features/receivables/server/credit-acts-routes.ts'
import { creditsRoutes } from '#features/receivables/server/credit-routes.ts'
import { draftRoutes } from '#features/receivables/server/invoice-draft-routes.ts'
import { invoicesRoutes } from '#features/receivables/server/invoice-routes.ts'
import type { Database } from '#platform/database.ts'
import { routerOf } from '#platform/serve.ts'
import { buildCompany, contextFor } from '../world.ts'
import { openApi } from './api-caller.ts'

/** Day on which Menuiserie Lambert looks at its invoices. */
export const TODAY = '2026-03-31'

/** Menuiserie Lambert, what it is owed, and the routes of its screens; another company has a client of the same code. */
export async function openLambert(database: Database) {
  const company = await buildCompany(database, {
    code: 'LAMBERT',
    legalName: 'Menuiserie Lambert',
    customers: [
      {
        code: 'DUPONT',
        name: 'Dupont & Fils',
        invoices: [
          { number: 'F1', issuedOn: '2026-01-10', dueOn: '2026-02-09', cents: 120_000, level: 2 },
          { number: 'F2', issuedOn: '2026-02-20', dueOn: '2026-04-20', cents: 50_000 },
          { number: '=CMD', issuedOn: '2026-02-21', dueOn: '2026-03-30', cents: 1_001 },
          { number: 'CHF1', issuedOn: '2026-01-02', dueOn: '2026-02-01', cents: 9_900, currency: 'CHF' },
        ],
        credits: [{ number: 'AV1', cents: 30_000 }],
      },
      {
        code: 'LEROY',
        name: 'Leroy SARL',
        invoices: [{ number: 'F3', issuedOn: '2026-01-05', dueOn: '2026-02-04', cents: 7_000 }],
      },
    ],
  })
  await buildCompany(database, {
    code: 'AUTRE',
    legalName: 'Autre SAS',
    customers: [
      {
        code: 'DUPONT',
        name: 'Dupont ailleurs',
        invoices: [{ number: 'X1', issuedOn: '2026-01-01', dueOn: '2026-01-31', cents: 500 }],
      },
    ],
  })
  const services = { database }
  const api = openApi(
    database,
    routerOf(database, [
      ...invoicesRoutes(services),
      ...draftRoutes,
      ...creditsRoutes(services),
      ...creditActsRoutes,
    ]),
    TODAY,
  )
  const context = contextFor([company.id], TODAY)

  const numbers = async (query: string) =>
    (await api.get<{ rows: InvoiceListRow[] }>(`/api/invoices?companies=LAMBERT&${query}`)).rows.map(
      (row) => row.number,
    )
  const record = (id: number) => api.get<InvoiceRecord>(`/api/invoices/${id}/record`)
  const credit = (id: number) => api.get<CreditRecord>(`/api/credits/${id}`)
  return { company, context, api, numbers, record, credit }
}
