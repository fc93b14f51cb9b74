import { addTo } from '#domain/days-and-money/add-to.ts'
import type { Currency, CurrencyAmount } from '#domain/days-and-money/money.ts'
import type { Doubt, DoubtAnswers, DoubtChoice } from '#domain/receivables/doubt.ts'
import type { doubts } from '#messages/fr/doubts.ts'
import { normalizeLabel } from './cells.ts'
import type { ReceivablesFile } from './records.ts'

/** Every kind has its sentence `doubts.<kind>`: the compiler refuses one that has none. */
export type DoubtKind = keyof typeof doubts extends infer Key
  ? Key extends `doubts.about-${infer Kind}`
    ? Kind
    : never
  : never

/** What to ask, of one value of a file. */
export interface DoubtQuestion {
  readonly kind: DoubtKind
  /** As the file writes it; values that differ by case, accents or blanks are one question. */
  readonly value: string
  readonly values?: Doubt['values']
  readonly choices: readonly DoubtChoice[]
}

/** The questions met along one reading, with the answers it was given; no row of the file is kept. */
export interface DoubtList {
  readonly answers: DoubtAnswers
  readonly found: Map<string, FoundDoubt>
  readonly countByKind: Map<DoubtKind, number>
}

interface FoundDoubt extends Omit<Doubt, 'keys' | 'amounts'> {
  count: number
  readonly cents: Map<Currency, number>
}

/** A column with more values than this is no column of states: its other values are one question. */
const MAX_OF_A_KIND = 20
const MAX_VALUE_LENGTH = 80

export function newDoubtList(answers: DoubtAnswers = {}): DoubtList {
  return { answers, found: new Map(), countByKind: new Map() }
}

/**
 * Notes that one item of the file depends on a question. Returns its id and its answer; without an answer, the
 * item's records are to bear the id in `doubts`, and what is read of it stands: « oui, c'est dû » counts it as it is.
 */
export function askDoubt(
  list: DoubtList,
  { kind, value, values = {}, choices }: DoubtQuestion,
  item: { readonly cents: number; readonly currency: Currency; readonly line: number },
): Pick<Doubt, 'id' | 'answer'> {
  const id = idOf(list, kind, value)
  let doubt = list.found.get(id)
  if (!doubt) {
    const given = Object.hasOwn(list.answers, id) ? list.answers[id] : undefined
    const answer = given !== undefined && choices.includes(given) ? given : null
    const shown = id.endsWith(OTHERS) ? '…' : value.slice(0, MAX_VALUE_LENGTH)
    const { line } = item
    doubt = { id, kind, value: shown, values, choices, answer, line, count: 0, cents: new Map() }
    list.found.set(id, doubt)
    addTo(list.countByKind, kind, 1)
  }
  doubt.count++
  addTo(doubt.cents, item.currency, item.cents)
  return doubt
}

const OTHERS = ':*'

function idOf(list: DoubtList, kind: DoubtKind, value: string): string {
  const id = `${kind}:${normalizeLabel(value).slice(0, MAX_VALUE_LENGTH)}`
  const isNew = !list.found.has(id)
  return isNew && (list.countByKind.get(kind) ?? 0) >= MAX_OF_A_KIND ? `${kind}${OTHERS}` : id
}

/** The questions, each with the keys of the records that bear its id. */
export function listDoubts(
  list: DoubtList,
  records: Pick<ReceivablesFile, 'invoices' | 'credits'>,
): readonly Doubt[] {
  if (list.found.size === 0) return []
  const keys = new Map<string, string[]>()
  const note = (key: string, ids: readonly string[] | undefined) => {
    for (const id of ids ?? []) {
      const known = keys.get(id)
      if (known) known.push(key)
      else keys.set(id, [key])
    }
  }
  for (const { instalments } of records.invoices) for (const { key, doubts } of instalments) note(key, doubts)
  for (const { key, doubts } of records.credits) note(key, doubts)
  return [...list.found.values()].map(({ cents, ...doubt }) => ({
    ...doubt,
    keys: keys.get(doubt.id) ?? [],
    amounts: [...cents].map(([currency, sum]): CurrencyAmount => ({ currency, cents: sum })),
  }))
}
