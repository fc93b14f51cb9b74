import { sql } from 'kysely'
import { addTo } from '#domain/days-and-money/add-to.ts'
import { type Day, laterOf } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { checkLetterDay, letterDays } from '#domain/dunning/procedure.ts'
import { plannedLetters } from '#domain/dunning/run.ts'
import type { LeftOutReason } from '#domain/dunning/schedule-report.ts'
import type { Selection } from '#domain/dunning/selection.ts'
import { creditorReference, letterReferenceBody } from '#domain/letters/creditor-reference.ts'
import type { LetterContent } from '#domain/letters/letter.ts'
import { audienceOf } from '#domain/people/parties.ts'
import { type DraftCompany, readDraftCompanies } from '#ledger/draft-company.ts'
import {
  type DraftCustomer,
  type DraftItem,
  type DraftSource,
  readDraftSource,
} from '#ledger/draft-source.ts'
import { NOTHING_IMPUTED } from '#ledger/imputed-credits.ts'
import { documentName, type LetterParts, letterContent, letterValues } from '#ledger/letter-content.ts'
import {
  type MessagePlanner,
  ON_PAPER,
  type PlannedMessage,
  readMessagePlanner,
} from '#ledger/message-plan.ts'
import type { ProposalFilter } from '#ledger/proposed-customers.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

export interface DraftOrder {
  readonly filter: ProposalFilter
  readonly selection: Selection
  readonly letterOn: Day
  /** What an order nobody looks at takes of its selection; all of it when absent. */
  readonly only?: {
    readonly levels: readonly Level[]
    /** Nothing that is already reminded at the letters' date. */
    readonly isNotReminded: boolean
    /** Nothing of these clients, whose letters somebody has in hand. */
    readonly notOf?: ReadonlySet<number>
  }
  /** Nothing of it is written: it takes no number. */
  readonly isRehearsal?: boolean
  /** Whatever the customers wish for: their e-mail reached nobody. */
  readonly isOnPaper?: boolean
}

/** Instalments of the selection that were left out, by why. */
export interface LeftOut {
  readonly reminded: number
  readonly levels: number
}

/** A client of whom something was left out of an order nobody looks at. */
export interface LeftOutClient {
  readonly reason: Extract<LeftOutReason, 'formal-notice' | 'reminded' | 'in-draft'>
  readonly companyId: number
  readonly customerId: number
  readonly name: string
}

/** The letters of a run before they are written. */
export interface DraftPlan {
  readonly run: number
  readonly letters: readonly DraftLetter[]
  readonly leftOut: LeftOut
  /** By name. */
  readonly leftOutClients: readonly LeftOutClient[]
  /** Something is ticked: without a letter, the credits cover all of it. */
  readonly isTicked: boolean
}

/** A letter before it is written. */
export interface DraftLetter {
  readonly company: DraftCompany
  readonly customer: DraftCustomer
  readonly level: Level
  readonly textId: number
  readonly content: LetterContent
  readonly items: readonly DraftItem[]
  readonly informationItems: readonly DraftItem[]
  readonly message: PlannedMessage
}

/** The letters an order would make. @throws RelancesError invalid for a day they cannot bear */
export async function planDraft(tx: ScopedTransaction, order: DraftOrder): Promise<DraftPlan> {
  const { filter, selection, letterOn } = order
  checkLetterDay(letterOn, letterDays({ ...filter, lastRemindedOn: null }))
  const source = await readDraftSource(tx, filter, selection, letterOn)
  const { items: kept, left } = leaveOut(source.items, order)
  const ticked = kept.filter((item) => item.is_ticked)
  checkLetterDay(letterOn, letterDays({ ...filter, lastRemindedOn: latestReminder(ticked) }))
  const run = order.isRehearsal ? 0 : await nextRunNumber(tx)
  const { accounts, paidPenalties } = source
  const messages = order.isOnPaper ? ON_PAPER : await readMessagePlanner(tx, filter.companyIds, ticked)
  const drafting = { accounts, paidPenalties, letterOn, references: letterReferences(run), messages }
  const companies = await readDraftCompanies(tx, filter.companyIds)
  const items = Map.groupBy(kept, (item) => keyOf(item.company_id, item.customer_id))
  const letters = source.customers.flatMap((customer) => {
    const key = keyOf(customer.company_id, customer.id)
    const company = companies.get(customer.company_id)
    if (!company) return []
    return lettersOfCustomer(company, customer, items.get(key) ?? [], drafting)
  })
  return {
    run,
    letters,
    leftOut: { reminded: left.reminded.length, levels: left['formal-notice'].length },
    leftOutClients: source.customers.flatMap((customer) => leftOutOf(customer, left)),
    isTicked: ticked.length > 0,
  }
}

/** The number of one more run. */
export async function nextRunNumber(tx: ScopedTransaction): Promise<number> {
  const { rows } = await sql<{ run: number }>`select nextval('run_numbers') as run`.execute(tx)
  const [next] = rows
  if (!next) throw new Error('a sequence always has a next number')
  return next.run
}

// One a letter, in the order of the letters: the place of a letter in its run is its own.
function* letterReferences(run: number): Generator<string, never> {
  for (let position = 1; ; position += 1) yield creditorReference(letterReferenceBody(run, position))
}

type Left = Readonly<Record<LeftOutClient['reason'], readonly DraftItem[]>>

