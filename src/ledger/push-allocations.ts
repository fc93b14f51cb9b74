import { type RawBuilder, sql } from 'kysely'
import { addTo } from '#domain/days-and-money/add-to.ts'
import type { Day } from '#domain/days-and-money/day.ts'
import { formatMoney } from '#domain/days-and-money/money.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { type ExternalRef, refKey } from './external-ids.ts'
import { isOut, type Push, refuse } from './push.ts'
import type { PushedAllocation } from './push-order.ts'
import { dropRefused } from './push-recognise.ts'
import { pushKey } from './push-records.ts'

/** A place that a credit may settle: an instalment as it will be once the push is written. */
interface Room {
  readonly invoice: string
  /** Null for one that is new. */
  readonly instalmentId: number | null
  readonly key: string
  readonly dueOn: Day | null
  readonly currency: string
  leftCents: number
}

interface Stated {
  readonly index: number
  readonly key: string
  readonly currency: string
  readonly allocations: readonly PushedAllocation[]
}

/**
 * Stages the allocations that the rows of a push state, on the instalments they name or on the oldest due of the
 * invoice; what does not fit is refused. To be called once documents are recognised. Fills `stated_credits`: of those,
 * what programs stated before and state no more is to be cancelled.
 */
export async function stageAllocations(tx: ScopedTransaction, push: Push): Promise<void> {
  const stated = statedBy(push)
  await sql`
    insert into stated_credits select id from staged_credits where key = any(${stated.map(({ key }) => key)}::text[])
  `.execute(tx)
  await refuseTooSmall(tx, push)
  await refuseReturned(tx, push)
  await dropRefused(tx, push)
  const places = await readRooms(tx, push)
  const held = await takeHeld(tx, push, places)
  const rooms = Map.groupBy(places, ({ invoice }) => invoice)
  const shares = stated.flatMap((credit) => spread(push, withoutHeld(credit, held), rooms))
  await dropRefused(tx, push)
  const kept = shares.filter(({ index }) => !push.problems.has(index))
  await sql`
    insert into staged_allocations (instalment_key, credit_key, amount_cents, origin)
    select u.instalment_key, u.credit_key, u.cents, 'lettering'
    from unnest(${kept.map(({ instalmentKey }) => instalmentKey)}::text[], ${kept.map(({ key }) => key)}::text[],
      ${kept.map(({ amountCents }) => amountCents)}::bigint[]) as u (instalment_key, credit_key, cents)
  `.execute(tx)
}

function statedBy(push: Push): Stated[] {
  return push.items.flatMap((item, index) => {
    if (item.kind === 'customer' || item.kind === 'invoice' || isOut(push, index)) return []
    const { data } = item
    if (data?.allocations === undefined) return []
    const { allocations, currency } = data
    return [{ index, key: pushKey(push.program, item), currency, allocations }]
  })
}

/** Cents that are allocated by hand or by a bank, by credit and invoice: what a program says of them is so already. */
type Held = ReadonlyMap<string, number>

function heldKey(key: string, invoice: string): string {
  return `${key} ${invoice}`
}

// They stay, and take their room.
async function takeHeld(tx: ScopedTransaction, push: Push, rooms: readonly Room[]): Promise<Held> {
  const { rows } = await sql<{ key: string; instalmentId: number; cents: number }>`
    select s.key, a.instalment_id as "instalmentId", sum(a.amount_cents)::bigint as cents
    from staged_credits s join credits k on k.company_id = ${push.companyId} and k.id = s.credit_id
      join allocations a on a.company_id = k.company_id and a.credit_id = k.id and a.cancelled_at is null
    where s.id in (select id from stated_credits) and a.origin in ('manual', 'statement') and k.noted_cents is null
      and a.instalment_id is not null
    group by 1, 2
  `.execute(tx)
  const held = new Map<string, number>()
  for (const { key, instalmentId, cents } of rows) {
    const room = rooms.find((one) => one.instalmentId === instalmentId)
    if (!room) continue
    room.leftCents -= cents
    addTo(held, heldKey(key, room.invoice), cents)
  }
  return held
}

function withoutHeld(credit: Stated, held: Held): Stated {
  const left = new Map(held)
  const allocations = credit.allocations.map((share) => {
    const key = heldKey(credit.key, share.invoice)
    const heldCents = left.get(key)
    if (heldCents === undefined) return share
    const cents = Math.min(share.amountCents, heldCents)
    left.set(key, heldCents - cents)
    return { ...share, amountCents: share.amountCents - cents }
  })
  return { ...credit, allocations }
}

function spread(push: Push, credit: Stated, rooms: ReadonlyMap<string, readonly Room[]>) {
  const { index, key, currency } = credit
  const taken: { room: Room; amountCents: number }[] = []
  for (const [rank, { invoice, dueOn, amountCents }] of credit.allocations.entries()) {
    const found = rooms.get(invoice)?.filter((room) => room.currency === currency)
    const fitting = found?.filter((room) => dueOn === undefined || room.dueOn === dueOn) ?? []
    let left = amountCents
    for (const room of fitting) {
      const cents = Math.min(left, room.leftCents)
      if (cents <= 0) continue
      room.leftCents -= cents
      left -= cents
      taken.push({ room, amountCents: cents })
    }
    if (left === 0) continue
    // What it took goes back: a row is done whole, or not at all.
    for (const { room, amountCents: cents } of taken) room.leftCents += cents
    const field = `allocations.${rank}.${fitting.length === 0 ? 'invoice' : 'amountCents'}`
    const values = { invoice, left: formatMoney(amountCents - left, currency) }
    const name = fitting.length === 0 ? 'programs.no-invoice' : 'programs.no-room'
    refuse(push, index, { code: fitting.length === 0 ? 'invalid' : 'conflict', key: name, values, field })
    return []
  }
  return taken.map(({ room, amountCents }) => ({ index, key, instalmentKey: room.key, amountCents }))
}

