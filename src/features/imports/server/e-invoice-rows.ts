import { claimOf } from '#ledger/e-invoice-claim.ts'
import type { Plan } from '#ledger/e-invoice-plan.ts'
import { statusName } from '#ledger/e-invoice-status-words.ts'
import type { ToldFile } from '#ledger/tell-statuses.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { EInvoice, EInvoiceFlag } from '#readers/e-invoice-record.ts'
import type { FileIssue, ImportDocument } from '../contract.ts'
import { fileIssues } from './file-issues.ts'
import type { ReadFile } from './read-e-invoices.ts'

/** Each file of an import of e-invoices and of statuses, with what becomes of it and why; each status has its row. */
export function documentRows(
  files: readonly ReadFile[],
  { plans, statuses: told }: { readonly plans: readonly Plan[]; readonly statuses: readonly ToldFile[] },
  language: Language,
): ImportDocument[] {
  let [rank, statusRank] = [0, 0]
  return files.flatMap(({ name, document, statuses, refusal }) => {
    if (statuses) return statusRows(name, told[statusRank++] ?? [], language)
    if (!document) return refusedRow(name, fileIssues(name, refusal ? [refusal] : [], language))
    const plan = plans[rank++]
    return documentRow(name, document.invoice, plan, language)
  })
}

/** What is odd in the documents that are taken; of the others the reason is enough. */
export function documentWarnings(
  files: readonly ReadFile[],
  plans: readonly Plan[],
  language: Language,
): readonly FileIssue[] {
  let rank = 0
  return files.flatMap(({ name, document, statuses }) => {
    if (statuses) return fileIssues(name, statuses.warnings, language)
    if (!document) return []
    const state = plans[rank++]?.state
    const isTaken = state === 'new' || state === 'joins'
    return isTaken ? fileIssues(name, document.invoice.warnings, language) : []
  })
}

function statusRows(file: string, told: ToldFile, language: Language): readonly ImportDocument[] {
  return told.map(({ status, state, customer, currency, totalCents, remarks }) => ({
    ...{
      file,
      kind: 'status' as const,
      number: status.number,
      customer,
      issuedOn: status.issuedOn,
      dueOn: null,
    },
    ...{ currency, totalCents, payableCents: null, state },
    status: statusName(language, status.code),
    happenedOn: status.at.slice(0, 10),
    remarks: remarks(language),
  }))
}

function refusedRow(file: string, issues: readonly FileIssue[]): ImportDocument {
  const nothing = {
    kind: null,
    number: null,
    customer: null,
    issuedOn: null,
    dueOn: null,
    currency: null,
    totalCents: null,
    payableCents: null,
  }
  return { file, ...nothing, state: 'refused', remarks: issues.map(({ message }) => message) }
}

function documentRow(
  file: string,
  invoice: EInvoice,
  plan: Plan | undefined,
  language: Language,
): ImportDocument {
  const { kind, number, buyer, issuedOn, currency, totalCents, payableCents } = invoice
  const state = plan?.state ?? 'refused'
  const say: Say = (key, values) => translate(language, key, values)
  const remarks = plan?.remark ? [say(plan.remark.key, plan.remark.values)] : []
  if (plan?.joins) remarks.push(say('imports.einvoice-joins', { customer: plan.joins.customer.name ?? '' }))
  if (state === 'new' || state === 'joins') remarks.push(...flagRemarks(invoice, say))
  const dueOn = kind === 'invoice' ? (claimOf(invoice).instalments.at(-1)?.dueOn ?? null) : null
  const amounts = { currency, totalCents, payableCents }
  return { file, kind, number, customer: buyer.name, issuedOn, dueOn, ...amounts, state, remarks }
}

type Say = (key: string, values: Readonly<Record<string, string | number>>) => string

const TOLD_FLAGS: readonly EInvoiceFlag[] = [
  'direct-debit',
  'factored',
  'already-paid',
  'corrective',
  'advance',
]

function flagRemarks({ flags, previous, kind, payeeName }: EInvoice, say: Say): string[] {
  const numbers = previous.map(({ number }) => number).join(', ')
  const told = TOLD_FLAGS.filter((flag) => flags.includes(flag))
  const remarks = told.map((flag) => say(`imports.einvoice-${flag}`, { numbers, payee: payeeName ?? '' }))
  if (kind === 'creditNote' && previous.length > 0) remarks.push(say('imports.einvoice-credits', { numbers }))
  return remarks
}
