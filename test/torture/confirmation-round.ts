import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { CAPABILITIES } from '#domain/capabilities.ts'
import { hashKey } from '#features/people/identify.ts'
import { findContradictions } from '#ledger/verify.ts'
import { CHECKOUT } from '#platform/config.ts'
import { type Database, openDatabase } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { startProgram } from '../program.ts'
import { createVisitor } from '../visitor.ts'
import { buildCompany, contextFor } from '../world.ts'

/** What a round of killing has shown. */
export interface RoundResult {
  readonly killedAfterMs: number
  /** Letters found confirmed once the database is open again. */
  readonly confirmedAtDeath: number
  readonly wasAcknowledged: boolean
  /** Faults found; empty is what is demanded. */
  readonly faults: readonly string[]
}

const TODAY = '2026-03-31'
const KEY = 'rel_torture'
const SELECT_ALL = { base: 'all', customers: {}, invoices: {} }

/**
 * Kills the server outright `killedAfterMs` after it was asked to confirm `letters` letters, then
 * opens the same folder again and looks: each letter wholly confirmed or not at all, no level
 * moved twice, what was acknowledged there, and the confirmation able to end.
 */
export async function killDuringConfirmation(
  dataDir: string,
  letters: number,
  killedAfterMs: number,
): Promise<RoundResult> {
  const companyId = await prepareCompany(dataDir, letters)
  const first = startServer(dataDir)
  const address = await first.ready()
  const { run } = await post(`${address}/api/runs`, {
    filters: { on: '2026-03-30' },
    selection: SELECT_ALL,
    letterOn: TODAY,
  })
  const answer = post(`${address}/api/runs/${run}/confirmation`).then(
    () => true,
    () => false,
  )
  await delay(killedAfterMs)
  first.child.kill('SIGKILL')
  await first.exited
  const wasAcknowledged = await answer

  const second = startServer(dataDir)
  const again = await second.ready()
  try {
    const atDeath = await inspect(dataDir, companyId)
    const faults = [...atDeath.faults]
    if (wasAcknowledged && atDeath.confirmed !== letters) faults.push('an acknowledged confirmation was lost')
    await post(`${again}/api/runs/${run}/confirmation`)
    const atEnd = await inspect(dataDir, companyId)
    faults.push(...atEnd.faults)
    if (atEnd.confirmed !== letters) faults.push(`${atEnd.confirmed} letters confirmed of ${letters}`)
    return { killedAfterMs, confirmedAtDeath: atDeath.confirmed, wasAcknowledged, faults }
  } finally {
    second.child.kill('SIGTERM')
    await second.exited
  }
}

function startServer(dataDir: string) {
  return startProgram([join(CHECKOUT, 'src/server/main.ts'), '--data', dataDir, '--port', '0'], {
    RELANCES_TODAY: TODAY,
    RELANCES_LOG: 'silent',
  })
}

async function post(url: string, body?: unknown) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return await response.json()
}

async function withDatabase<T>(dataDir: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ dataDir, databaseUrl: null }, { role: 'cli', say: () => undefined })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

async function prepareCompany(dataDir: string, letters: number): Promise<number> {
  return await withDatabase(dataDir, async (database) => {
    const company = await buildCompany(database, {
      code: 'TORTURE',
      legalName: 'Ateliers Réunis',
      customers: Array.from({ length: letters }, (_, index) => ({
        code: `C${index}`,
        name: `Client ${index}`,
        invoices: [
          { number: `A${index}`, issuedOn: '2026-01-10', dueOn: '2026-02-10', cents: 10_000 },
          { number: `B${index}`, issuedOn: '2026-01-12', dueOn: '2026-02-12', cents: 5_000, level: 2 },
        ],
      })),
    })
    await addKey(database)
    await database.refreshStatistics()
    return company.id
  })
}

// The key of a program that has every right.
async function addKey(database: Database): Promise<void> {
  const { actor } = await createVisitor(database)
  await database.owner.query(
    `insert into api_keys (user_id, name, prefix, sha256, capabilities) values ($1, 'torture', 'rel_', $2, $3)`,
    [actor.userId, hashKey(KEY), Object.keys(CAPABILITIES)],
  )
}

async function inspect(
  dataDir: string,
  companyId: number,
): Promise<{ confirmed: number; faults: readonly string[] }> {
  return await withDatabase(dataDir, async (database) => {
    const halves = await database.owner.query(
      `select count(*) filter (where status = 'confirmed' and moved = items)::int as whole,
              count(*) filter (where (status = 'confirmed' and moved <> items) or (status = 'draft' and moved <> 0))::int as half,
              count(*) filter (where twice > 0)::int as twice
       from (
         select l.status, count(*) as items, count(e.id) as moved,
                count(*) filter (where e.id is not null and i.level <> e.level_after) as twice
         from letters l
         join letter_items li on li.letter_id = l.id
         join instalments i on i.id = li.instalment_id
         left join reminder_events e on e.letter_id = l.id and e.instalment_id = li.instalment_id and e.kind = 'letter'
         where l.company_id = $1 group by l.id, l.status) each_letter`,
      [companyId],
    )
    const { whole, half, twice } = halves.rows[0]
    const context = contextFor([companyId], TODAY)
    const contradictions = await withScope(database, context, findContradictions)
    const faults = [
      half > 0 ? `${half} letters half confirmed` : '',
      twice > 0 ? `${twice} letters with a level that is not the one they gave` : '',
      contradictions.length > 0 ? `${contradictions.length} contradictions with the history` : '',
    ]
    return { confirmed: whole, faults: faults.filter((fault) => fault !== '') }
  })
}
