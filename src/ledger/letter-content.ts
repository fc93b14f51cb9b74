import type { Day } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { previousReminder } from '#domain/dunning/previous-reminder.ts'
import { mustHave } from '#domain/errors.ts'
import { epcQrPayload } from '#domain/letters/epc-qr.ts'
import type {
  LetterContent,
  LetterCreditRow,
  Letterhead,
  LetterPenalties,
  LetterPenaltyLine,
  LetterRow,
} from '#domain/letters/letter.ts'
import type { LetterText, LevelSettings } from '#domain/letters/letter-text.ts'
import { variablesOf } from '#domain/letters/letter-text-check.ts'
import { letterVariableValues } from '#domain/letters/letter-variable-values.ts'
import {
  type LetterVariableValues,
  lineInlines,
  resolveLine,
  resolveVariables,
} from '#domain/letters/letter-variables.ts'
import { namedReference } from '#domain/letters/payment-reference.ts'
import type { RichText } from '#domain/letters/rich-text.ts'
import { demandedCents, penaltiesOf, recoveryFeeEach } from '#domain/penalties/penalties.ts'
import { businessName, recipientLines } from '#domain/people/parties.ts'
import { type ImputedPart, imputedCents } from '#domain/receivables/imputation.ts'
import { translate } from '#messages/translate.ts'
import type { DraftCustomer, DraftItem } from './draft-source.ts'
import type { ImputedAccount } from './imputed-credits.ts'
import { lateDebts } from './late-debts.ts'
import type { CompanyPenaltyRules } from './penalty-rules.ts'

/** The text of a level as the letter is made with it. */
export type ChosenText = Pick<LetterText, 'title' | 'body' | 'closing' | 'signatoryName' | 'signatoryTitle'>

export interface LetterParts {
  readonly letterhead: Letterhead
  readonly customer: DraftCustomer
  readonly currency: string
  readonly level: Level
  readonly letterOn: Day
  readonly settings: LevelSettings
  readonly penaltyRules: CompanyPenaltyRules
  readonly text: ChosenText
  readonly items: readonly DraftItem[]
  readonly informationItems: readonly DraftItem[]
  /** Creditor reference of this letter, for what cannot be named invoice by invoice. */
  readonly ownReference: string
  readonly imputed: ImputedAccount
  /** Invoices whose 40 € another letter of the run asks. */
  readonly feesAsked: ReadonlySet<number>
  /** What was paid of the penalties of each invoice, less what the run's other letters take off. */
  readonly paidPenalties: ReadonlyMap<number, number>
}

type PrintedItem = Pick<
  DraftItem,
  'number' | 'label' | 'issued_on' | 'amount_cents' | 'due_is_estimated' | 'open_cents'
> & { readonly due_on: Day | null }

interface CreditedLetter {
  readonly items: readonly { readonly id: number }[]
  readonly imputed: ImputedAccount
}

/** The whole of a letter, to be frozen: nothing of it is read again later. */
export function letterContent(parts: LetterParts): LetterContent {
  const { letterhead, customer, currency, level, letterOn, settings, text, items } = parts
  const { instalmentsCents, netCents } = amountsOf(parts)
  const penalties = penaltiesOn(parts)
  const owed = penalties?.kind === 'owed' ? penalties : null
  const amountCents = demandedCents(level, netCents, owed)
  const values = letterValues(parts, penalties)
  const paymentReference =
    namedReference(customer.code, invoiceNumbers(askedItems(parts))) ?? parts.ownReference
  return {
    language: customer.language,
    level,
    title: resolveLine(text.title, values),
    letterOn,
    customerCode: customer.code,
    addressee: { kind: customer.kind, namesMediator: namesMediator(parts) },
    recipientLines: recipientLines({
      name: customer.name,
      attention: attentionLine(customer),
      addressLines: customer.address_lines,
      postcode: customer.postcode,
      town: customer.town,
      country: customer.country,
    }),
    body: resolveVariables(withClosing(text), values),
    signatory: ownSignatory(text),
    currency,
    rows: items.map(itemRow),
    informationRows: parts.informationItems.map(itemRow),
    creditRows: creditRows(parts),
    instalmentsCents,
    netCents,
    demandedCents: amountCents,
    penalties,
    paymentReference,
    paymentQr: settings.printsQr
      ? epcQrPayload({
          beneficiaryName: letterhead.legalName,
          iban: letterhead.iban,
          bic: letterhead.bic,
          amountCents,
          currency,
          reference: paymentReference,
        })
      : null,
  }
}

