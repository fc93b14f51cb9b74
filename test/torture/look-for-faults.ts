import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyAll } from '#ledger/verify-all.ts'
import { openArchive } from '#platform/archive.ts'
import { digestOfBlob } from '#platform/blob-store.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Database } from '#platform/database.ts'
import { openFolderStore } from '#platform/folder-store.ts'
import { readBackup } from '#platform/read-backup.ts'
import type { Acknowledged } from './acknowledged.ts'
import { TODAY, withDatabase } from './tortured-server.ts'

/** All that is wrong in a data folder that was opened again; empty is what is demanded. */
export async function lookForFaults(dataDir: string, acknowledged: Acknowledged): Promise<string[]> {
  const file = join(dataDir, 'relances.log')
  const log = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const faults = await withDatabase(dataDir, (database) => faultsIn(database, dataDir, acknowledged))
  return [...faults, ...loggedDefects(log)]
}

/** All that is wrong in a database and in the data folder of its servers. */
export async function faultsIn(
  database: Database,
  dataDir: string,
  acknowledged: Acknowledged,
): Promise<string[]> {
  return [
    ...(await lostActions(database, acknowledged)),
    ...(await halvedActions(database)),
    ...(await lostFiles(database, dataDir)),
    ...(await contradictions(database, dataDir)),
    ...(await backupFaults(join(dataDir, 'backups'), acknowledged)),
  ]
}

const readToTheEnd = new Set<string>()

/** Backups acknowledged that are gone, and those that bear their name without being whole. */
async function backupFaults(folder: string, { backups }: Acknowledged): Promise<string[]> {
  const found = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.tar.gz')) : []
  const faults = backups.filter((name) => !found.includes(name)).map((name) => `backup lost: ${name}`)
  for (const path of found.map((name) => join(folder, name))) {
    if (readToTheEnd.has(path)) continue
    readToTheEnd.add(path)
    await readBackup(path).catch((error: Error) => faults.push(`backup not whole: ${error.message}`))
  }
  return faults
}

/** What the application itself took for a defect: no failure of a machine should be one. */
export function loggedDefects(log: string): string[] {
  return log
    .split('\n')
    .filter((line) => line.includes('"code":"internal"'))
    .map((line) => `defect: ${line}`)
}

/** Actions a server has acknowledged, and that are not there. */
export async function lostActions(database: Database, acknowledged: Acknowledged): Promise<string[]> {
  const { imports, deposits, credits, allocations, drafts, confirmedRuns } = acknowledged
  const count = async (what: string, expected: number, query: string, values: readonly unknown[]) => {
    const { rows } = await database.owner.query<{ found: number }>(query, [values])
    const found = rows[0]?.found ?? 0
    return found === expected ? [] : [`${what}: ${expected - found} lost of ${expected}`]
  }
  const numbers = imports.flatMap((n) => [1, 2, 3].map((rank) => `I${n}-${rank}`))
  return [
    ...(await count('imported invoices', numbers.length, COUNTS.numbers, numbers)),
    ...(await count(
      'deposits',
      deposits.length,
      COUNTS.deposits,
      deposits.map(({ id }) => id),
    )),
    ...(await count('credits', credits.length, COUNTS.credits, credits)),
    ...(await count('allocations', allocations.length, COUNTS.allocations, allocations)),
    ...(await count('drafts', drafts.length, COUNTS.drafts, drafts)),
    ...(await count('confirmed runs', confirmedRuns.length, COUNTS.runs, confirmedRuns)),
  ]
}

const COUNTS = {
  numbers: 'select count(*)::int as found from invoices where number = any($1::text[])',
  deposits: 'select count(*)::int as found from deposits where id = any($1::uuid[])',
  credits: 'select count(*)::int as found from credits where id = any($1::bigint[])',
  allocations: `select count(*)::int as found from allocations
                where id = any($1::bigint[]) and cancelled_at is null`,
  drafts: 'select count(*)::int as found from invoices where id = any($1::bigint[])',
  runs: `select count(*)::int as found from runs r where id = any($1::bigint[]) and status = 'confirmed'
         and not exists (select from letters l where l.run_id = r.id and l.status = 'draft')`,
} as const

/** Files of imports under way that are not in the store as they came. */
async function lostFiles(database: Database, dataDir: string): Promise<string[]> {
  const store = openFolderStore(dataDir)
  const { rows } = await database.owner.query<{ id: string; name: string; sha256: string }>(
    `select f.id, f.name, f.sha256 from deposit_files f join deposits d on d.id = f.deposit_id where d.step <> 'done'`,
  )
  const found = await Promise.all(rows.map(({ id }) => digestOfBlob(store, `deposits/${id}`)))
  return rows
    .filter(({ sha256 }, at) => found[at] !== sha256)
    .map(({ name }) => `file of a deposit lost: ${name}`)
}

/** Imports of less than three invoices, letters whose instalments moved in part or not at all. */
export async function halvedActions(database: Database): Promise<string[]> {
  const { rows } = await database.owner.query<{ imports: number; letters: number; twice: number }>(`
    select
      (select count(*)::int from (select from invoices where number ~ '^I[0-9]+-[123]$'
         group by split_part(number, '-', 1) having count(*) <> 3) half) as imports,
      (select count(*)::int from (
         select l.status, count(*) as items, count(e.id) as moved
         from letters l join letter_items li on li.letter_id = l.id
         left join reminder_events e
           on e.letter_id = l.id and e.instalment_id = li.instalment_id and e.kind = 'letter'
         group by l.id, l.status) each_letter
       where (status = 'confirmed' and moved <> items) or (status <> 'confirmed' and moved <> 0)) as letters,
      (select count(*)::int from (select from reminder_events where kind = 'letter'
         group by letter_id, instalment_id having count(*) > 1) again) as twice`)
  const { imports = 0, letters = 0, twice = 0 } = rows[0] ?? {}
  return [
    imports > 0 ? `${imports} imports half there` : '',
    letters > 0 ? `${letters} letters half confirmed` : '',
    twice > 0 ? `${twice} instalments moved twice by a letter` : '',
  ].filter((fault) => fault !== '')
}

/** What `relances verify` finds. */
async function contradictions(database: Database, dataDir: string): Promise<string[]> {
  const who = {
    actor: { kind: 'cli', name: 'torture' },
    permission: 'everything',
    today: TODAY,
    language: 'fr',
  } as const
  const context = await narrowToCompanies(database, who)
  const found = await verifyAll(database, context, openArchive(openFolderStore(dataDir)))
  return found.isClean ? [] : [`verify: ${JSON.stringify(found).slice(0, 500)}`]
}
