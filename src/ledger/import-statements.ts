import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { MovementStatus } from '#platform/tables-bank.ts'
import type { Statement } from '#readers/statement.ts'
import { type MatchCounts, matchPending } from './match-movements.ts'

export interface StatementsOrder {
  readonly companyId: number
  readonly fileName: string
  readonly sha256: string
  readonly statements: readonly Statement[]
  readonly actor: string
  readonly today: Day
}

/** What an import of statements changed; cents are those of new movements, whatever their currency. */
export interface StatementCounts extends MatchCounts {
  readonly statements: number
  readonly movements: number
  /** Imported before, by this statement or one that overlaps it. */
  readonly known: number
  readonly credits: number
  /** Set aside: those that take nothing back. */
  readonly debits: number
}

/** A balance that does not follow from the last known one: days of the account are missing. */
export interface BalanceGap {
  readonly account: string
  readonly currency: Currency
  readonly closedOn: Day
  readonly closingCents: number
  readonly openedOn: Day | null
  readonly openingCents: number
}

export interface StatementsOutcome {
  readonly importId: number
  readonly counts: StatementCounts
  readonly gaps: readonly BalanceGap[]
}

/**
 * Imports bank statements into a company, in the caller's transaction: each movement once, whatever the
 * statements that tell it, then matched (`matchPending`). Imports of one company wait for each other.
 */
export async function importStatements(
  tx: ScopedTransaction,
  order: StatementsOrder,
): Promise<StatementsOutcome> {
  const { companyId, actor, today, statements } = order
  await sql`select pg_advisory_xact_lock(hashtextextended('relances.import', ${companyId}))`.execute(tx)
  const importId = await createImport(tx, order)
  const gaps: BalanceGap[] = []
  let [movements, created, credits, debits] = [0, 0, 0, 0]
  for (const statement of statements.toSorted(byDay)) {
    const accountId = await findAccount(tx, companyId, statement, actor)
    const gap = await findGap(tx, companyId, accountId, statement)
    if (gap) gaps.push(gap)
    const statementId = await keepStatement(tx, { companyId, accountId, importId, actor }, statement)
    const kept = await keepMovements(tx, { companyId, accountId, statementId, importId, actor }, statement)
    movements += statement.movements.length
    created += kept.created
    credits += kept.credits
    debits += kept.debits
  }
  const matched = await matchPending(tx, companyId, actor)
  await knowPayments(tx, companyId, today, actor)
  const known = movements - created
  const counts = { statements: statements.length, movements, known, credits, debits, ...matched }
  await sql`update imports set counts = ${JSON.stringify(counts)}::jsonb
    where company_id = ${companyId} and id = ${importId}`.execute(tx)
  return { importId, counts, gaps }
}

function byDay(one: Statement, other: Statement): number {
  return (one.openedOn ?? one.closedOn ?? '').localeCompare(other.openedOn ?? other.closedOn ?? '')
}