/** The words of each variable in a letter, as `letterContent` puts them in its text. */
export function letterValues(
  parts: LetterParts,
  penalties: LetterPenalties | null = penaltiesOn(parts),
): LetterVariableValues {
  const { letterhead, customer, currency, level, letterOn, settings, text } = parts
  const items = askedItems(parts)
  return letterVariableValues({
    level,
    language: customer.language,
    letterOn,
    deadlineDays: settings.deadlineDays,
    customerName: customer.name,
    customerCode: customer.code,
    contactName: customer.contact,
    currency,
    ...amountsOf(parts),
    invoiceCount: new Set(items.map((item) => item.invoice_id)).size,
    ...dueDates(items),
    previousReminder: previousReminder(
      items.map((item) => ({ sentOn: item.last_reminded_on, level: item.last_letter_level })),
    ),
    penalties: penalties?.kind === 'owed' ? penalties : null,
    companyName: businessName(letterhead),
    signatoryName: text.signatoryName ?? letterhead.signatoryName,
    phone: letterhead.phone,
    email: letterhead.email,
    iban: letterhead.iban,
    feeEachCents: recoveryFeeEach(customer.kind, currency),
    // Non-professional legal persons have none (C. conso. L611-1).
    consumerMediator: customer.kind === 'consumer' ? (letterhead.consumerMediator ?? null) : null,
  })
}

function namesMediator({ letterhead, text }: LetterParts): boolean {
  const names = (['title', 'body', 'closing'] as const).flatMap((place) => variablesOf(text, place))
  return Boolean(letterhead.consumerMediator) && names.includes('consumerMediator')
}

function attentionLine({ contact, name, language }: DraftCustomer): string | null {
  return contact === null || contact === name
    ? null
    : translate(language, 'letters.attention', { name: contact })
}

function amountsOf(parts: LetterParts) {
  const instalmentsCents = sumCents(parts.items.map((item) => item.open_cents))
  const imputed = sumCents(ownParts(parts).map((part) => part.cents))
  return { instalmentsCents, netCents: instalmentsCents - imputed }
}

// Of all that the client's credits pay, what they pay here: another letter takes off the rest.
function ownParts({ items, imputed }: CreditedLetter): readonly ImputedPart[] {
  const own = new Set(items.map((item) => item.id))
  return imputed.parts.filter((part) => own.has(part.instalmentId))
}

// The text speaks of what is still to be paid: not of the due date or the reminders of what credits pay wholly, which
// only the table lists.
function askedItems(parts: LetterParts): readonly DraftItem[] {
  const own = ownParts(parts)
  return parts.items.filter((item) => item.open_cents > imputedCents(own, new Set([item.id])))
}

// Nothing is printed of penalties when nothing is late yet, or when none may be asked.
function penaltiesOn(parts: LetterParts): LetterPenalties | null {
  const { settings, items, imputed, customer, currency, letterOn } = parts
  if (!settings.showsPenalties) return null
  const rules = { customerKind: customer.kind, currency, ...parts.penaltyRules }
  const debts = lateDebts(items, imputed.parts, imputed.credits)
  const found = penaltiesOf(debts, letterOn, rules, parts.feesAsked, parts.paidPenalties)
  if (found.kind === 'not-owed') return null
  const { paidOf, paidCents, ...penalties } = found
  if (penalties.lines.length + penalties.missing.length === 0) return null
  const names = new Map(items.map((item) => [item.id, documentName(item)]))
  const lines = penalties.lines.map(({ instalmentId, ...line }) => ({
    number: mustHave(names.get(instalmentId), 'the number of a late instalment'),
    ...line,
    ...imputedOn(instalmentId, imputed),
  }))
  const isPartlyPaid = debts.some((debt) => debt.cuts.some((cut) => cut.on !== null && cut.on > debt.dueOn))
  return {
    ...penalties,
    lines,
    ...(isPartlyPaid ? { paymentsReduce: parts.penaltyRules.terms.paymentsReduce } : {}),
    ...(paidCents > 0 ? { paidCents, paid: paidByDocument(items, paidOf) } : {}),
  }
}

