import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { AuditFault } from '#ledger/audit-chain.ts'
import { INSTALLATION, recordNote } from '#ledger/record-note.ts'
import { type Verification, verifyAll } from '#ledger/verify-all.ts'
import { actorIn } from '#messages/actor-names.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { Archive } from '#platform/archive.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import type { Logger } from '#platform/log.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { ZONE } from '#platform/zone.ts'
import type { AuditVerification } from '../contract.ts'

/** The name of the note a verification leaves in the chain of each company it went through. */
const VERIFIED = 'audit-verified'
/** Of the lock that keeps two processes from verifying at once, and says that one does. */
const LOCK = 48_004_851
/** Faults kept in a note: beyond, their number is enough to call for the command line. */
const MAX_FAULTS = 20

export interface VerifierParts {
  readonly database: Pick<Database, 'db'>
  readonly archive: Archive
  readonly log: Pick<Logger, 'error'>
}

/** « Vérifier maintenant »: long ones go on after the answer, whoever else is served meanwhile. */
export function createVerifier({ database, archive, log }: VerifierParts) {
  const running = new Set<Promise<void>>()
  return {
    /** Begins, and answers at once. @throws RelancesError conflict while one is under way */
    async start(context: Context & { readonly companyIds: readonly number[] }): Promise<void> {
      let tell: (hasBegun: boolean) => void = () => undefined
      const begun = new Promise<boolean>((resolve) => {
        tell = resolve
      })
      const work = withScope(database, context, async (tx) => {
        const { rows } = await sql<{ taken: boolean }>`
          select pg_try_advisory_xact_lock(${LOCK}) as taken`.execute(tx)
        tell(rows[0]?.taken ?? false)
        if (rows[0]?.taken) await noteAll(tx, context.companyIds, await verifyAll(database, context, archive))
      })
        .catch((error: unknown) => {
          tell(true)
          log.error({ err: error }, 'verification')
        })
        .finally(() => running.delete(work))
      running.add(work)
      if (!(await begun)) throw new RelancesError('conflict', 'journal.already-verifying')
    },
    /** Once those under way are done. */
    async settled(): Promise<void> {
      await Promise.all(running)
    },
  }
}
export type Verifier = ReturnType<typeof createVerifier>

/** Whether a verification is under way, in this process or another, and what the last one found. */
export async function readVerification(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  language: Language,
): Promise<AuditVerification> {
  const { rows: locks } = await sql<{ is_running: boolean }>`
    select exists (select from pg_locks where locktype = 'advisory' and objid = ${LOCK} and granted
      and database = (select oid from pg_database where datname = current_database())) as is_running`.execute(
    tx,
  )
  const { rows } = await sql<{ at: string | null; actor: string; details: Note }>`
    select to_char(l.recorded_at at time zone ${ZONE}, 'YYYY-MM-DD HH24:MI:SS') as at, l.actor,
      r.after as details
    from unnest(${companyIds}::bigint[]) c (id)
    left join lateral (
      select * from audit_rows r where r.company_id = c.id and r.table_name = ${VERIFIED}
      order by r.link_id desc, r.id desc limit 1
    ) r on true
    left join audit_links l on l.company_id = r.company_id and l.id = r.link_id
    order by l.recorded_at nulls first`.execute(tx)
  const [oldest] = rows
  const isKnown = oldest !== undefined && oldest.at !== null
  return {
    isRunning: locks[0]?.is_running ?? false,
    last: isKnown
      ? {
          at: oldest.at ?? '',
          by: actorIn(language, oldest.actor),
          isIntact: rows.every(({ details }) => details.is_intact),
          faults: rows.flatMap(({ details }) => details.faults.map((fault) => tellFault(fault, language))),
        }
      : null,
  }
}

interface Note {
  readonly is_intact: boolean
  readonly count: number
  readonly faults: readonly NotedFault[]
}

type NotedFault = Readonly<Record<string, string | number>> & { readonly kind: string }

// Each company keeps what concerns it: another reader sees only theirs.
async function noteAll(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  found: Verification,
): Promise<void> {
  const faults = [
    ...found.auditFaults.map(({ companyId, ...fault }) => ({ companyId, fault: noted(fault) })),
    ...found.contradictions.map(({ companyId, kind, id }) => ({ companyId, fault: { kind, id } })),
    ...found.archiveFaults.map(({ companyId, letterId }) => ({
      companyId,
      fault: { kind: 'archive', id: letterId },
    })),
    ...found.documentFaults.map(({ companyId, fileName }) => ({
      companyId,
      fault: { kind: 'document', name: fileName },
    })),
  ]
  for (const companyId of companyIds) {
    const theirs = faults.filter((fault) => fault.companyId === companyId).map(({ fault }) => fault)
    const details = {
      is_intact: theirs.length === 0,
      count: theirs.length,
      faults: theirs.slice(0, MAX_FAULTS),
    } satisfies Note
    await recordNote(tx, VERIFIED, details, { companyId })
  }
}

function noted(fault: Omit<AuditFault, 'companyId'>): NotedFault {
  const known = Object.entries(fault).filter(([, value]) => value !== null)
  return { ...(Object.fromEntries(known) as Record<string, string | number>), kind: fault.kind }
}

function tellFault(fault: NotedFault, language: Language): string {
  return translate(language, `journal.fault-${fault.kind}`, { link: '?', ...fault })
}

/** The chains a reader sees: those of their companies, and the installation's when they administer everywhere. */
export function chainsOf({
  companyIds,
  permission,
}: Context & { readonly companyIds: readonly number[] }): number[] {
  const isEverywhere = permission === 'everything' || permission.roles.everywhere === 'administrator'
  return isEverywhere ? [INSTALLATION, ...companyIds] : [...companyIds]
}
