import { sql } from 'kysely'
import { z } from 'zod'
import type { Language } from '#messages/translate.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { columnMapping, type ImportPreview, importOptions } from '../contract.ts'
import type { importHistory } from '../deposit-contract.ts'
import { importRemark } from './file-issues.ts'
import type { RememberedReading } from './read-books.ts'

const rememberedMapping = z.object({
  columns: columnMapping.optional(),
  dateOrder: importOptions.shape.dateOrder.unwrap().nullish(),
  answers: importOptions.shape.answers,
})

/** Remembers how files of this header are read, for the next one: columns, order of dates, answers. */
export async function rememberReading(
  tx: ScopedTransaction,
  companyId: number,
  headerKey: string,
  { mapping, dateOrder, answers }: RememberedReading,
  actor: string,
): Promise<void> {
  const columns = mapping === undefined ? {} : { columns: mapping, dateOrder: dateOrder ?? null }
  const given = answers !== undefined && Object.keys(answers).length > 0
  if (mapping === undefined && !given) return
  await sql`
    insert into import_mappings (company_id, header_key, mapping, updated_by)
    values (${companyId}, ${headerKey}, ${JSON.stringify({ ...columns, answers: answers ?? {} })}::jsonb, ${actor})
    on conflict (company_id, header_key) do update
    set mapping = import_mappings.mapping || excluded.mapping || jsonb_build_object('answers',
          coalesce(import_mappings.mapping -> 'answers', '{}') || (excluded.mapping -> 'answers')),
        updated_at = now(), updated_by = excluded.updated_by
  `.execute(tx)
}

/** How a company has had files of this header read; null when it has none. */
export async function recallMapping(
  tx: ScopedTransaction,
  companyId: number,
  headerKey: string,
): Promise<RememberedReading | null> {
  const found = await tx
    .selectFrom('import_mappings')
    .select('mapping')
    .where('company_id', '=', companyId)
    .where('header_key', '=', headerKey)
    .executeTakeFirst()
  return found ? mappingOf(found.mapping) : null
}

/** How any of these companies has lately had files of this header read. */
export async function recallAnyMapping(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  headerKey: string,
): Promise<RememberedReading | null> {
  const found = await tx
    .selectFrom('import_mappings')
    .select('mapping')
    .where('company_id', 'in', companyIds.length === 0 ? [0] : companyIds)
    .where('header_key', '=', headerKey)
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found ? mappingOf(found.mapping) : null
}

/**
 * Keeps with an import, in the transaction that wrote it, what it found odd line by line and what it left
 * aside, so that it can be read once the file is gone.
 */
export async function keepIssues(
  tx: ScopedTransaction,
  { companyId, importId }: { readonly companyId: number; readonly importId: number },
  preview: Pick<ImportPreview, 'doubts' | 'warnings' | 'warningCount' | 'documents'>,
  language: Language,
): Promise<void> {
  const leftAside = preview.documents
    .filter(({ state }) => state === 'refused' || state === 'doubt')
    .map(({ file, remarks }) => ({ file, line: 0, column: null, message: remarks.join(' ') }))
  const asked = preview.doubts
    .filter(({ answer }) => answer === null)
    .map(({ file, line, count, question }) => ({
      ...importRemark(file, language, 'doubts.set-aside', { count, question }),
      line,
    }))
  const issues = [...leftAside, ...asked, ...preview.warnings]
  if (issues.length === 0) return
  await tx
    .updateTable('imports')
    .set({
      issues: JSON.stringify(issues.slice(0, KEPT_ISSUES)),
      issue_count: leftAside.length + asked.length + preview.warningCount,
    })
    .where('company_id', '=', companyId)
    .where('id', '=', importId)
    .execute()
}

const KEPT_ISSUES = 500
const KEPT_HISTORY = 200

/** The last imports of these companies, newest first. */
export async function listImports(
  tx: ScopedTransaction,
  companyIds: readonly number[],
): Promise<z.infer<typeof importHistory>> {
  const rows = await tx
    .selectFrom('imports')
    .innerJoin('companies', 'companies.id', 'imports.company_id')
    .select([
      'imports.id',
      'companies.code as company',
      'imports.file_name as fileName',
      'imports.kind',
      'imports.created_at as createdAt',
      'imports.created_by as createdBy',
      'imports.counts',
    ])
    .where('imports.company_id', '=', sql<number>`any (${companyIds}::bigint[])`)
    .orderBy('imports.id', 'desc')
    .limit(KEPT_HISTORY)
    .execute()
  return { rows: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) }
}

function mappingOf(remembered: unknown): RememberedReading {
  const { columns, dateOrder, answers } = rememberedMapping.parse(remembered)
  return {
    ...(columns ? { mapping: columns } : {}),
    ...(dateOrder ? { dateOrder } : {}),
    ...(answers ? { answers } : {}),
  }
}
