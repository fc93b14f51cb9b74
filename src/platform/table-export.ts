import writeXlsxFile, { type Cell } from 'write-excel-file/node'
import { formatDay } from '#domain/days-and-money/day.ts'
import { decimalCents } from '#domain/days-and-money/money.ts'
import { RelancesError } from '#domain/errors.ts'

/** A column of an exported list; a null cell stays empty. */
export type ExportColumn<Row> = { readonly label: string; readonly width?: number } & (
  | { readonly type: 'text' | 'day'; read(row: Row): string | null }
  /** Cents, written with their decimals. */
  | { readonly type: 'amount'; read(row: Row): number | null }
  | { readonly type: 'count'; read(row: Row): number | null }
)

export interface TableExport<Row> {
  /** Without its extension. */
  readonly fileName: string
  readonly columns: readonly ExportColumn<Row>[]
  /** Read as they are written, so that a hundred thousand rows are never in memory at once (CSV). */
  readonly batches: AsyncIterable<readonly Row[]>
}

export type ExportFormat = 'csv' | 'xlsx'

/** A workbook is made in memory: beyond this, only the CSV is offered. */
const MAX_XLSX_ROWS = 50_000

const BYTE_ORDER_MARK = '\ufeff'
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * A list as a file to download, as French spreadsheets open it: CSV with ";", decimal commas and a byte order
 * mark, or XLSX. No text can be taken for a formula.
 * @throws RelancesError too-large for a workbook of more than 50,000 rows
 */
export async function exportTable<Row>(format: ExportFormat, table: TableExport<Row>): Promise<Response> {
  const body = format === 'csv' ? csvStream(table) : Uint8Array.from(await workbook(table))
  return new Response(body, {
    headers: {
      'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : XLSX_TYPE,
      'Content-Disposition': `attachment; filename="${table.fileName}.${format}"`,
    },
  })
}

// Text that a spreadsheet would run as a formula, made text again (OWASP, "CSV injection").
function withoutFormula(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

// Pulled batch by batch: a browser that stops reading stops the queries.
function csvStream<Row>({ columns, batches }: TableExport<Row>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  const line = (cells: readonly string[]) => `${cells.map(quoted).join(';')}\r\n`
  const iterator = batches[Symbol.asyncIterator]()
  return new ReadableStream({
    start(controller) {
      controller.enqueue(
        encoder.encode(BYTE_ORDER_MARK + line(columns.map((column) => withoutFormula(column.label)))),
      )
    },
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) return controller.close()
      const lines = value.map((row: Row) => line(columns.map((column) => csvCell(column, row))))
      controller.enqueue(encoder.encode(lines.join('')))
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}

function csvCell<Row>(column: ExportColumn<Row>, row: Row): string {
  switch (column.type) {
    case 'text':
      return withoutFormula(column.read(row) ?? '')
    case 'day': {
      const day = column.read(row)
      return day === null ? '' : formatDay(day)
    }
    case 'count':
      return String(column.read(row) ?? '')
    case 'amount': {
      const cents = column.read(row)
      return cents === null ? '' : decimalCents(cents).replace('.', ',')
    }
  }
}

function quoted(text: string): string {
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

async function workbook<Row>({ columns, batches }: TableExport<Row>): Promise<Buffer> {
  const rows: Cell[][] = [columns.map(({ label }) => ({ value: label, fontWeight: 'bold' as const }))]
  for await (const batch of batches) {
    if (rows.length + batch.length > MAX_XLSX_ROWS + 1) {
      throw new RelancesError('too-large', 'platform.workbook-too-large', { rows: MAX_XLSX_ROWS })
    }
    for (const row of batch) rows.push(columns.map((column) => workbookCell(column, row)))
  }
  const widths = columns.map(({ width, type }) => ({ width: width ?? (type === 'text' ? 24 : 13) }))
  return await writeXlsxFile(rows, { columns: widths, stickyRowsCount: 1 }).toBuffer()
}

function workbookCell<Row>(column: ExportColumn<Row>, row: Row): Cell {
  switch (column.type) {
    // A cell of text is never run, whatever it begins with.
    case 'text': {
      const text = column.read(row)
      return text === null || text === '' ? null : { value: text, type: String }
    }
    case 'day': {
      const day = column.read(row)
      return day === null ? null : { value: new Date(`${day}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' }
    }
    case 'count': {
      const count = column.read(row)
      return count === null ? null : { value: count, type: Number }
    }
    case 'amount': {
      const cents = column.read(row)
      return cents === null ? null : { value: cents / 100, type: Number, format: '#,##0.00' }
    }
  }
}
