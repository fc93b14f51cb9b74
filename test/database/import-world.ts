import { type ImportOptions, type ImportPreview, importOptions } from '#features/imports/contract.ts'
import { applyImport, previewImport } from '#features/imports/server/import-file.ts'
import type { Database } from '#platform/database.ts'
import { bytesSource } from '#readers/source.ts'
import { memoryArchive } from '../archive.ts'

/** The accountant who imports. */
export const CONTEXT = {
  actor: { kind: 'local', name: 'comptable' },
  permission: 'everything',
  companyIds: 'all',
  today: '2024-11-24',
  language: 'fr',
} as const

type Options = Partial<ImportOptions> & { readonly name?: string }

/** Imports a text as a file of company ATELIER (created when it is not there), as its accountant would. */
export async function importText(
  database: Database,
  text: string,
  options: Options = {},
): Promise<ImportPreview> {
  return await applyImport({ database, archive: memoryArchive() }, CONTEXT, orderOf(text, options))
}

/** The same, only previewed. */
export async function previewText(
  database: Database,
  text: string,
  options: Options = {},
): Promise<ImportPreview> {
  return await previewImport({ database, archive: memoryArchive() }, CONTEXT, orderOf(text, options))
}

function orderOf(text: string, { name = 'fichier.txt', ...options }: Options) {
  const asked = importOptions.parse({ company: 'ATELIER', companyName: 'Atelier du Lin', ...options })
  return { sources: [bytesSource(name, Buffer.from(text))] as const, options: asked }
}

/** An instalment as the tests look at it. */
export interface SeenInstalment {
  readonly number: string | null
  readonly customer: string
  readonly dueOn: string | null
  readonly amount: number
  readonly open: number
  readonly level: number
}

/** Every instalment of a company, in the order of customers, dates and numbers. */
export async function instalmentsOf(database: Database, company = 'ATELIER'): Promise<SeenInstalment[]> {
  const { rows } = await database.owner.query<SeenInstalment>(
    `select i.number, c.code as customer, j.due_on as "dueOn", j.amount_cents as amount, j.open_cents as open, j.level
     from instalments j join invoices i using (company_id, customer_id)
       join customers c on c.company_id = j.company_id and c.id = j.customer_id
       join companies e on e.id = j.company_id
     where e.code = $1 and i.id = j.invoice_id
     order by c.code, i.issued_on, i.number, j.due_on, j.id`,
    [company],
  )
  return rows
}

/** Open cents by number of invoice, only those open. */
export async function openByNumber(database: Database, company = 'ATELIER'): Promise<Record<string, number>> {
  const open = (await instalmentsOf(database, company)).filter((instalment) => instalment.open > 0)
  return Object.fromEntries(open.map((instalment) => [instalment.number ?? '?', instalment.open]))
}

/** Σ open − Σ unallocated of a company, in cents. */
export async function balanceOf(database: Database, company = 'ATELIER'): Promise<number> {
  const { rows } = await database.owner.query<{ balance: number }>(
    `select (coalesce((select sum(j.open_cents) from instalments j where j.company_id = e.id and j.is_final), 0)
       - coalesce((select sum(k.open_cents) from credits k where k.company_id = e.id), 0))::bigint as balance
     from companies e where e.code = $1`,
    [company],
  )
  return rows[0]?.balance ?? Number.NaN
}

/** What an import that had nothing to do says it did. */
export const NOTHING_DONE = {
  created: { customers: 0, invoices: 0, instalments: 0, credits: 0, allocations: 0 },
  changed: { customers: 0, instalments: 0, allocations: 0 },
  closed: { instalments: 0, cents: 0 },
}
