import { type ImportOptions, type ImportPreview, importOptions } from '#features/imports/contract.ts'
import { applyImport, previewImport } from '#features/imports/server/import-file.ts'
import type { Archive } from '#platform/archive.ts'
import type { Database } from '#platform/database.ts'
import { addressXml, ciiXml, legalId, type Parts } from '#readers/e-invoice-fixture.ts'
import { bytesSource } from '#readers/source.ts'
import { memoryArchive } from '../archive.ts'
import { CONTEXT } from './import-world.ts'

/** Atelier du Lin sells to Dupont et fils, of Amiens, and to Leroy SARL. */
const LIN = '732829320'
const DUPONT = '552100554'
const LEROY = '443061841'

const SELLER: Parts = { sellerName: 'Atelier du Lin', seller: legalId(LIN) }
const BUYERS = {
  dupont: {
    buyerName: 'Dupont et fils',
    buyer: `${legalId(DUPONT)}${addressXml('3 rue du Lin', '80000', 'Amiens')}`,
  },
  leroy: { buyerName: 'Leroy SARL', buyer: legalId(LEROY) },
} as const

/** An invoice of Atelier du Lin to Dupont et fils, unless said otherwise, issued on 10 January 2024. */
export function invoiceXml(parts: Parts & { readonly to?: keyof typeof BUYERS } = {}): string {
  const { to = 'dupont', ...others } = parts
  return ciiXml({ ...SELLER, ...BUYERS[to], issuedOn: '20240110', ...others })
}

type Files = Readonly<Record<string, string | Uint8Array>>
type Options = Partial<ImportOptions> & { readonly archive?: Archive }

/** Imports these files, together, into a company (ATELIER, created when it is not there). */
export async function importFiles(
  database: Database,
  files: Files,
  options: Options = {},
): Promise<ImportPreview> {
  const { archive = memoryArchive(), ...asked } = options
  return await applyImport({ database, archive }, CONTEXT, orderOf(files, asked))
}

export async function previewFiles(
  database: Database,
  files: Files,
  options: Options = {},
): Promise<ImportPreview> {
  const { archive = memoryArchive(), ...asked } = options
  return await previewImport({ database, archive }, CONTEXT, orderOf(files, asked))
}

function orderOf(files: Files, options: Partial<ImportOptions>) {
  const [first, ...others] = Object.entries(files).map(([name, content]) =>
    bytesSource(name, Buffer.from(content)),
  )
  if (!first) throw new Error('no file')
  return {
    sources: [first, ...others] as const,
    options: importOptions.parse({ company: 'ATELIER', ...options }),
  }
}

/** State and number of each document, in the order of the files. */
export function statesOf({ documents }: ImportPreview): (readonly [string, string | null])[] {
  return documents.map(({ state, number }) => [state, number] as const)
}