function paidByDocument(items: readonly DraftItem[], paidOf: ReadonlyMap<number, number>) {
  const names = new Map(items.map((item) => [item.invoice_id, documentName(item)]))
  return [...paidOf].map(([invoiceId, cents]) => ({
    number: mustHave(names.get(invoiceId), 'the number of a paid invoice'),
    cents,
  }))
}

// The closing is the last paragraph of the letter: the template knows no other.
function withClosing({ body, closing }: ChosenText): RichText {
  if (closing === '') return body
  return { type: 'doc', content: [...body.content, { type: 'paragraph', content: lineInlines(closing) }] }
}

function ownSignatory({ signatoryName, signatoryTitle }: ChosenText) {
  return signatoryName === null ? null : { name: signatoryName, title: signatoryTitle }
}

/** Words and figures a letter is searched by in the viewer, folded by the database. */
export function searchWords(content: LetterContent): string {
  const rows = [...content.rows, ...content.informationRows]
  const amounts = [...rows.map((row) => row.openCents), content.netCents, content.instalmentsCents]
  return [
    content.customerCode,
    ...content.recipientLines,
    ...rows.map((row) => row.number),
    ...amounts.map((cents) => (cents / 100).toFixed(2).replace('.', ',')),
  ].join(' ')
}

/** How a document is named on paper: its number, else the label the books give it. */
export function documentName(document: { number: string | null; label: string | null }): string {
  return document.number ?? document.label ?? '–'
}

/** An instalment as a letter prints it. */
export function itemRow(item: PrintedItem): LetterRow {
  return {
    number: documentName(item),
    issuedOn: item.issued_on,
    amountCents: item.amount_cents,
    dueOn: item.due_on,
    dueIsEstimated: item.due_is_estimated,
    openCents: item.open_cents,
  }
}

/** The credits of which a part is set against the instalments of a letter. */
export function creditRows(parts: CreditedLetter): LetterCreditRow[] {
  const byCredit = Map.groupBy(ownParts(parts), (part) => part.creditId)
  return parts.imputed.credits.flatMap((credit): LetterCreditRow[] => {
    const own = byCredit.get(credit.id)
    if (!own) return []
    return [
      {
        number: documentName(credit),
        receivedOn: credit.received_on,
        kind: credit.kind,
        openCents: -credit.open_cents,
        imputedCents: -sumCents(own.map((part) => part.cents)),
      },
    ]
  })
}

function imputedOn(
  instalmentId: number,
  { credits, parts }: ImputedAccount,
): Pick<LetterPenaltyLine, 'imputed'> {
  const own = parts.filter((part) => part.instalmentId === instalmentId)
  if (own.length === 0) return {}
  const byId = new Map(credits.map((credit) => [credit.id, credit]))
  return {
    imputed: own.flatMap(({ creditId, cents }) => {
      const credit = byId.get(creditId)
      if (!credit) return []
      return [{ kind: credit.kind, number: documentName(credit), receivedOn: credit.received_on, cents }]
    }),
  }
}

function dueDates(items: readonly DraftItem[]) {
  const days = items.map((item) => item.due_on).sort()
  return { oldestDueOn: days[0] ?? null, latestDueOn: days.at(-1) ?? null }
}

function invoiceNumbers(items: readonly DraftItem[]): (string | null)[] {
  return [...new Map(items.map((item) => [item.invoice_id, item.number])).values()]
}
