import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { type Records, readNamed } from './records-store.ts'

type Kind = 'customer' | 'invoice' | 'credit' | 'payment'

/** What a program may say of the record it means to change: its version, « * » for any; or that there is none. */
export interface Conditions {
  readonly ifMatch: string | undefined
  readonly ifNoneMatch: string | undefined
}

/** The version of a record (RFC 9110 §8.8.3): another one as soon as anything of it is another. */
export function etagOf(record: Records[Kind]): string {
  return `"${createHash('sha256').update(JSON.stringify(record)).digest('base64url').slice(0, 27)}"`
}

/**
 * Refuses a write whose program has not seen the record as it is, or takes it for new. Other pushes of the company wait
 * until this one is done.
 * @throws RelancesError outdated
 */
export async function checkVersion(
  tx: ScopedTransaction,
  kind: Kind,
  named: Parameters<typeof readNamed>[2],
  { ifMatch, ifNoneMatch }: Conditions,
): Promise<void> {
  if (ifMatch === undefined && ifNoneMatch === undefined) return
  await sql`select pg_advisory_xact_lock(hashtextextended('relances.import', ${named.companyId}))`.execute(tx)
  const record = await readNamed(tx, kind, named)
  const version = record === null ? null : etagOf(record)
  const isMet =
    (ifMatch === undefined || matches(ifMatch, version)) &&
    (ifNoneMatch === undefined || !matches(ifNoneMatch, version))
  if (!isMet) throw new RelancesError('outdated', 'programs.outdated', { id: named.externalId })
}

function matches(header: string, version: string | null): boolean {
  if (version === null) return false
  const named = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return named.includes('*') || named.includes(version)
}