// What others settle is no room; what the stated credits did is theirs to say again, and what was only noted gives way to
// a payment of the books (`import-noted.ts`).
function takenCents({ mindsNoted }: { readonly mindsNoted: boolean }): RawBuilder<number> {
  return sql<number>`coalesce((
    select sum(a.amount_cents) from allocations a
    where a.company_id = j.company_id and a.instalment_id = j.id and a.cancelled_at is null
      and not exists (select from stated_credits d where d.id = a.credit_id)
      and (${mindsNoted} or not exists (select from credits n where n.company_id = a.company_id and n.id = a.credit_id
        and n.noted_cents is not null and n.source = 'manual'))
      and not (a.origin = 'settled-by-import' and exists (select from imports m
        where m.company_id = a.company_id and m.id = a.import_id and m.kind = 'api'))), 0)::bigint`
}

async function readRooms(tx: ScopedTransaction, push: Push): Promise<Room[]> {
  const names = namedInvoices(push)
  const staged = names.map((ref) => pushKey(push.program, ref))
  const known = names.flatMap((ref) => {
    const found = push.known.get(refKey(ref))
    return found && !found.isWithdrawn ? [{ name: ref.externalId, id: found.id }] : []
  })
  const taken = takenCents({ mindsNoted: false })
  const { rows } = await sql<Room>`
    with named as (
      select s.key as invoice_key, u.name from unnest(${staged}::text[], ${names.map(({ externalId }) => externalId)}::text[])
        as u (key, name) join staged_invoices s on s.key = u.key
    )
    select n.name as invoice, t.key, t.due_on as "dueOn", s.currency,
           case when s.is_ours or j.id is null then t.amount_cents else j.amount_cents end
             - case when j.id is null then 0 else ${taken} end as "leftCents", j.id as "instalmentId"
    from named n join staged_invoices s on s.key = n.invoice_key join staged_instalments t on t.invoice_key = s.key
      left join instalments j on j.company_id = ${push.companyId} and j.id = t.instalment_id
    union all
    select u.name, j.source_key, j.due_on, j.currency, j.amount_cents - ${taken}, j.id
    from unnest(${known.map(({ name }) => name)}::text[], ${known.map(({ id }) => id)}::bigint[]) as u (name, id)
      join instalments j on j.company_id = ${push.companyId} and j.invoice_id = u.id
    where not exists (select from staged_invoices s where s.invoice_id = u.id)
      and not exists (select from allocations a join imports m on m.company_id = a.company_id and m.id = a.import_id
        where a.company_id = j.company_id and a.instalment_id = j.id and a.cancelled_at is null
          and a.origin = 'settled-by-import' and m.kind = 'api')
    order by 3, 2
  `.execute(tx)
  return rows
}

function namedInvoices(push: Push): ExternalRef[] {
  const names = new Set(
    push.items.flatMap(({ kind, data }) =>
      (kind === 'credit' || kind === 'payment') && data?.allocations
        ? data.allocations.map(({ invoice }) => invoice)
        : [],
    ),
  )
  return [...names].map((externalId) => ({ kind: 'invoice', externalId }))
}

// An amount under what is allocated already would leave a euro allocated that is not there.
async function refuseTooSmall(tx: ScopedTransaction, push: Push): Promise<void> {
  const { rows } = await sql<{ line: number }>`
    select s.line from staged_invoices s join instalments j on j.company_id = ${push.companyId} and j.invoice_id = s.invoice_id
      left join staged_instalments t on t.instalment_id = j.id and t.invoice_key = s.key
    where s.is_ours and coalesce(t.amount_cents, 0) < ${takenCents({ mindsNoted: true })}
    union
    select s.line from staged_credits s join credits k on k.company_id = ${push.companyId} and k.id = s.credit_id
    where s.is_ours and s.amount_cents < coalesce((
      select sum(a.amount_cents) from allocations a
      where a.company_id = k.company_id and a.credit_id = k.id and a.cancelled_at is null
        and not (a.origin in ('lettering', 'proposed') and k.id in (select id from stated_credits))), 0)
  `.execute(tx)
  for (const { line } of rows) {
    const isInvoice = push.items[line - 1]?.kind === 'invoice'
    const field = isInvoice ? 'instalments' : 'amountCents'
    refuse(push, line - 1, { code: 'conflict', key: 'programs.allocated-already', values: {}, field })
  }
}

// A payment that came back settles nothing, whatever the program still says.
async function refuseReturned(tx: ScopedTransaction, push: Push): Promise<void> {
  const { rows } = await sql<{ line: number }>`
    select s.line from staged_credits s join credits k on k.company_id = ${push.companyId} and k.id = s.credit_id
    where k.is_returned and s.id in (select id from stated_credits)
  `.execute(tx)
  for (const { line } of rows) {
    const data = push.items[line - 1]?.data
    if (!data || !('allocations' in data) || data.allocations?.length === 0) continue
    refuse(push, line - 1, { code: 'conflict', key: 'programs.returned', values: {}, field: 'allocations' })
  }
}
