import type { ReadIssue, ReceivablesFile } from './records.ts'
import type { Table } from './rows.ts'

// More rows than a sheet has. The rows of the sheets read as one keep one number each until the file is read.
const ROWS_OF_SHEET = 2 ** 21

/** The number of a row among those of all the sheets joined: its own on the first. */
export function lineOnSheet(line: number, rank: number): number {
  return line + rank * ROWS_OF_SHEET
}

/** What was found on one sheet, placed among all. */
export function onSheet(found: ReadIssue, rank: number): ReadIssue {
  if (rank === 0 || found.line === 0) return found
  const line = lineOnSheet(found.line, rank)
  return { ...found, line, values: { ...found.values, line } }
}

/** A file read from several sheets, its lines those of their sheets, which are named in what is told of them. */
export function withSheetPlaces<File extends ReceivablesFile>(file: File, { joined }: Table): File {
  if (!joined) return file
  const place = <Placed extends { readonly line: number }>(one: Placed): Placed => ({
    ...one,
    line: one.line % ROWS_OF_SHEET,
  })
  const sheetOf = (line: number) => joined[Math.floor(line / ROWS_OF_SHEET)] ?? ''
  const tell = (found: ReadIssue): ReadIssue => {
    if (found.line === 0) return found
    const line = found.line % ROWS_OF_SHEET
    const { first } = found.values
    const values = {
      ...found.values,
      line,
      ofSheet: sheetOf(found.line),
      ...(typeof first === 'number' ? { first: first % ROWS_OF_SHEET, firstOfSheet: sheetOf(first) } : {}),
    }
    return { ...found, line, values }
  }
  return {
    ...file,
    customers: file.customers.map(place),
    invoices: file.invoices.map((invoice) => ({
      ...place(invoice),
      instalments: invoice.instalments.map(place),
    })),
    credits: file.credits.map(place),
    doubts: file.doubts.map(place),
    remarks: file.remarks.map(tell),
    warnings: file.warnings.map(tell),
    errors: file.errors.map(tell),
  }
}
