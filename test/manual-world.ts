import type { Database } from '#platform/database.ts'
import { type BuiltCompany, buildCompany } from './world.ts'

/** The example of the manual (§2): at 25/01/2024 three clients are late, at levels 3, 2 and 1. */
export async function buildManualWorld(database: Pick<Database, 'db'>): Promise<BuiltCompany> {
  return await buildCompany(database, {
    code: 'ISAGRI',
    legalName: 'ISAGRI',
    customers: [
      {
        code: 'DEMO',
        name: 'DEMO',
        postcode: '60000',
        town: 'BEAUVAIS',
        invoices: [
          {
            number: '2300000003',
            issuedOn: '2023-09-30',
            dueOn: '2023-10-31',
            cents: 500,
            level: 3,
            lastRemindedOn: '2023-12-15',
          },
        ],
      },
      {
        code: 'PROFR',
        name: 'Professionnel France',
        postcode: '01110',
        town: 'ARANC',
        invoices: [
          {
            number: '2300000010',
            issuedOn: '2023-11-24',
            dueOn: '2023-12-24',
            cents: 49_320,
            level: 2,
            lastRemindedOn: '2024-01-08',
          },
        ],
      },
      {
        code: 'TRU',
        name: 'TRU',
        invoices: [
          { number: '2300000001', issuedOn: '2023-06-25', dueOn: '2023-07-25', cents: 24_000 },
          { number: '2300000002', issuedOn: '2023-07-01', dueOn: '2023-07-31', cents: 51_500 },
        ],
      },
    ],
  })
}