function leaveOut(
  items: readonly DraftItem[],
  { only, letterOn }: DraftOrder,
): { readonly items: readonly DraftItem[]; readonly left: Left } {
  if (!only) return { items, left: { 'in-draft': [], 'formal-notice': [], reminded: [] } }
  const reasonOf = (item: DraftItem): LeftOutClient['reason'] | null => {
    if (!item.is_ticked) return null
    if (only.notOf?.has(item.customer_id)) return 'in-draft'
    if (!only.levels.includes(item.level)) return 'formal-notice'
    const isReminded = item.last_reminded_on !== null && item.last_reminded_on >= letterOn
    return only.isNotReminded && isReminded ? 'reminded' : null
  }
  const reasons = new Map(items.map((item) => [item, reasonOf(item)]))
  const leftFor = (reason: LeftOutClient['reason']) => items.filter((item) => reasons.get(item) === reason)
  return {
    items: items.map((item) => (reasons.get(item) === null ? item : { ...item, is_ticked: false })),
    left: {
      'in-draft': leftFor('in-draft'),
      'formal-notice': leftFor('formal-notice'),
      reminded: leftFor('reminded'),
    },
  }
}

function leftOutOf({ company_id, id, name }: DraftCustomer, left: Left): LeftOutClient[] {
  return (['in-draft', 'formal-notice', 'reminded'] as const)
    .filter((reason) =>
      left[reason].some((item) => item.company_id === company_id && item.customer_id === id),
    )
    .map((reason) => ({ reason, companyId: company_id, customerId: id, name }))
}

function latestReminder(items: readonly DraftItem[]): Day | null {
  return items.reduce<Day | null>((latest, { last_reminded_on: on }) => {
    if (on === null || latest === null) return on ?? latest
    return laterOf(on, latest)
  }, null)
}

function keyOf(companyId: number, customerId: number): string {
  return `${companyId}:${customerId}`
}

/** What is the same for every letter of a run. */
interface Drafting {
  readonly accounts: DraftSource['accounts']
  readonly paidPenalties: DraftSource['paidPenalties']
  readonly letterOn: Day
  readonly references: Iterator<string, never>
  readonly messages: MessagePlanner
}

function lettersOfCustomer(
  company: DraftCompany,
  customer: DraftCustomer,
  items: readonly DraftItem[],
  { accounts, paidPenalties, letterOn, references, messages }: Drafting,
): DraftLetter[] {
  const currencies = [...Map.groupBy(items, (item) => item.currency)].sort(([a], [b]) => a.localeCompare(b))
  return currencies.flatMap(([currency, ofCurrency]) => {
    const imputed = accounts.get(`${keyOf(company.id, customer.id)}:${currency}`) ?? NOTHING_IMPUTED
    const unticked = ofCurrency.filter((item) => !item.is_ticked)
    const planned = plannedLetters(
      ofCurrency.filter((item) => item.is_ticked).map((item) => ({ ...item, openCents: item.open_cents })),
      imputed.parts,
      company.oneLetterPerLevel,
    ).map((letter) => ({ ...letter, ownReference: references.next().value }))
    const feesAsked = new Set<number>()
    const paid = new Map(paidPenalties)
    // From the highest level: the 40 € of an invoice are asked by the gravest letter that tells its penalties.
    const letters = planned.toReversed().map(({ level, instalments, ownReference }) => {
      const text = company.textFor(level, customer.language, audienceOf(customer.kind))
      const settings = company.settingsOf(level)
      const informationItems = settings.listsForInformation ? unticked : []
      const parts: LetterParts = {
        letterhead: company.letterhead,
        customer: { ...customer, language: text.language },
        currency,
        level,
        letterOn,
        settings,
        penaltyRules: company.penaltyRules,
        text,
        items: instalments,
        ownReference,
        informationItems,
        imputed,
        feesAsked: new Set(feesAsked),
        paidPenalties: new Map(paid),
      }
      const content = letterContent(parts)
      for (const item of instalments) if (asksFee(content, item)) feesAsked.add(item.invoice_id)
      for (const [invoiceId, cents] of paidOn(content, instalments)) addTo(paid, invoiceId, -cents)
      const message = messages.plan({
        companyId: company.id,
        customerId: customer.id,
        level,
        letterhead: company.letterhead,
        content,
        text,
        values: () => letterValues(parts, content.penalties ?? null),
        items: instalments,
      })
      return {
        company,
        customer,
        level,
        textId: text.id,
        content,
        items: instalments,
        informationItems,
        message,
      }
    })
    return letters.toReversed()
  })
}

// What a letter takes off of the penalties paid of its invoices: the next ones have the rest.
function paidOn({ penalties }: LetterContent, items: readonly DraftItem[]): ReadonlyMap<number, number> {
  const paid = penalties?.kind === 'owed' ? (penalties.paid ?? []) : []
  return new Map(
    items.flatMap((item): [number, number][] => {
      const own = paid.find((one) => one.number === documentName(item))
      return own ? [[item.invoice_id, own.cents]] : []
    }),
  )
}

// An invoice is late by the interest it has borne, or by the days whose rate is missing.
function asksFee({ penalties, letterOn }: LetterContent, item: DraftItem): boolean {
  if (penalties?.kind !== 'owed') return false
  const isLine = penalties.lines.some((line) => line.number === documentName(item))
  return isLine || (penalties.missing !== undefined && penalties.missing.length > 0 && item.due_on < letterOn)
}
