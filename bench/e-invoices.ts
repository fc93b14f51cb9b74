import { readEInvoice } from '#readers/e-invoice.ts'
import { pdfWith } from '#readers/e-invoice-fixture.ts'
import { bytesSource } from '#readers/source.ts'
import { invoiceXml } from '../test/database/e-invoice-world.ts'
import type { BenchRow } from './row.ts'

const COUNT = 1_000

/**
 * A thousand Factur-X PDFs read one after the other in the process kept for them, and what the program
 * itself holds more after them than before.
 */
export async function benchEInvoices(count = COUNT): Promise<readonly BenchRow[]> {
  const files = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      pdfWith({ 'factur-x.xml': invoiceXml({ number: `FA-${index}` }) }),
    ),
  )
  const fileOf = (index: number) =>
    bytesSource(`FA-${index}.pdf`, files[index % files.length] ?? new Uint8Array())
  for (let index = 0; index < count / 10; index++) await readOrFail(fileOf(index))
  const before = heldMegabytes()
  const start = performance.now()
  for (let index = 0; index < count; index++) await readOrFail(fileOf(index))
  const seconds = (performance.now() - start) / 1000
  const name = `read ${count.toLocaleString('en')} Factur-X PDFs`
  const alone = { baseline: null, baselineName: null, ratio: null }
  return [
    { name, value: seconds, unit: 's', ...alone, limit: null },
    { name: `memory held after them`, value: heldMegabytes() - before, unit: 'MB', ...alone, limit: 20 },
  ]
}

async function readOrFail(source: ReturnType<typeof bytesSource>): Promise<void> {
  const invoice = await readEInvoice(source)
  if (invoice.kind === 'refused') throw new Error(invoice.reason.code)
}

function heldMegabytes(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1e6
}
