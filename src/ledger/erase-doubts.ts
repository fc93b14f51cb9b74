import { sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'

/**
 * Takes out of the questions imports asked, and of the answers remembered for their headers, the words that name a
 * client: a question says what a file said. What was asked, of what kind and what was decided stays.
 */
export async function eraseDoubts(
  tx: ScopedTransaction,
  companyId: number,
  isNamed: (sentence: string) => boolean,
): Promise<void> {
  const doubts = await tx
    .selectFrom('import_doubts')
    .select(['id', 'value', 'details', 'doubt_key'])
    .where('company_id', '=', companyId)
    .execute()
  const named = doubts.filter(({ value, details, doubt_key: key }) =>
    [value, key, ...Object.values(details)].some((words) => isNamed(String(words))),
  )
  const ids = named.map(({ id }) => id)
  // The key is the question's in the next file too: one that names nobody asks it anew.
  await sql`
    update import_doubts set value = '…', doubt_key = kind || ':erased:' || id,
      details = (select coalesce(jsonb_object_agg(name, '–'), '{}') from jsonb_object_keys(details) name)
    where company_id = ${companyId} and id = any(${ids}::bigint[])
  `.execute(tx)
  await sql`
    update dunning_blocks set reason = ''
    where company_id = ${companyId} and doubt_id = any(${ids}::bigint[]) and reason <> ''
  `.execute(tx)
  await eraseAnswers(tx, companyId, isNamed)
}

async function eraseAnswers(
  tx: ScopedTransaction,
  companyId: number,
  isNamed: (sentence: string) => boolean,
): Promise<void> {
  const { rows } = await sql<{ header: string; key: string }>`
    select m.header_key as header, a.key
    from import_mappings m cross join lateral jsonb_object_keys(coalesce(m.mapping -> 'answers', '{}')) a (key)
    where m.company_id = ${companyId}
  `.execute(tx)
  const named = rows.filter(({ key }) => isNamed(key))
  for (const [header, answers] of Map.groupBy(named, (row) => row.header))
    await sql`
      update import_mappings
      set mapping = jsonb_set(mapping, '{answers}', (mapping -> 'answers') - ${answers.map(({ key }) => key)}::text[])
      where company_id = ${companyId} and header_key = ${header}
    `.execute(tx)
}
