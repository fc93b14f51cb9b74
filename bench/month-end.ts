import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays } from '#domain/days-and-money/day.ts'
import { NOTHING_SELECTED } from '#domain/dunning/selection.ts'
import { importOptions } from '#features/imports/contract.ts'
import { applyImport } from '#features/imports/server/import-file.ts'
import { readCustomerPage } from '#features/reminders/server/store.ts'
import { archiveLetters } from '#features/runs/server/archive-letters.ts'
import { confirmRun } from '#features/runs/server/confirm-run.ts'
import { createDraft } from '#features/runs/server/create-draft.ts'
import { letterPdf } from '#features/runs/server/letter-pdf.ts'
import { listLettersOfRun } from '#features/runs/server/letter-store.ts'
import { printRun } from '#features/runs/server/print-run.ts'
import { readTotals } from '#ledger/proposed-totals.ts'
import { createLetterPool } from '#letters/pool.ts'
import { openArchive } from '#platform/archive.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { openFolderStore } from '#platform/folder-store.ts'
import { withScope } from '#platform/scoped.ts'
import { balanceRecord, complementRecord, movementRecord } from '#readers/cfonb-fixture.ts'
import { FEC_COLUMNS } from '#readers/fec-layout.ts'
import { bytesSource } from '#readers/source.ts'
import { processorMs } from './processor.ts'
import { alone, type BenchRow } from './row.ts'

const TODAY = '2024-12-31'
/** Lines of the ledger for each client: twelve invoices of three lines, and eleven payments of two. */
const INVOICES = 12
const PAID = 10
/** Clients who pay November, and of them those who pay December too: the others, three in ten, are reminded. */
const PAYERS = 0.7
const EARLY_PAYERS = 0.1

/**
 * The month end of a firm: the ledger of its year, a statement of its bank, the page, a draft, the first letter, the print
 * file, the confirmation and the archive, in processor time of all processes together; then each step by itself.
 */
export async function* benchMonthEnd(
  database: Database,
  folder: string,
  { clients, mostSeconds }: { readonly clients: number; readonly mostSeconds: number },
): AsyncGenerator<BenchRow> {
  const postmaster = Number(readFileSync(join(folder, 'data/postgres/postmaster.pid'), 'utf8').split('\n')[0])
  const pool = createLetterPool()
  const steps: (readonly [string, number])[] = []
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const before = processorMs(postmaster)
    const result = await work()
    steps.push([name, processorMs(postmaster) - before])
    return result
  }
  try {
    await liveMonthEnd({ database, folder, pool, clients, step })
  } finally {
    await pool.close()
  }
  const all = steps.reduce((sum, [, ms]) => sum + ms, 0)
  const firm = `month end of ${clients.toLocaleString('en')} clients`
  yield alone(`${firm}, processor time`, 's', all / 1_000, mostSeconds)
  for (const [name, ms] of steps) {
    const share = `${Math.round((100 * ms) / all)} %`
    yield alone(`${firm}: ${name}, ${share}`, 'ms', ms)
  }
}

interface Firm {
  readonly database: Database
  readonly folder: string
  readonly pool: ReturnType<typeof createLetterPool>
  readonly clients: number
  readonly step: <T>(name: string, work: () => Promise<T>) => Promise<T>
}

