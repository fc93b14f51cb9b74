import { openByNumber, owedByCustomer } from '#readers/books-fixture.ts'
import { readFec } from '#readers/fec.ts'
import { fecReceivables } from '#readers/fec-receivables.ts'
import { bytesSource } from '#readers/source.ts'
import type { MadeFile } from './fec-accidents.ts'

/** What the reader made of a made ledger: right, refused with its line, or wrong and how. */
export type Verdict = 'read' | 'refused' | `wrong: ${string}`

/** Reads a made ledger and compares: the books are given back, or the file is refused with a line. Never another sum. */
export async function judgeFec(made: MadeFile): Promise<Verdict> {
  const file = await readFec(bytesSource('fec.txt', made.bytes))
  const asked = fecReceivables(file, { netting: false })
  const repeats = asked.doubts.filter(({ kind }) => kind === 'repeated-entries')
  if (made.isAsked !== true && repeats.length > 0) return 'wrong: asked about entries that stand once'
  const answers = Object.fromEntries(repeats.map(({ id }) => [id, 'same' as const]))
  const books = repeats.length > 0 ? fecReceivables(file, { netting: false, answers }) : asked
  if (books.errors.length > 0) {
    const isPlaced = books.errors.every(({ line }) => line > 1)
    return isPlaced ? 'refused' : `wrong: refused without a line, ${books.errors[0]?.code}`
  }
  const owed = compared(withoutZeros(owedByCustomer(books)), withoutZeros(made.owed))
  if (owed) return `wrong: owed ${owed}`
  const open = made.open ? compared(openByNumber(books), made.open) : null
  if (open) return `wrong: open ${open}`
  let cents = 0
  for (const party of books.parties) {
    if (party.openCents - party.unallocatedCents !== party.balanceCents)
      return `wrong: balance of ${party.code}`
    cents += party.balanceCents
  }
  if (cents !== file.receivableCents && repeats.length === 0) return 'wrong: sum of the parties'
  const names = Object.fromEntries(books.customers.map(({ code, name }) => [code, name]))
  const isSure = !books.warnings.some(({ code }) => code === 'encoding-unsure')
  const spelt =
    made.names && isSure ? compared(names, { ...names, ...pick(made.names, Object.keys(names)) }) : null
  return spelt ? `wrong: names ${spelt}` : 'read'
}

function pick(names: Readonly<Record<string, string>>, codes: readonly string[]): Record<string, string> {
  return Object.fromEntries(codes.flatMap((code) => (names[code] === undefined ? [] : [[code, names[code]]])))
}

function withoutZeros(sums: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(sums).filter(([, cents]) => cents !== 0))
}

function compared(
  found: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
): string | null {
  const keys = [...new Set([...Object.keys(found), ...Object.keys(right)])].sort()
  const wrong = keys.filter((key) => found[key] !== right[key])
  return wrong.length === 0 ? null : wrong.map((key) => `${key} ${found[key]}, not ${right[key]}`).join('; ')
}
