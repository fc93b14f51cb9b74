import { sql } from 'kysely'
import { matchStatuses } from '#ledger/e-invoice-status-match.ts'
import type { Background } from '#platform/background.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { LOOK_MS, leased } from '#platform/leases.ts'
import { withScope } from '#platform/scoped.ts'

interface MatchParts {
  readonly database: Pick<Database, 'db'>
  readonly today: Context['today']
}

const PLATFORM = 'plateforme'

/**
 * Gives statuses of e-invoices that wait to the invoices that came by another door than a file: typed in, or written by
 * another program. An import does it in its own transaction.
 */
export async function matchWaitingStatuses({ database, today }: MatchParts): Promise<void> {
  const who = {
    actor: { kind: 'system', name: PLATFORM },
    permission: 'everything',
    today,
    language: 'fr',
  } as const
  const scope = await narrowToCompanies(database, who)
  const waiting = await withScope(database, scope, (tx) =>
    sql<{ company_id: number }>`
      select c.id as company_id from companies c
      where exists (select from e_invoice_statuses s
        where s.company_id = c.id and s.invoice_id is null and s.withdrawn_at is null)
    `.execute(tx),
  )
  for (const { company_id: companyId } of waiting.rows)
    await withScope(database, { ...scope, companyIds: [companyId] }, (tx) =>
      matchStatuses(tx, { companyId, actor: PLATFORM }),
    )
}

/** Looks every minute, once for all processes. */
export function scheduleMatching(background: Pick<Background, 'every'>, parts: MatchParts): void {
  const name = 'statuses waiting for their invoice'
  const turn = leased(parts.database, { name, everySeconds: 60 }, () => matchWaitingStatuses(parts))
  background.every({ name, everyMs: LOOK_MS, turn })
}
