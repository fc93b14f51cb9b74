import { z } from 'zod'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { columnMapping, type ImportOptions, importOptions } from './contract.ts'

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
): Promise<Pick<ImportOptions, 'mapping' | 'dateOrder'> | null> {
  const found = await tx
    .selectFrom('import_mappings')
    .select('mapping')
    .where('company_id', '=', companyId)
    .where('header_key', '=', headerKey)
    .executeTakeFirst()
  if (!found) return null
  const { columns, dateOrder } = rememberedMapping.parse(found.mapping)
  return { mapping: columns, ...(dateOrder === null ? {} : { dateOrder }) }
}
