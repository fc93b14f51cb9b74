import { sql } from 'kysely'
import { formatMoney } from '#domain/days-and-money/money.ts'
import { mustHave } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { readNamesOf, refKey } from './external-ids.ts'
import { isFirstImport } from './import-books.ts'
import { recogniseCredits } from './import-credits.ts'
import type { DoubleQuestions } from './import-double-questions.ts'
import { recogniseInvoices } from './import-invoices.ts'
import { hasMerged, resolveMergedKeys } from './import-merged.ts'
import type { ImportScope } from './import-scope.ts'
import { type Push, refuse } from './push.ts'
import { recogniseAlikePayments, refuseTwins } from './push-doubles.ts'
import { type DocumentRecords, pushKey } from './push-records.ts'

/**
 * Tells which documents of a push are known, by their identifier or as those of a file are (rules §8), and refuses
 * those of which it cannot be told, or told only in euros that differ. The refused ones leave the temporary tables.
 */
export async function recognisePush(
  tx: ScopedTransaction,
  scope: ImportScope,
  push: Push,
  documents: DocumentRecords,
): Promise<void> {
  refuseTwins(push, documents)
  await dropRefused(tx, push)
  await linkKnown(tx, push)
  if (!(await isFirstImport(tx, push.companyId))) {
    const questions = newQuestions(push)
    if (await hasMerged(tx, push.companyId)) await resolveMergedKeys(tx, scope)
    await recogniseInvoices(tx, scope, questions)
    await recogniseCredits(tx, scope, questions)
    refuseAsked(push, questions)
    await recogniseAlikePayments(tx, push, push.companyId)
  }
  await refuseNamedOtherwise(tx, push)
  await refuseOtherAmounts(tx, push)
  await dropRefused(tx, push)
}

// What an identifier names is known, whatever key it was stored under.
async function linkKnown(tx: ScopedTransaction, push: Push): Promise<void> {
  const refs = [...push.known.values()].filter(({ kind }) => kind !== 'customer')
  const keys = refs.map((ref) => pushKey(push.program, ref))
  const ids = refs.map(({ id }) => id)
  const given = sql`unnest(${keys}::text[], ${ids}::bigint[]) as u (key, id)`
  await sql`
    update staged_invoices s set invoice_id = i.id, is_ours = i.source = 'api'
    from ${given} join invoices i on i.company_id = ${push.companyId} and i.id = u.id where s.key = u.key
  `.execute(tx)
  await sql`
    update staged_credits s set credit_id = k.id, is_ours = k.source = 'api'
    from ${given} join credits k on k.company_id = ${push.companyId} and k.id = u.id where s.key = u.key
  `.execute(tx)
}

function newQuestions(push: Push): DoubleQuestions {
  const told = push.items.flatMap((item) =>
    item.data && 'identity' in item.data && item.data.identity !== undefined
      ? [[pushKey(push.program, item), item.data.identity] as const]
      : [],
  )
  return { headerKey: '', answers: {}, found: new Map(), told: new Map(told) }
}

function refuseAsked(push: Push, { found }: DoubleQuestions): void {
  const indexes = new Map(push.items.map((item, index) => [pushKey(push.program, item), index]))
  for (const { documents, values, choices } of found.values()) {
    for (const key of documents) {
      const problem = { code: 'conflict', key: 'programs.may-be-known', field: 'identity', choices } as const
      refuse(push, mustHave(indexes.get(key), 'the row of a question'), {
        ...problem,
        values: { known: values.known ?? '' },
      })
    }
  }
}

interface FoundRow {
  readonly line: number
  readonly id: number
}

// A document that another identifier of the program names is that one (rules §8): 409.
async function refuseNamedOtherwise(tx: ScopedTransaction, push: Push): Promise<void> {
  for (const [table, column] of [
    ['staged_invoices', 'invoice_id'],
    ['staged_credits', 'credit_id'],
  ] as const) {
    const { rows } = await sql<FoundRow>`
      select line, ${sql.ref(column)} as id from ${sql.table(table)} where ${sql.ref(column)} is not null
    `.execute(tx)
    const ids = rows.map(({ id }) => id)
    const names = await readNamesOf(tx, push, column, ids)
    const seen = new Map<number, string>()
    for (const { line, id } of rows) {
      const item = push.items[line - 1]
      if (!item) continue
      const { kind, externalId } = item
      const name = names.get(id) ?? seen.get(id)
      seen.set(id, externalId)
      if (name === undefined || name === externalId) continue
      if (push.withdrawing.has(refKey({ kind, externalId: name }))) continue
      refuse(push, line - 1, {
        code: 'conflict',
        key: 'programs.known-under',
        values: { id: name },
        field: 'number',
      })
    }
  }
}

interface AmountRow {
  readonly line: number
  readonly is_ours: boolean
  readonly cents: number
  readonly known_cents: number
  readonly currency: string
  readonly known_currency: string
}

async function refuseOtherAmounts(tx: ScopedTransaction, push: Push): Promise<void> {
  const { rows } = await sql<AmountRow & { table: 'staged_invoices' | 'staged_credits' }>`
    select 'staged_invoices' as table, s.line, s.is_ours, s.total_cents as cents, i.total_cents as known_cents,
           s.currency, i.currency as known_currency
    from staged_invoices s join invoices i on i.company_id = ${push.companyId} and i.id = s.invoice_id
    where s.currency <> i.currency or (not s.is_ours and s.total_cents <> i.total_cents)
    union all
    select 'staged_credits', s.line, s.is_ours, s.amount_cents, coalesce(k.whole_cents, k.amount_cents), s.currency, k.currency
    from staged_credits s join credits k on k.company_id = ${push.companyId} and k.id = s.credit_id
    where s.currency <> k.currency
      or (not s.is_ours and s.amount_cents not in (k.amount_cents, coalesce(k.whole_cents, k.amount_cents)))
  `.execute(tx)
  for (const row of rows) {
    const data = push.items[row.line - 1]?.data
    const amounts = data && 'amounts' in data ? data.amounts : undefined
    if (row.currency !== row.known_currency) {
      const values = { currency: row.known_currency }
      refuse(push, row.line - 1, {
        code: 'conflict',
        key: 'programs.currency-differs',
        values,
        field: 'currency',
      })
    } else if (amounts === undefined) {
      const problem = { code: 'conflict', key: 'programs.amount-differs', field: 'amounts' } as const
      const values = {
        known: formatMoney(row.known_cents, row.known_currency),
        pushed: formatMoney(row.cents, row.currency),
      }
      refuse(push, row.line - 1, { ...problem, values, choices: ['keep', 'replace'] })
    } else if (amounts === 'replace') {
      await sql`update ${sql.table(row.table)} set is_ours = true where line = ${row.line}`.execute(tx)
    }
  }
}

/** Takes the refused rows out of the temporary tables. */
export async function dropRefused(tx: ScopedTransaction, push: Push): Promise<void> {
  const lines = [...push.problems.keys()].map((index) => index + 1)
  if (lines.length === 0) return
  for (const table of ['staged_instalments', 'staged_invoices', 'staged_credits'] as const)
    await sql`delete from ${sql.table(table)} where line = any(${lines}::integer[])`.execute(tx)
}
