import type { Coverage } from '#ledger/import-scope.ts'
import { type FecFile, readFec } from '#readers/fec.ts'
import { type FecReceivables, fecReceivables } from '#readers/fec-receivables.ts'
import type { ReceivablesFile } from '#readers/records.ts'
import type { Source } from '#readers/source.ts'
import type { ImportKind, ImportOptions, ImportPreview } from './contract.ts'
import { ledgerKind } from './file-kind.ts'
import { readList } from './read-list.ts'

/** A file understood: its records, and what is known of it besides. */
export interface ReadBooks {
  readonly kind: ImportKind
  readonly file: ReceivablesFile
  /** Period of the entries of a ledger; null for lists. */
  readonly covers: Coverage | null
  readonly fec: ImportPreview['fec']
  /** Identity of a list's header, under which its mapping is remembered. */
  readonly headerKey: string | null
}

export type ReadOptions = Pick<ImportOptions, 'kind' | 'netting' | 'mapping' | 'dateOrder' | 'asOf'>

/**
 * Reads a ledger or a list, told apart by their content unless `kind` says. Never throws on a bad
 * file: `file.errors` says why it is refused.
 */
export async function readBooks(
  source: Source,
  options: ReadOptions,
  onProgress?: (share: number) => void,
): Promise<ReadBooks> {
  const kind = options.kind ?? (await ledgerKind(source))
  if (kind !== 'fec') return await readList(source, kind, options)
  const size = Math.max(source.size, 1)
  const read = await readFec(source, { onProgress: (bytes) => onProgress?.(Math.min(1, bytes / size)) })
  const file = fecReceivables(read, { netting: options.netting })
  return {
    kind,
    file,
    covers: coverageOf(read),
    fec: controlsOf(read, file, options.netting),
    headerKey: null,
  }
}

function coverageOf({ firstOn, lastOn }: FecFile): Coverage | null {
  return firstOn !== null && lastOn !== null ? { from: firstOn, to: lastOn } : null
}

function controlsOf(read: FecFile, file: FecReceivables, isNetted: boolean): ImportPreview['fec'] {
  const offered = isNetted || !file.suggestsNetting ? file : fecReceivables(read, { netting: true })
  let nettedCents = 0
  for (const { origin, amountCents } of offered.allocations)
    if (origin === 'proposed') nettedCents += amountCents
  return {
    rows: read.rows,
    debitCents: read.debitCents,
    creditCents: read.creditCents,
    firstEntryOn: read.firstOn,
    lastEntryOn: read.lastOn,
    validatedRows: read.validatedRows,
    letteredShare: file.letteredShare,
    suggestsNetting: file.suggestsNetting,
    nettedCents,
  }
}
