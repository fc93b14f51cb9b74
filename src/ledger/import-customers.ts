import { sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { ImportScope } from './import-scope.ts'

/**
 * Creates the staged customers the company has not, and updates the others by code: the name and
 * whatever else the file fills. An empty cell never erases what is known.
 */
export async function mergeCustomers(
  tx: ScopedTransaction,
  { companyId, actor }: ImportScope,
): Promise<{ readonly created: number; readonly changed: number }> {
  const changed = await sql`
    update customers c
    set (account, name, address_lines, postcode, town, country, email, phone, siren, vat_number, kind) =
          (n.account, n.name, n.address_lines, n.postcode, n.town, n.country, n.email, n.phone, n.siren,
           n.vat_number, n.kind),
        updated_at = now(), updated_by = ${actor}
    from (
      select k.company_id, k.id, coalesce(s.account, k.account) as account, coalesce(s.name, k.name) as name,
             coalesce(string_to_array(s.address, e'\\n'), k.address_lines) as address_lines,
             coalesce(s.postcode, k.postcode) as postcode, coalesce(s.town, k.town) as town,
             coalesce(s.country, k.country) as country, coalesce(s.email, k.email) as email,
             coalesce(s.phone, k.phone) as phone, coalesce(s.siren, k.siren) as siren,
             coalesce(s.vat_number, k.vat_number) as vat_number, coalesce(s.kind, k.kind) as kind
      from customers k join staged_customers s on s.code = k.code
      where k.company_id = ${companyId}
    ) n
    where c.company_id = n.company_id and c.id = n.id
      and (c.account, c.name, c.address_lines, c.postcode, c.town, c.country, c.email, c.phone, c.siren,
           c.vat_number, c.kind)
        is distinct from (n.account, n.name, n.address_lines, n.postcode, n.town, n.country, n.email, n.phone,
                          n.siren, n.vat_number, n.kind)
  `.execute(tx)
  const created = await sql`
    insert into customers (company_id, code, account, name, address_lines, postcode, town, country, email, phone,
      siren, vat_number, kind, created_by, updated_by)
    select ${companyId}, s.code, s.account, coalesce(s.name, s.code),
           coalesce(string_to_array(s.address, e'\\n'), '{}'), s.postcode, s.town, s.country, s.email, s.phone,
           s.siren, s.vat_number, coalesce(s.kind, 'unknown'), ${actor}, ${actor}
    from staged_customers s
    on conflict (company_id, code) do nothing
  `.execute(tx)
  return { created: Number(created.numAffectedRows ?? 0), changed: Number(changed.numAffectedRows ?? 0) }
}
