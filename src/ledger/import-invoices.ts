import { type RawBuilder, sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { cutLikeKnown } from './import-schedules.ts'
import type { ImportScope } from './import-scope.ts'

/**
 * Tells which staged invoices and instalments, not known by their key, are known all the same: in a
 * ledger whose entries were numbered anew (a draft once validated), by customer, number, amount and
 * date; else, when another kind of file brought them, by customer and number. A ledger then takes the
 * invoice over; a list does not, and only completes it.
 */
export async function recogniseInvoices(tx: ScopedTransaction, scope: ImportScope): Promise<void> {
  const { companyId } = scope
  if (scope.covers !== null) await recogniseRenumbered(tx, scope)
  await recogniseElsewhere(tx, scope)
  await mergeSchedules(tx, companyId)
  await cutLikeKnown(tx, companyId)
  await pairInstalments(tx, companyId, sql`amount_cents`)
  await pairInstalments(tx, companyId, sql`invoice_id`)
  if (scope.covers === null) await settleLikeList(tx, companyId)
}

// The key of an entry holds its number, and software numbers entries when it validates them: what
// has vanished and what has appeared are the same invoice, and its level must live on.
async function recogniseRenumbered(tx: ScopedTransaction, { companyId, covers }: ImportScope): Promise<void> {
  await sql`
    with vanished as (
      select i.id, i.customer_id, i.number, i.total_cents, i.currency, i.issued_on,
             row_number() over (partition by i.customer_id, i.number, i.total_cents, i.currency, i.issued_on
               order by i.id) as rank
      from invoices i
      where i.company_id = ${companyId} and i.source = 'fec' and i.number is not null
        and i.entered_on between ${covers?.from ?? null}::date and ${covers?.to ?? null}::date
        and not exists (select from staged_invoices s where s.key = i.source_key)
    ), appeared as (
      select s.key, s.customer_id, s.number, s.total_cents, s.currency, s.issued_on,
             row_number() over (partition by s.customer_id, s.number, s.total_cents, s.currency, s.issued_on
               order by s.line) as rank
      from staged_invoices s
      where s.invoice_id is null and s.number is not null
    )
    update staged_invoices s set invoice_id = v.id
    from appeared a join vanished v using (customer_id, number, total_cents, currency, issued_on, rank)
    where s.key = a.key
  `.execute(tx)
}

// The same invoice read from a ledger and from a list, or written by hand and final; what is left to pay may be all a list says of
// it. The dates agree within a month: some number their documents from 1 every year.
async function recogniseElsewhere(tx: ScopedTransaction, scope: ImportScope): Promise<void> {
  await sql`
    with known as (
      select i.id, i.customer_id, bare_number(i.number) as bare, i.currency, i.issued_on, i.total_cents,
             row_number() over (partition by i.customer_id, bare_number(i.number), i.currency
               order by i.total_cents, i.id) as rank
      from invoices i
      where i.company_id = ${scope.companyId} and i.source <> ${scope.source} and i.number is not null
        and i.status = 'final'
        and not exists (select from staged_invoices s where s.invoice_id = i.id)
    ), found as (
      select s.key, s.customer_id, bare_number(s.number) as bare, s.currency, s.issued_on,
             row_number() over (partition by s.customer_id, bare_number(s.number), s.currency
               order by s.total_cents, s.line) as rank
      from staged_invoices s
      where s.invoice_id is null and s.number is not null
    )
    update staged_invoices s set invoice_id = k.id, is_ours = ${scope.covers !== null}, joined_cents = k.total_cents
    from found f join known k using (customer_id, bare, currency, rank)
    where s.key = f.key and coalesce(abs(f.issued_on - k.issued_on) <= 31, true)
  `.execute(tx)
  await sql`
    update staged_invoices s set is_ours = false from invoices i
    where i.company_id = ${scope.companyId} and i.id = s.invoice_id and i.source <> ${scope.source}
      and ${scope.covers === null}
  `.execute(tx)
}

// A list may cut into instalments what the ledger has in one line: the last due date is kept, since
// nobody is reminded of what is not due yet.
async function mergeSchedules(tx: ScopedTransaction, companyId: number): Promise<void> {
  await sql`
    with merged as (
      select s.key as invoice_key, sum(j.amount_cents) as amount_cents, sum(j.settled_cents) as settled_cents,
             (array_agg(j.key order by j.due_on desc nulls last, j.key))[1] as kept
      from staged_invoices s join staged_instalments j on j.invoice_key = s.key
      where not s.is_ours
        and (select count(*) from instalments k where k.company_id = ${companyId} and k.invoice_id = s.invoice_id) = 1
      group by s.key
      having count(*) > 1
    ), dropped as (
      delete from staged_instalments j using merged m where j.invoice_key = m.invoice_key and j.key <> m.kept
    )
    update staged_instalments j set amount_cents = m.amount_cents, settled_cents = m.settled_cents
    from merged m where j.key = m.kept
  `.execute(tx)
}

// Instalments of a recognised invoice whose key is not known, in the order they fall due: their due
// date has changed, or their entry was numbered anew.
async function pairInstalments(
  tx: ScopedTransaction,
  companyId: number,
  alike: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    with known as (
      select j.id, j.invoice_id, ${alike} as alike,
             row_number() over (partition by j.invoice_id, ${alike} order by j.due_on desc, j.id desc) as rank
      from instalments j
      where j.company_id = ${companyId} and j.invoice_id in (
        select s.invoice_id from staged_invoices s
          join staged_instalments i on i.invoice_key = s.key and i.instalment_id is null
        where s.invoice_id is not null)
        and not exists (select from staged_instalments s where s.instalment_id = j.id)
    ), found as (
      select i.key, s.invoice_id, ${alike} as alike,
             row_number() over (partition by s.invoice_id, ${alike} order by i.due_on desc, i.line desc) as rank
      from staged_instalments i join staged_invoices s on s.key = i.invoice_key
      where i.instalment_id is null and s.invoice_id is not null
    )
    update staged_instalments s set instalment_id = k.id
    from found f join known k using (invoice_id, alike, rank)
    where s.key = f.key
  `.execute(tx)
}

// Of an invoice a ledger brought, what a list leaves open is all that is left, whatever its total says.
async function settleLikeList(tx: ScopedTransaction, companyId: number): Promise<void> {
  await sql`
    update staged_instalments s
    set settled_cents = greatest(0, j.amount_cents - (s.amount_cents - s.settled_cents))
    from staged_invoices i, instalments j
    where i.key = s.invoice_key and not i.is_ours and j.company_id = ${companyId} and j.id = s.instalment_id
  `.execute(tx)
}

/**
 * Creates the staged invoices and instalments that were not recognised, already settled as the file
 * says: a row written twice in a transaction pays its foreign keys twice. Returns how many invoices.
 */
export async function createInvoices(tx: ScopedTransaction, scope: ImportScope): Promise<number> {
  const { companyId, importId, source, actor } = scope
  const created = await sql`
    insert into invoices (company_id, id, customer_id, number, kind, is_provisional, issued_on, entered_on, currency,
      total_cents, label, source, source_key, source_line, import_id, created_by)
    overriding system value
    select ${companyId}, id, customer_id, number, kind, is_provisional, issued_on, entered_on, currency,
           total_cents, label, ${source}, key, line, ${importId}, ${actor}
    from staged_invoices where invoice_id is null
    order by id
  `.execute(tx)
  await sql`
    insert into instalments (company_id, id, invoice_id, customer_id, currency, source_key, due_on,
      due_is_estimated, amount_cents, settled_cents, is_provisional)
    overriding system value
    select ${companyId}, s.id, i.id, i.customer_id, i.currency, s.key, s.due_on, s.due_is_estimated,
           s.amount_cents, least(s.amount_cents, s.settled_cents + coalesce(a.cents, 0)), i.is_provisional
    from staged_instalments s
      join staged_invoices i on i.key = s.invoice_key
      left join (select instalment_key, sum(amount_cents)::bigint as cents from staged_allocations group by 1) a
        on a.instalment_key = s.key
    where s.instalment_id is null and i.is_ours
    order by s.id
  `.execute(tx)
  return Number(created.numAffectedRows ?? 0)
}