async function liveMonthEnd({ database, folder, pool, clients, step }: Firm): Promise<void> {
  const parts = { database, archive: openArchive(openFolderStore(folder)), pool }
  const code = `FIRM${clients}`
  const bring = async (name: string, text: string) => {
    const options = importOptions.parse({ company: code, companyName: code })
    const source = bytesSource(name, Buffer.from(text, 'latin1'))
    const { errors } = await applyImport(parts, contextOf('all'), { sources: [source], options })
    if (errors.length > 0) throw new Error(JSON.stringify(errors[0]))
  }
  await step('import of the ledger', () => bring('fec.txt', ledgerOf(clients)))
  await step('import and reconciliation of the statement', () => bring('releve.txt', statementOf(clients)))
  const { rows } = await database.owner.query<{ id: number }>('select id from companies where code = $1', [
    code,
  ])
  const companyIds = rows.map(({ id }) => id)
  const context = contextOf(companyIds)
  const filter = { on: addDays(TODAY, -1), today: TODAY, companyIds }
  await step('page and totals', () =>
    withScope(
      database,
      context,
      async (tx) => {
        await readCustomerPage(tx, { ...filter, sort: 'name', direction: 'asc', limit: 50 })
        await readTotals(tx, filter)
      },
      { readOnly: true },
    ),
  )
  const selection = { ...NOTHING_SELECTED, base: 'all' as const }
  const order = { filter, selection, letterOn: TODAY }
  const { run } = await step('draft', () =>
    withScope(database, context, (tx) => createDraft(tx, order, 'bench'), { isolation: 'repeatable read' }),
  )
  await step('first letter on screen', async () => {
    const page = await withScope(database, context, (tx) => listLettersOfRun(tx, run, { limit: 200 }))
    await letterPdf(parts, context, page.rows[0]?.id ?? 0)
  })
  await step('print file', async () => {
    for await (const _ of await printRun(parts, context, run));
  })
  await step('confirmation', () => confirmRun(database, context, run))
  const log = { error: (fault: unknown) => void Promise.reject(fault) }
  await step('archive', () => archiveLetters({ ...parts, log }))
}

function contextOf(companyIds: Context['companyIds']): Context {
  const actor = { kind: 'system', name: 'bench' } as const
  return { actor, permission: 'everything', companyIds, today: TODAY, language: 'fr' }
}

const euros = (cents: number) => (cents / 100).toFixed(2).replace('.', ',')
const centsOf = (client: number, month: number) => 10_000 + ((client * 7_919 + month * 104_729) % 90_000)
const dayOf = (month: number) => `2024${String(month).padStart(2, '0')}05`

function ledgerOf(clients: number): string {
  const lines = [FEC_COLUMNS.join('\t')]
  for (let month = 1; month <= INVOICES; month += 1)
    for (let client = 1; client <= clients; client += 1) lines.push(...entriesOf(client, month))
  return `${lines.join('\r\n')}\r\n`
}

function entriesOf(client: number, month: number): string[] {
  const code = `C${String(client).padStart(5, '0')}`
  const number = `F${month}-${client}`
  const cents = centsOf(client, month)
  const isPaid = month <= PAID
  const letter = isPaid ? `L${month}-${client}` : ''
  const line = (journal: 'VT' | 'BQ', account: string, debit: number, credit: number) => {
    const isCustomer = account === '411000'
    const entry = `${journal}${month}-${client}`
    return [
      ...[journal, journal === 'VT' ? 'Ventes' : 'Banque', entry, dayOf(month), account],
      ...[isCustomer ? 'Clients' : 'Compte', isCustomer ? code : '', isCustomer ? `Client ${code}` : ''],
      ...[number, dayOf(month), `Facture ${number}`, euros(debit), euros(credit)],
      ...[isCustomer ? letter : '', isCustomer && isPaid ? dayOf(month) : '', dayOf(month), '', ''],
    ].join('\t')
  }
  const net = Math.round(cents / 1.2)
  const sale = [
    line('VT', '411000', cents, 0),
    line('VT', '706000', 0, net),
    line('VT', '445710', 0, cents - net),
  ]
  return isPaid ? [...sale, line('BQ', '512000', cents, 0), line('BQ', '411000', 0, cents)] : sale
}

// What the ledger does not have yet.
function statementOf(clients: number): string {
  const payments = (share: number, month: number) =>
    Array.from({ length: Math.round(clients * share) }, (_, index) => ({
      number: `F${month}-${index + 1}`,
      cents: centsOf(index + 1, month),
    }))
  const paid = [...payments(PAYERS, PAID + 1), ...payments(EARLY_PAYERS, PAID + 2)]
  const amount = (cents: number) =>
    `${String(cents).padStart(14, '0').slice(0, -1)}${'{ABCDEFGHI'[cents % 10]}`
  const total = paid.reduce((sum, { cents }) => sum + cents, 0)
  return [
    balanceRecord('01', '301124', amount(0)),
    ...paid.flatMap(({ number, cents }) => [
      movementRecord({ label: 'VIR SEPA RECU', amount: amount(cents) }),
      complementRecord('LCC', `REGLEMENT FACTURE ${number}`),
    ]),
    balanceRecord('07', '311224', amount(total)),
  ].join('\r\n')
}
