import { type RawBuilder, sql } from 'kysely'
import { changedRows } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { ImportScope } from './import-scope.ts'

/** Facts of a customer that stand alone; the address is one fact, in its own columns. */
const FACTS = [
  'account',
  'name',
  'email',
  'phone',
  'siren',
  'vat_number',
  'language',
  'channel',
  'payment_term',
  'credit_limit_cents',
]
const ADDRESS = ['address_lines', 'postcode', 'town', 'country']

/**
 * Creates the staged customers the company has not, and updates the others by code: the name and
 * whatever else the file fills. An empty cell never erases what is known, and a file that only fills
 * blanks never replaces it.
 */
export async function mergeCustomers(
  tx: ScopedTransaction,
  { companyId, actor }: ImportScope,
): Promise<{ readonly created: number; readonly changed: number }> {
  const columns = [...FACTS, 'kind', ...ADDRESS]
  const list = (of: 'c' | 'n') => sql.join(columns.map((name) => sql.ref(`${of}.${name}`)))
  const changed = await sql`
    update customers c
    set (${sql.join(columns.map((name) => sql.ref(name)))}) = (${list('n')}), withdrawn_by_import = null,
        updated_at = now(), updated_by = ${actor}
    from (
      select k.company_id, k.id, ${sql.join([...FACTS.map(mergedFact), MERGED_KIND, ...ADDRESS.map(mergedAddress)])}
      from customers k join staged_customers s on s.code = k.code
      where k.company_id = ${companyId}
    ) n
    where c.company_id = n.company_id and c.id = n.id 
      and ((${list('c')}) is distinct from (${list('n')}) or c.withdrawn_by_import is not null)
  `.execute(tx)
  const created = await sql`
    insert into customers (company_id, code, account, name, address_lines, postcode, town, country, email, phone,
      siren, vat_number, kind, language, channel, payment_term, credit_limit_cents, code_is_derived, created_by, updated_by)
    select ${companyId}, s.code, s.account, coalesce(s.name, s.code),
           coalesce(string_to_array(s.address, e'\\n'), '{}'), s.postcode, s.town, s.country, s.email, s.phone,
           s.siren, s.vat_number, coalesce(s.kind, 'unknown'), coalesce(s.language, 'fr'),
           coalesce(s.channel, 'letter'), s.payment_term, s.credit_limit_cents, s.code_is_derived, ${actor}, ${actor}
    from staged_customers s
    on conflict (company_id, code) do nothing
  `.execute(tx)
  return { created: changedRows(created), changed: changedRows(changed) }
}

function mergedFact(name: string): RawBuilder<unknown> {
  const [staged, known] = [sql.ref(`s.${name}`), sql.ref(`k.${name}`)]
  return sql`case when s.fills_blanks then coalesce(${known}, ${staged})
    else coalesce(${staged}, ${known}) end as ${sql.ref(name)}`
}

const MERGED_KIND = sql`case when s.fills_blanks and k.kind <> 'unknown' then k.kind
  else coalesce(s.kind, k.kind) end as kind`

// The street of one file and the town of another would make an address that is nobody's.
function mergedAddress(name: string): RawBuilder<unknown> {
  const known = sql.ref(`k.${name}`)
  const staged = name === 'address_lines' ? sql`string_to_array(s.address, e'\\n')` : sql.ref(`s.${name}`)
  return sql`case when s.fills_blanks and (k.address_lines <> '{}' or k.postcode is not null or k.town is not null)
    then ${known} else coalesce(${staged}, ${known}) end as ${sql.ref(name)}`
}
