import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { suggestColumns } from '#readers/invoice-columns.ts'
import { readInvoiceList } from '#readers/invoice-list.ts'
import { bytesSource, type Source } from '#readers/source.ts'
import { readTable } from '#readers/table.ts'
import { sheetXml, workbookOf, zip } from '#readers/xlsx-fixture.ts'
import { alone, type BenchRow } from './row.ts'

const ROWS = 100_000
const CSV_SECONDS = 5
const XLSX_SECONDS = 15
const HEADER = ['Client', 'N° facture', 'Date facture', 'Échéance', 'Montant TTC', 'Reste dû', 'État']

/** Lists of a hundred thousand invoices, as text and as a workbook: the processor time of reading them, child included. */
export async function benchReadLists(count = ROWS): Promise<readonly BenchRow[]> {
  const rows = Array.from({ length: count }, (_, at) => rowOf(at))
  const csv = bytesSource(
    'liste.csv',
    Buffer.from([HEADER, ...rows].map((row) => row.join(';')).join('\r\n')),
  )
  const xlsx = bytesSource('liste.xlsx', zip(workbookOf([['Liste', sheetXml([HEADER, ...rows])]])))
  const name = `list of ${count.toLocaleString('en')} rows`
  return [
    alone(`read a CSV ${name}, CPU`, 's', await cpuSeconds(csv, count), CSV_SECONDS),
    alone(`read an XLSX ${name}, CPU`, 's', await cpuSeconds(xlsx, count), XLSX_SECONDS),
  ]
}

function rowOf(at: number): readonly string[] {
  const cents = 10_000 + ((at * 7919) % 500_000)
  const euros = `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`
  const day = `${String(1 + (at % 28)).padStart(2, '0')}/${String(1 + (at % 12)).padStart(2, '0')}/2024`
  const isPaid = at % 4 === 0
  return [
    `Client ${at % 3000}`,
    `F${at}`,
    day,
    day,
    euros,
    isPaid ? '0,00' : euros,
    isPaid ? 'Payée' : 'À payer',
  ]
}

// A workbook is read by a child process, which ends before its answer is used.
async function cpuSeconds(source: Source, count: number): Promise<number> {
  const before = usedSeconds()
  const table = await readTable(source)
  const { invoices, errors } = readInvoiceList(table, suggestColumns(table))
  if (errors.length > 0 || invoices.length !== count) throw new Error(errors[0]?.code ?? 'rows were lost')
  // The system counts a child's time once it knows that it has ended.
  await setTimeout(200)
  return usedSeconds() - before
}

function usedSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6 + childSeconds()
}

// Linux alone tells it, in hundredths: the fields after the name, in parentheses, of proc(5).
function childSeconds(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[13]) + Number(fields[14])) / 100
  } catch {
    return 0
  }
}
