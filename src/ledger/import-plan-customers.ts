import { sql } from 'kysely'
import { onlyRow } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { KnownCodes } from './import-known-customers.ts'
import type { ImportPlan, PlannedCustomer } from './import-plan.ts'
import type { ImportScope } from './import-scope.ts'

// `before` is the row as an import found it, written by a trigger (`import_changes`).
const FACTS = sql`(values
  ('code', 1, coalesce(r.before, c.code), c.code),
  ('name', 2, w.before ->> 'name', c.name),
  ('account', 3, w.before ->> 'account', c.account),
  ('address', 4,
    nullif(concat_ws(', ', nullif(array_to_string(array(select jsonb_array_elements_text(w.before -> 'address_lines')), ', '), ''),
      nullif(concat_ws(' ', w.before ->> 'postcode', w.before ->> 'town'), ''), w.before ->> 'country'), ''),
    nullif(concat_ws(', ', nullif(array_to_string(c.address_lines, ', '), ''),
      nullif(concat_ws(' ', c.postcode, c.town), ''), c.country), '')),
  ('email', 5, w.before ->> 'email', c.email),
  ('phone', 6, w.before ->> 'phone', c.phone),
  ('siren', 7, w.before ->> 'siren', c.siren),
  ('vat_number', 8, w.before ->> 'vat_number', c.vat_number),
  ('kind', 9, w.before ->> 'kind', c.kind),
  ('language', 10, w.before ->> 'language', c.language),
  ('channel', 11, w.before ->> 'channel', c.channel),
  ('payment_term', 12, w.before ->> 'payment_term', c.payment_term),
  ('credit_limit_cents', 13, w.before ->> 'credit_limit_cents', c.credit_limit_cents::text))`

/**
 * The clients that an import creates, changes or makes owe another sum, in its transaction. Expects the temporary
 * tables of `rememberOpen`; leaves all of them in `planned_customers`.
 */
export async function listPlannedCustomers(
  tx: ScopedTransaction,
  { companyId, importId }: ImportScope,
  { limit, replaced }: { readonly limit: number | null } & Pick<KnownCodes, 'replaced'>,
): Promise<Pick<ImportPlan, 'customers' | 'customerCounts'>> {
  await sql`
    insert into planned_customers
    with moves as (
      select customer_id, currency, open_cents as before_cents, 0 as after_cents from open_before where is_final
      union all select customer_id, currency, -open_cents, 0 from credits_before
      union all select customer_id, currency, 0, open_cents from instalments
        where company_id = ${companyId} and open_cents > 0 and is_final
      union all select customer_id, currency, 0, -open_cents from credits
        where company_id = ${companyId} and open_cents > 0
    ), moved as (
      select customer_id, currency, sum(before_cents)::bigint as before_cents, sum(after_cents)::bigint as after_cents
      from moves group by customer_id, currency having sum(before_cents) <> sum(after_cents)
    ), owed as (
      select customer_id, jsonb_agg(jsonb_build_object('currency', currency, 'beforeCents', before_cents,
        'afterCents', after_cents) order by currency) as balances
      from moved group by customer_id
    ), found as (
      select c.code, c.name, case when c.import_id = ${importId} then 'new' else 'changed' end as kind,
             coalesce(o.balances, '[]') as balances,
             case when h.row_id is null and r.before is null then '[]' else (
               select coalesce(jsonb_agg(jsonb_build_object('fact', f.fact, 'before', f.before, 'after', f.after)
                 order by f.place), '[]')
               from (select coalesce(h.before, to_jsonb(c)) as before) w
                 cross join lateral ${FACTS} f (fact, place, before, after) where f.before is distinct from f.after) end as facts
      from customers c
        left join owed o on o.customer_id = c.id
        left join jsonb_each_text(${JSON.stringify(replaced)}::jsonb) r (code, before) on r.code = c.code
        left join import_changes h on h.company_id = ${companyId} and h.import_id = ${importId}
          and h.kind = 'customers' and h.row_id = c.id
      where c.company_id = ${companyId}
        and (c.import_id = ${importId} or o.customer_id is not null or h.row_id is not null or r.before is not null)
    )
    select * from found where kind = 'new' or balances <> '[]' or facts <> '[]'
  `.execute(tx)
  const customers = await sql<PlannedCustomer>`
    select kind, code, name, facts, balances from planned_customers order by name, code limit ${limit}
  `.execute(tx)
  const counts = await sql<{ new: number; changed: number }>`
    select count(*) filter (where kind = 'new') as new, count(*) filter (where kind = 'changed') as changed
    from planned_customers
  `.execute(tx)
  return { customers: customers.rows, customerCounts: onlyRow(counts) }
}
