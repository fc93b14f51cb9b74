import { expect, test } from 'vitest'
import { exportTable } from '#platform/table-export.ts'
import { bytesSource } from '#readers/source.ts'
import { modelWorkbook } from './model-workbook.ts'
import { readBooks } from './read-books.ts'

// The model a firm fills is read back as it was written, in both languages, with nothing to map nor to answer.

for (const language of ['fr', 'en'] as const) {
  test(`the model spreadsheet (${language}) is read without a question`, async () => {
    const made = await exportTable('xlsx', modelWorkbook(language))
    const source = bytesSource('modele.xlsx', Buffer.from(await made.arrayBuffer()))
    const { kind, file, positions, remarks } = await readBooks(source, { asOf: '2026-04-01' })
    expect(kind).toBe('list')
    expect([file.errors, file.warnings, file.doubts, remarks]).toEqual([[], [], [], []])
    expect(positions).toEqual({
      ...{ customerCode: 0, customerName: 1, address1: 2, postcode: 3, town: 4, email: 5 },
      ...{ number: 6, issuedOn: 7, dueOn: 8, totalCents: 9, openCents: 10 },
    })
    const open = file.invoices.map(({ number, customerCode, instalments }) => [
      number,
      customerCode,
      instalments.map(({ dueOn, amountCents, settledCents }) => [dueOn, amountCents - settledCents]),
    ])
    expect(open).toEqual([
      ['F2026-001', 'DUPONT', [['2026-02-14', 120_000]]],
      ['F2026-002', 'MARTIN', [['2026-03-06', 18_050]]],
    ])
    expect(file.credits.map(({ kind: what, amountCents }) => [what, amountCents])).toEqual([
      ['credit-note', 6_000],
    ])
  })
}
