import type { ReceivablesFile } from '#readers/records.ts'

/** A text of a file longer than any code, name or number is. */
export interface OverlongText {
  readonly line: number
  readonly text: string
  readonly max: number
}

// Characters. A name is sorted by and a key is looked up by: no index takes more than 2,700 bytes.
const MAX_CODE = 100
const MAX_NAME = 400
const MAX_KEY = 600
const TOLD = 20

/**
 * The codes, names and document numbers of a file that cannot be ones: a wrong column, a broken file.
 * A document is told by its key, which holds its number.
 */
export function overlongTexts(file: ReceivablesFile): readonly OverlongText[] {
  const found: OverlongText[] = []
  const check = (text: string, max: number, line: number) => {
    if (text.length > max && found.length < TOLD) found.push({ line, text: `${text.slice(0, 30)}…`, max })
  }
  for (const { code, name, line } of file.customers) {
    check(code, MAX_CODE, line)
    check(name, MAX_NAME, line)
  }
  for (const items of [file.invoices, file.credits]) {
    for (const { key, line } of items) check(key, MAX_KEY, line)
  }
  for (const { instalments } of file.invoices) {
    for (const { key, line } of instalments) check(key, MAX_KEY, line)
  }
  return found
}
