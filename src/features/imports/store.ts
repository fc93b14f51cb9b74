import { sql } from 'kysely'
import { z } from 'zod'
import type { ScopedTransaction } from '#platform/scoped.ts'
import {
  columnMapping,
  type ImportOptions,
  type ImportPreview,
  type importHistory,
  importOptions,
} from './contract.ts'

type Mapping = Pick<ImportOptions, 'mapping' | 'dateOrder'>

const rememberedMapping = z.object({
  columns: columnMapping,
  dateOrder: importOptions.shape.dateOrder.unwrap().nullable(),
})

/** Remembers which column of a list holds what, for the next file with the same header. */
export async function rememberMapping(
  tx: ScopedTransaction,
  companyId: number,
  headerKey: string,
  {
    mapping,
    dateOrder,
  }: Pick<ImportOptions, 'mapping'> & { dateOrder: ImportOptions['dateOrder'] | undefined },
  actor: string,
): Promise<void> {
  const remembered = JSON.stringify({ columns: mapping ?? {}, dateOrder: dateOrder ?? null })
  await tx
    .insertInto('import_mappings')
    .values({ company_id: companyId, header_key: headerKey, mapping: remembered, updated_by: actor })
    .onConflict((conflict) =>
      conflict
        .columns(['company_id', 'header_key'])
        .doUpdateSet({ mapping: remembered, updated_at: new Date(), updated_by: actor }),
    )
    .execute()
}

/** The mapping a company has confirmed for this header; null when it has none. */
export async function recallMapping(
  tx: ScopedTransaction,
  companyId: number,
  headerKey: string,
): Promise<Mapping | null> {
  const found = await tx
    .selectFrom('import_mappings')
    .select('mapping')
    .where('company_id', '=', companyId)
    .where('header_key', '=', headerKey)
    .executeTakeFirst()
  return found ? mappingOf(found.mapping) : null
}

/** The latest mapping any of the user's companies has confirmed for this header. */
export async function recallAnyMapping(tx: ScopedTransaction, headerKey: string): Promise<Mapping | null> {
  const found = await tx
    .selectFrom('import_mappings')
    .select('mapping')
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
  preview: Pick<ImportPreview, 'warnings' | 'warningCount' | 'documents'>,
): Promise<void> {
  const leftAside = preview.documents
    .filter(({ state }) => state === 'refused' || state === 'doubt')
    .map(({ file, remarks }) => ({ file, line: 0, column: null, message: remarks.join(' ') }))
  const issues = [...leftAside, ...preview.warnings]
  if (issues.length === 0) return
  await tx
    .updateTable('imports')
    .set({
      issues: JSON.stringify(issues.slice(0, KEPT_ISSUES)),
      issue_count: leftAside.length + preview.warningCount,
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

function mappingOf(remembered: unknown): Mapping {
  const { columns, dateOrder } = rememberedMapping.parse(remembered)
  return { mapping: columns, ...(dateOrder === null ? {} : { dateOrder }) }
}
