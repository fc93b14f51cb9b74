import { createHash } from 'node:crypto'
import type { Database } from '#platform/database.ts'
import { cdarXml } from '#readers/cdar-fixture.ts'
import { zip } from '#readers/xlsx-fixture.ts'
import { importFiles, invoiceXml } from '../test/database/e-invoice-world.ts'
import type { BenchRow } from './row.ts'

const FILES_OF_A_ZIP = 2_000
const CODES = ['202', '203', '204', '205', '207', '208', '211', '212', '202', '210'] as const

/**
 * Statuses of e-invoices (CDAR), in ZIP archives, read, kept and applied in one import: half of them about 500 invoices
 * that are there, with disputes, holds and one receipt in ten, half about invoices not known yet.
 */
export async function* benchStatuses(database: Database, count: number): AsyncGenerator<BenchRow> {
  const invoices = Array.from({ length: 500 }, (_, index) => [
    `FA-${index}.xml`,
    invoiceXml({ number: `FA-${index}` }),
  ])
  await importFiles(database, Object.fromEntries(invoices), {
    company: 'BENCH',
    companyName: 'Atelier du Lin',
  })
  const files = Array.from({ length: count }, (_, index) => [`${index}.xml`, statusXml(index)] as const)
  const archives = Array.from({ length: Math.ceil(count / FILES_OF_A_ZIP) }, (_, rank) => [
    `statuts-${rank}.zip`,
    zip(files.slice(rank * FILES_OF_A_ZIP, (rank + 1) * FILES_OF_A_ZIP)),
  ])
  const start = performance.now()
  const done = await importFiles(database, Object.fromEntries(archives), { company: 'BENCH' })
  const seconds = (performance.now() - start) / 1000
  const taken = done.documents.filter(({ state }) => state === 'new').length
  if (taken !== count) throw new Error(`${taken} statuses of ${count}`)
  const name = `${count.toLocaleString('en')} statuses of e-invoices (CDAR)`
  yield { name, value: seconds, unit: 's', baseline: null, baselineName: null, ratio: null, limit: 10 }
}

function statusXml(index: number): string {
  const code = CODES[index % CODES.length] ?? '202'
  // The same at each run.
  const spread = createHash('sha256').update(String(index)).digest().readUInt32BE()
  const number = index % 2 === 0 ? `FA-${spread % 500}` : `FB-${index}`
  // No two of one moment: they would be one.
  const clock = [Math.floor(index / 3_600), Math.floor(index / 60) % 60, index % 60]
  return cdarXml({
    ...{ code, number, siren: '732829320', issuedOn: '20240110', messageId: `M-${index}` },
    at: `20240210${clock.map((part) => String(part).padStart(2, '0')).join('')}`,
    ...(code === '212' ? { amounts: { MEN: '10.00' } } : { reason: 'TX_TVA_ERR' }),
  })
}
