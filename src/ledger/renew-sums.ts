import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { mustHave } from '#domain/errors.ts'
import type { Background } from '#platform/background.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Database } from '#platform/database.ts'
import { LOOK_MS, leased } from '#platform/leases.ts'
import { withScope } from '#platform/scoped.ts'

interface RenewParts {
  readonly database: Pick<Database, 'db'>
  /** Today; it is asked again at each turn. */
  readonly today: () => Day
}

/** Clients to a transaction: others of their company wait to commit meanwhile. */
const AT_ONCE = 1_000

/**
 * Counts for today the late sums of clients that passed a due day: until then a list counts them from their rows, which is
 * as right and takes longer. Returns how many clients.
 */
export async function renewSums({ database, today }: RenewParts): Promise<number> {
  const who = { actor: { kind: 'system', name: 'sommes' }, permission: 'everything', language: 'fr' } as const
  const day = today()
  const scope = await narrowToCompanies(database, { ...who, today: day })
  let renewed = 0
  for (const companyId of scope.companyIds) {
    let last = 0
    do {
      last = await withScope(database, { ...scope, companyIds: [companyId] }, async (tx) => {
        const { rows } = await sql<{ clients: number }>`
          select renew_sums(${day}::date, ${AT_ONCE}::int) as clients
        `.execute(tx)
        return mustHave(rows[0], 'the count of clients').clients
      })
      renewed += last
    } while (last === AT_ONCE)
  }
  return renewed
}

/** Renews them every hour, once for all processes: soon after midnight, in particular. */
export function scheduleSums(background: Pick<Background, 'every'>, parts: RenewParts): void {
  const name = 'sums of what is late'
  const turn = leased(parts.database, { name, everySeconds: 3_600 }, async () => {
    await renewSums(parts)
  })
  background.every({ name, everyMs: LOOK_MS, turn })
}
