import { readHead, type Source } from '#readers/source.ts'
import type { ImportKind } from './contract.ts'

const HEAD_BYTES = 16_384

/**
 * What a file looks like by its first bytes: a ledger by the column names of the FEC (or its XML
 * form), anything else a table. Null for a table: its columns say whether it lists invoices.
 */
export async function ledgerKind(source: Source): Promise<Extract<ImportKind, 'fec'> | null> {
  const head = await readHead(source, HEAD_BYTES)
  // Every encoding a FEC may have writes these names alike, once the zeros of UTF-16 are gone.
  const text = Buffer.from(head).toString('latin1').replaceAll('\0', '')
  const isXml = /<comptabilite[\s>]/i.test(text)
  const header = text.split(/[\r\n]/, 1)[0]?.toLowerCase() ?? ''
  return isXml || FEC_NAMES.filter((name) => header.includes(name)).length >= 3 ? 'fec' : null
}

const FEC_NAMES = [
  'journalcode',
  'ecriturenum',
  'ecrituredate',
  'comptenum',
  'compauxnum',
  'ecriturelet',
  'validdate',
]
