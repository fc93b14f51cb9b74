import { issue } from '#readers/issues.ts'
import type { Source } from '#readers/source.ts'
import type { ImportKind } from './contract.ts'
import type { ReadBooks, ReadOptions } from './read-books.ts'

export async function readList(
  _source: Source,
  _kind: ImportKind | null,
  _options: ReadOptions,
): Promise<ReadBooks> {
  const file = {
    customers: [],
    invoices: [],
    credits: [],
    allocations: [],
    warnings: [],
    errors: [issue('not-a-table')],
  }
  return { kind: 'list', file, covers: null, fec: null, headerKey: null }
}
