import { importOptions } from '#features/imports/contract.ts'
import { applyImport } from '#features/imports/server/import-file.ts'
import { openArchive } from '#platform/archive.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { openFolderStore } from '#platform/folder-store.ts'
import { bytesSource } from '#readers/source.ts'

export const ON = '2026-03-30'

const HEADINGS = 'N° facture;Date;Échéance;Code client;Client;Code postal;Ville;Montant TTC;Reste dû'

/**
 * Imports a list of two open invoices for each of `customers` clients into a company, as a user would;
 * returns the company's id.
 */
export async function importCompany(
  database: Database,
  folder: string,
  code: string,
  customers: number,
): Promise<number> {
  const lines = Array.from({ length: customers * 2 }, (_, index) => invoiceLine(index))
  const source = bytesSource(`${code}.csv`, Buffer.from([HEADINGS, ...lines].join('\n')))
  await applyImport({ database, archive: openArchive(openFolderStore(folder)) }, contextOf('all'), {
    sources: [source],
    options: importOptions.parse({ company: code, companyName: code }),
  })
  const { rows } = await database.owner.query('select id from companies where code = $1', [code])
  return rows[0].id
}

/** The context of a program that sees these companies. */
export function contextOf(company: number | 'all'): Context {
  return {
    actor: { kind: 'system', name: 'bench' },
    permission: 'everything',
    companyIds: company === 'all' ? 'all' : [company],
    today: ON,
    language: 'fr',
  }
}

function invoiceLine(index: number): string {
  const customer = Math.floor(index / 2)
  const day = String((index % 28) + 1).padStart(2, '0')
  return [
    `F${index}`,
    `${day}/12/2025`,
    `${day}/01/2026`,
    `C${customer}`,
    `Client ${(customer * 7919) % 100_003}`,
    '60000',
    'Beauvais',
    '120,50',
    '120,50',
  ].join(';')
}
