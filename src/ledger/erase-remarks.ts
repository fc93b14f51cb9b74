import { recogniser } from '#domain/people/subject-words.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { eraseDoubts } from './erase-doubts.ts'

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
