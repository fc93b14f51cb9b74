import type { ScopedTransaction } from '#platform/scoped.ts'
import type { ImportOptions } from './contract.ts'

/** Remembers which column of a list holds what, for the next file with the same header. */
export async function rememberMapping(
  tx: ScopedTransaction,
  companyId: number,
  headerKey: string,
  { mapping, dateOrder }: Pick<ImportOptions, 'mapping' | 'dateOrder'>,
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
