import { sql } from 'kysely'
import type { DoubtChoice } from '#domain/receivables/doubt.ts'
import { answerOf, questionOf } from '#ledger/doubt-words.ts'
import type { Language } from '#messages/translate.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { OpenDoubt, OpenDoubts } from '../doubt-contract.ts'

interface FoundDoubt {
  id: number
  company: string
  file_name: string
  created_at: Date
  doubt_key: string
  kind: string
  value: string
  details: Record<string, string | number>
  choices: DoubtChoice[]
  items: OpenDoubt['items']
  item_count: number
  amounts: OpenDoubt['amounts']
}

const SHOWN_ITEMS = 20

/** The questions of these companies that still hold something back, the oldest first. */
export async function listOpenDoubts(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  language: Language,
): Promise<OpenDoubts> {
  const { rows } = await sql<FoundDoubt>`
    with items as (
      select b.company_id, b.doubt_id, c.name as customer, coalesce(i.number, k.number) as number, j.due_on,
             coalesce(j.currency, k.currency) as currency, coalesce(j.open_cents, -k.open_cents) as cents
      from dunning_blocks b
        join customers c on c.company_id = b.company_id and c.id = b.customer_id
        left join instalments j on j.company_id = b.company_id and j.id = b.instalment_id
        left join invoices i on i.company_id = b.company_id and i.id = b.invoice_id
        left join credits k on k.company_id = b.company_id and k.id = b.credit_id
      where b.company_id = any(${companyIds}::bigint[]) and b.kind = 'to-confirm' and b.lifted_at is null
        and coalesce(j.open_cents, k.open_cents) > 0
    ), ranked as (
      select *, row_number() over (partition by company_id, doubt_id order by abs(cents) desc, number) as rank
      from items
    ), sums as (
      select company_id, doubt_id, currency, sum(cents)::bigint as cents, count(*) as count
      from items group by 1, 2, 3
    )
    select q.id, e.code as company, m.file_name, q.created_at, q.doubt_key, q.kind, q.value, q.details, q.choices,
           (select jsonb_agg(jsonb_build_object('customer', customer, 'number', number, 'dueOn', due_on,
              'currency', currency, 'cents', cents) order by rank)
            from ranked r where r.company_id = q.company_id and r.doubt_id = q.id and rank <= ${SHOWN_ITEMS}) as items,
           s.count::bigint as item_count, s.amounts
    from import_doubts q
      join companies e on e.id = q.company_id
      join imports m on m.company_id = q.company_id and m.id = q.import_id
      cross join lateral (select sum(count) as count,
          jsonb_agg(jsonb_build_object('currency', currency, 'cents', cents) order by currency) as amounts
        from sums where sums.company_id = q.company_id and sums.doubt_id = q.id) s
    where q.company_id = any(${companyIds}::bigint[]) and q.decided_at is null and s.count > 0
    order by q.created_at, q.id
  `.execute(tx)
  return { rows: rows.map((row) => toDoubt(row, language)) }
}

function toDoubt(row: FoundDoubt, language: Language): OpenDoubt {
  const { kind, value, details: values } = row
  const asked = { id: row.doubt_key, kind, value, values }
  return {
    id: row.id,
    company: row.company,
    fileName: row.file_name,
    askedAt: row.created_at.toISOString(),
    question: questionOf(language, asked),
    choices: row.choices.map((choice) => ({ choice, label: answerOf(language, asked, choice) })),
    items: row.items,
    itemCount: row.item_count,
    amounts: row.amounts,
  }
}
