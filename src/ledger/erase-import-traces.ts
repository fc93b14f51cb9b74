import { sql } from 'kysely'
import { recogniser } from '#domain/people/subject-words.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

interface Subject {
  readonly companyId: number
  readonly id: number
}

interface Remark {
  readonly file: string
  readonly message: string
}

const BATCH = 200

/**
 * Takes out of what imports had to say of their files, what they asked, and why files were refused, the sentences that
 * name the client: they quote the lines of the file. To be done before what the client is recognised by is erased.
 */
export async function eraseRemarks(tx: ScopedTransaction, subject: Subject): Promise<void> {
  const isNamed = await recogniserOf(tx, subject)
  await eraseOfRefusals(tx, subject, isNamed)
  await eraseDoubts(tx, subject.companyId, isNamed)
  for (let after = 0, count = BATCH; count === BATCH; ) {
    const imports = await importsWithRemarks(tx, subject, after)
    for (const one of imports) await eraseOfImport(tx, subject, one, isNamed)
    after = imports.at(-1)?.id ?? after
    count = imports.length
  }
}

type IsNamed = (sentence: string) => boolean

function without(issues: readonly Remark[], isNamed: IsNamed): readonly Remark[] {
  return issues.filter(({ file, message }) => !isNamed(file) && !isNamed(message))
}

async function eraseOfRefusals(tx: ScopedTransaction, { companyId }: Subject, isNamed: IsNamed) {
  const refusals = await tx
    .selectFrom('refused_imports')
    .select(['id', 'file_name', 'issues'])
    .where('company_id', '=', companyId)
    .execute()
  for (const { id, file_name: fileName, issues } of refusals) {
    const kept = isNamed(fileName) ? [] : without(issues, isNamed)
    if (kept.length === issues.length) continue
    if (kept.length === 0)
      await tx
        .deleteFrom('refused_imports')
        .where('company_id', '=', companyId)
        .where('id', '=', id)
        .execute()
    else
      await tx
        .updateTable('refused_imports')
        .set({ issues: JSON.stringify(kept) })
        .where('company_id', '=', companyId)
        .where('id', '=', id)
        .execute()
  }
}

type ImportWithRemarks = Awaited<ReturnType<typeof importsWithRemarks>>[number]

async function eraseOfImport(
  tx: ScopedTransaction,
  { companyId }: Subject,
  { id, issues, issue_count: count }: ImportWithRemarks,
  isNamed: IsNamed,
) {
  const kept = without(issues, isNamed)
  if (kept.length === issues.length) return
  await tx
    .updateTable('imports')
    .set({ issues: JSON.stringify(kept), issue_count: count - issues.length + kept.length })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
}

async function importsWithRemarks(tx: ScopedTransaction, { companyId }: Subject, after: number) {
  return await tx
    .selectFrom('imports')
    .select(['id', 'issues', 'issue_count'])
    .where('company_id', '=', companyId)
    .where('issue_count', '>', 0)
    .where('id', '>', after)
    .orderBy('id')
    .limit(BATCH)
    .execute()
}

/** Whether a sentence names the client, by anything they are known by. */
export async function recogniserOf(tx: ScopedTransaction, { companyId, id }: Subject) {
  const customer = await tx
    .selectFrom('customers')
    .select(['name', 'code', 'account', 'other_codes', 'email', 'phone'])
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const contacts = await tx
    .selectFrom('customer_contacts')
    .select(['name', 'email', 'phone'])
    .where('company_id', '=', companyId)
    .where('customer_id', '=', id)
    .execute()
  const payers = await tx
    .selectFrom('payer_names')
    .select('payer_key')
    .where('company_id', '=', companyId)
    .where('customer_id', '=', id)
    .execute()
  const people = [customer, ...contacts]
  return recogniser({
    names: [...people.map(({ name }) => name), ...payers.map((payer) => payer.payer_key)],
    marks: [
      customer.code,
      customer.account ?? '',
      ...customer.other_codes,
      ...people.flatMap(({ email }) => email ?? []),
    ],
    phones: people.flatMap(({ phone }) => phone ?? []),
  })
}

/**
 * Takes out of the questions imports asked, and of the answers remembered for their headers, the words that name a
 * client: a question says what a file said. What was asked, of what kind and what was decided stays.
 */
async function eraseDoubts(
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

/**
 * The imports under way that an erasure in this company takes away: all that were previewed for it, whose files may name
 * anybody in lines that no preview shows, and those not previewed yet whose first lines name the client.
 */
export async function depositsToErase(
  tx: ScopedTransaction,
  companyId: number,
  isNamed: (sentence: string) => boolean,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string; company_id: number | null; words: string }>`
    select id, company_id, words from waiting_deposits(${companyId})`.execute(tx)
  return rows
    .filter(({ company_id: company, words }) => company !== null || isNamed(words))
    .map(({ id }) => id)
}

/** Takes these imports away, whoever owns them. Returns their files, to be removed from the store once it is committed. */
export async function eraseDeposits(
  tx: ScopedTransaction,
  companyId: number,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select drop_deposits(${companyId}, ${[...ids]}::uuid[]) as id`.execute(tx)
  return rows.map(({ id }) => id)
}
