import { type RawBuilder, sql } from 'kysely'
import { formatDay } from '#domain/days-and-money/day.ts'
import { identifyingNumber } from '#domain/receivables/document-identity.ts'
import type { Doubt, DoubtAnswers, DoubtChoice } from '#domain/receivables/doubt.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { decideDoubt } from './decide-doubt.ts'
import type { AskedPair, DocumentPair } from './import-identity.ts'
import type { ImportScope } from './import-scope.ts'

/** The documents of a file that may be known ones, and what was answered of them. */
export interface DoubleQuestions {
  readonly headerKey: string
  readonly answers: DoubtAnswers
  readonly found: Map<string, FoundQuestion>
  /** What the file itself answers, document by document: a program that pushes them may. */
  readonly told?: ReadonlyMap<string, DoubtChoice>
}

interface FoundQuestion extends Omit<Doubt, 'keys'> {
  count: number
  readonly amounts: { readonly currency: string; cents: number }[]
  readonly documents: string[]
}

const CHOICES: readonly DoubtChoice[] = ['known', 'different']

/** As of other questions: more of one kind are one question. */
const MOST_OF_A_KIND = 20

/** The questions to come, with the answers that files of this header have been given. */
export async function newDoubleQuestions(
  tx: ScopedTransaction,
  { companyId }: ImportScope,
  headerKey: string,
): Promise<DoubleQuestions> {
  const { rows } = await sql<{ answers: DoubtAnswers | null }>`
    select mapping -> 'answers' as answers from import_mappings
    where company_id = ${companyId} and header_key = ${headerKey}
  `.execute(tx)
  return { headerKey, answers: rows[0]?.answers ?? {}, found: new Map() }
}

/** Asks about each pair; returns those answered to be one document, of which a row set aside before is withdrawn. */
export async function askDoubles(
  tx: ScopedTransaction,
  scope: ImportScope,
  questions: DoubleQuestions,
  pairs: readonly AskedPair[],
): Promise<readonly DocumentPair[]> {
  const known = pairs.filter((pair) => askOne(questions, pair) === 'known')
  const ids = [...questions.found.values()].filter(({ answer }) => answer === 'known').map(({ id }) => id)
  const { rows } = await sql<{ id: number }>`
    select id from import_doubts where company_id = ${scope.companyId} and header_key = ${questions.headerKey}
      and doubt_key = any(${ids}::text[]) and decided_at is null
  `.execute(tx)
  for (const { id } of rows) await decideDoubt(tx, id, 'known', scope.actor)
  return known
}

function askOne({ answers, found, told }: DoubleQuestions, pair: AskedPair): DoubtChoice | null {
  const toldHere = told?.get(pair.key)
  if (toldHere !== undefined) return toldHere
  const { differs, number, issuedOn, customer, known, line, currency, cents, key } = pair
  const kind = `double-${differs}`
  const facts = [identifyingNumber(number) ?? cents, customer, issuedOn ?? ''].join('|').toLowerCase()
  const own = `${kind}:${facts}`
  const isMany =
    !found.has(own) && [...found.values()].filter((one) => one.kind === kind).length >= MOST_OF_A_KIND
  const id = isMany ? `${kind}:*` : own
  let question = found.get(id)
  if (!question) {
    const given = Object.hasOwn(answers, id) ? answers[id] : undefined
    const answer = given !== undefined && CHOICES.includes(given) ? given : null
    const value = isMany ? '…' : (number ?? (issuedOn === null ? '?' : formatDay(issuedOn)))
    question = {
      id,
      kind,
      value,
      values: { customer, known },
      choices: CHOICES,
      answer,
      count: 0,
      amounts: [],
      documents: [],
      line,
    }
    found.set(id, question)
  }
  question.count++
  question.documents.push(key)
  const amount = question.amounts.find((one) => one.currency === currency)
  if (amount) amount.cents += cents
  else question.amounts.push({ currency, cents })
  return question.answer
}

/** The questions, each with the keys of the instalments and credits concerned; to be called once all are staged. */
export async function listDoubles(
  tx: ScopedTransaction,
  { found }: DoubleQuestions,
): Promise<readonly Doubt[]> {
  if (found.size === 0) return []
  const asked = [...found.values()].flatMap(({ documents }) => documents)
  const { rows } = await sql<{ document: string; key: string }>`
    select invoice_key as document, key from staged_instalments where invoice_key = any(${asked}::text[])
    union all select key, key from staged_credits where key = any(${asked}::text[])
  `.execute(tx)
  const keys = Map.groupBy(rows, ({ document }) => document)
  return [...found.values()].map(({ documents, ...question }) => ({
    ...question,
    keys: documents.flatMap((document) => (keys.get(document) ?? []).map(({ key }) => key)),
  }))
}

/**
 * SQL: true when a document stands in the books only because nobody has said whether it is another one: it is no
 * document to compare with. `undecided` leaves out those found to be another's double since.
 */
export function isSetAsideAsDouble(
  column: 'invoice_id' | 'credit_id',
  id: RawBuilder<unknown>,
  companyId: number,
  which: 'any' | 'undecided' = 'any',
): RawBuilder<boolean> {
  const isFound = which === 'any' ? sql`q.decision = 'known'` : sql`false`
  return sql<boolean>`${id} in (
    select b.${sql.ref(column)} from import_doubts q
      join dunning_blocks b on b.company_id = q.company_id and b.doubt_id = q.id
    where q.company_id = ${companyId} and q.kind like 'double-%' and b.${sql.ref(column)} is not null
      and (${isFound} or (q.decided_at is null and b.lifted_at is null)))`
}