async function createImport(tx: ScopedTransaction, order: StatementsOrder): Promise<number> {
  const created = await tx
    .insertInto('imports')
    .values({
      company_id: order.companyId,
      file_name: order.fileName,
      sha256: order.sha256,
      kind: 'statements',
      covers_from: null,
      covers_to: null,
      counts: '{}',
      created_by: order.actor,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return created.id
}

async function findAccount(
  tx: ScopedTransaction,
  companyId: number,
  { account, currency }: Statement,
  actor: string,
): Promise<number> {
  await tx
    .insertInto('bank_accounts')
    .values({ company_id: companyId, account: account ?? '', currency, created_by: actor })
    .onConflict((conflict) => conflict.columns(['company_id', 'account', 'currency']).doNothing())
    .execute()
  const found = await tx
    .selectFrom('bank_accounts')
    .select('id')
    .where('company_id', '=', companyId)
    .where('account', '=', account ?? '')
    .where('currency', '=', currency)
    .executeTakeFirstOrThrow()
  return found.id
}

// The last statement that ends before this one begins has to end where it begins.
async function findGap(
  tx: ScopedTransaction,
  companyId: number,
  accountId: number,
  { account, currency, openedOn, closedOn, openingCents, key }: Statement,
): Promise<BalanceGap | null> {
  const begins = openedOn ?? closedOn
  if (openingCents === null || begins === null) return null
  const { rows } = await sql<{ closed_on: Day; closing_cents: number; follows: boolean }>`
    select closed_on, closing_cents,
           bool_or(closing_cents = ${openingCents}) over (partition by closed_on) as follows
    from bank_statements
    where company_id = ${companyId} and account_id = ${accountId} and closed_on <= ${begins}::date and cancelled_at is null
      and closing_cents is not null
      and not exists (select from bank_statements s where s.company_id = ${companyId} and s.key = ${key})
    order by closed_on desc, id desc limit 1
  `.execute(tx)
  const [last] = rows
  if (!last || last.follows) return null
  const { closed_on, closing_cents } = last
  const before = { closedOn: closed_on, closingCents: closing_cents }
  return { account: account ?? '', currency, ...before, openedOn, openingCents }
}

interface Kept {
  readonly companyId: number
  readonly accountId: number
  readonly importId: number
  readonly actor: string
}

async function keepStatement(tx: ScopedTransaction, kept: Kept, statement: Statement): Promise<number> {
  const { companyId, accountId, importId, actor } = kept
  await tx
    .insertInto('bank_statements')
    .values({
      company_id: companyId,
      account_id: accountId,
      key: statement.key,
      opened_on: statement.openedOn,
      closed_on: statement.closedOn,
      opening_cents: statement.openingCents,
      closing_cents: statement.closingCents,
      is_balanced: statement.balanced,
      import_id: importId,
      created_by: actor,
    })
    .onConflict((conflict) => conflict.columns(['company_id', 'key']).doNothing())
    .execute()
  const found = await tx
    .selectFrom('bank_statements')
    .select('id')
    .where('company_id', '=', companyId)
    .where('key', '=', statement.key)
    .executeTakeFirstOrThrow()
  return found.id
}

/** Movements to a statement of SQL. */
const BATCH = 2_000
const LONGEST_TEXT = 1_000

// A debit that takes nothing back is none of the customers' business; it is kept, and can be looked at.
async function keepMovements(
  tx: ScopedTransaction,
  { companyId, accountId, statementId, importId, actor }: Kept & { readonly statementId: number },
  { movements, currency }: Statement,
): Promise<{ readonly created: number; readonly credits: number; readonly debits: number }> {
  let [created, credits, debits] = [0, 0, 0]
  const moving = movements.filter(({ amountCents }) => amountCents !== 0)
  for (let from = 0; from < moving.length; from += BATCH) {
    const batch = moving.slice(from, from + BATCH)
    const column = <T>(read: (movement: (typeof batch)[number]) => T): T[] => batch.map(read)
    const { rows } = await sql<{ status: MovementStatus; is_credit: boolean }>`
      insert into bank_movements (company_id, account_id, statement_id, key, booked_on, amount_cents, currency,
        payer, text, reference, is_rejection, line, status, set_aside_reason, decided_at, decided_by, import_id)
      select ${companyId}, ${accountId}, ${statementId}, key, booked_on, cents, ${currency}, payer, text,
             reference, is_rejection, line,
             case when is_debit then 'set-aside' else 'pending' end,
             case when is_debit then 'debit' end, case when is_debit then now() end,
             case when is_debit then ${actor}::text end, ${importId}
      from (
        select *, cents < 0 and not is_rejection as is_debit
        from unnest(
          ${column(({ key }) => key)}::text[],
          ${column(({ bookedOn }) => bookedOn)}::date[],
          ${column(({ amountCents }) => amountCents)}::bigint[],
          ${column(({ payer }) => storable(payer))}::text[],
          ${column(({ text }) => storable(text) ?? '')}::text[],
          ${column(({ reference }) => storable(reference))}::text[],
          ${column(({ isRejection }) => isRejection)}::boolean[],
          ${column(({ line }) => line)}::integer[])
          as m (key, booked_on, cents, payer, text, reference, is_rejection, line)) t
      on conflict (company_id, account_id, key) do nothing
      returning status, amount_cents > 0 as is_credit
    `.execute(tx)
    created += rows.length
    credits += rows.filter((row) => row.is_credit).length
    debits += rows.filter((row) => row.status === 'set-aside').length
  }
  return { created, credits, debits }
}

// PostgreSQL keeps no NUL in a text; a bank that repeats itself is cut.
function storable(text: string | null): string | null {
  return text === null ? null : text.replaceAll('\0', '').slice(0, LONGEST_TEXT) || null
}

/**
 * Payments are known up to the day of the account that is the furthest behind, of those that still tell
 * something (an account silent for 45 days before the last one is no longer used), or of the books.
 */
async function knowPayments(
  tx: ScopedTransaction,
  companyId: number,
  today: Day,
  actor: string,
): Promise<void> {
  await sql`
    with told as (
      select s.account_id, greatest(max(s.closed_on),
               (select max(m.booked_on) from bank_movements m
                where m.company_id = ${companyId} and m.account_id = s.account_id and m.status <> 'withdrawn')) as day
      from bank_statements s where s.company_id = ${companyId} and s.cancelled_at is null group by s.account_id
    ), known as (
      select greatest(
        (select min(day) from told where day > (select max(day) from told) - 45),
        (select max(received_on) from credits
         where company_id = ${companyId} and kind = 'payment' and source <> 'statement'
           and received_on <= ${today}::date),
        (select max(covers_to) from imports where company_id = ${companyId} and kind = 'list')) as day
    )
    update companies c set payments_known_on = known.day, updated_by = ${actor}
    from known
    where c.id = ${companyId} and c.payments_known_on is distinct from known.day
  `.execute(tx)
}
