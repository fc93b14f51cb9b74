import {
  listNotedPayments,
  listProbablePayments,
} from '#features/receivables/server/probable-payment-store.ts'
import { allocateProbable, takeAllocationsBack } from '#ledger/allocate-probable.ts'
import { findOpenInvoice } from '#ledger/invoice-queries.ts'
import { cancelNotedPayment, notePayment } from '#ledger/note-payment.ts'
import { payPenalties } from '#ledger/penalty-payments.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { type Command, readArguments, readDay, readInteger, required, UsageError } from './command.ts'
import { writeResult } from './output.ts'
import { withSession } from './session.ts'

interface Act {
  readonly companyIds: readonly number[]
  readonly today: string
  readonly actor: string
}

type Options = ReturnType<typeof readOptions>['values']

/**
 * `payments probable|allocate|penalties|undo|note|unnote|noted [--company CODE…] --json`: the unallocated payments that have
 * probably settled an invoice, and those noted before the books have them. `allocate --credit ID… | --all` (all but
 * those of which several are possible), `penalties --credit ID` (what is left of it pays interest and recovery fees), `undo --allocation ID… --reason TEXT`, `note --company CODE --invoice NUMBER
 * [--customer CODE] --received-on DATE [--amount-cents N]`, `unnote --credit ID --reason TEXT`.
 */
export const payments: Command = async (args, io) => {
  const { values, positionals } = readOptions(args)
  const [name, ...others] = positionals
  const prepare = ACTS[name ?? '']
  if (!prepare || others.length > 0) throw new UsageError('cli.payments-usage')
  const work = prepare(values)
  const today = values.today === undefined ? undefined : readDay(values.today, '--today')
  return await withSession(io, { today }, async ({ database, who }) => {
    const context = await narrowToCompanies(database, who, values.company)
    const { companyIds, actor } = context
    const result = await withScope(database, context, (tx) =>
      work(tx, { companyIds, today: context.today, actor: actor.name }),
    )
    writeResult(io, result, values.json)
    return 0
  })
}

function readOptions(args: readonly string[]) {
  return readArguments(args, {
    company: { type: 'string', multiple: true },
    credit: { type: 'string', multiple: true },
    allocation: { type: 'string', multiple: true },
    all: { type: 'boolean' },
    invoice: { type: 'string' },
    customer: { type: 'string' },
    'received-on': { type: 'string' },
    'amount-cents': { type: 'string' },
    reason: { type: 'string' },
    today: { type: 'string' },
    json: { type: 'boolean' },
  })
}

const ACTS: Readonly<
  Record<string, (values: Options) => (tx: ScopedTransaction, act: Act) => Promise<object>>
> = {
  probable: () => listProbablePayments,
  noted: () => listNotedPayments,
  allocate: (values) => {
    if ((values.all ?? false) === (values.credit !== undefined)) throw new UsageError('cli.payments-usage')
    const creditIds = values.credit?.map((text) => readId(text, '--credit'))
    return async (tx, act) => ({ allocated: await allocateProbable(tx, { ...act, creditIds }) })
  },
  penalties: (values) => {
    const creditId = readId(oneOf(values.credit), '--credit')
    return async (tx, { today, actor }) => ({
      creditId,
      ...(await payPenalties(tx, { creditId, today, actor })),
    })
  },
  undo: (values) => {
    const allocationIds = required(values.allocation, '--allocation').map((text) =>
      readId(text, '--allocation'),
    )
    const reason = required(values.reason, '--reason')
    return async (tx, { actor }) => {
      await takeAllocationsBack(tx, { allocationIds, reason, actor })
      return { cancelled: allocationIds.length }
    }
  },
  note: (values) => {
    const invoice = required(values.invoice, '--invoice')
    required(values.company, '--company')
    const receivedOn = readDay(required(values['received-on'], '--received-on'), '--received-on')
    const amount = values['amount-cents']
    const amountCents = amount === undefined ? undefined : readId(amount, '--amount-cents')
    return async (tx, { companyIds, ...by }) => {
      const invoiceId = await findOpenInvoice(tx, { companyIds, invoice, customer: values.customer })
      return { creditId: await notePayment(tx, { invoiceId, receivedOn, amountCents, ...by }) }
    }
  },
  unnote: (values) => {
    const creditId = readId(oneOf(values.credit), '--credit')
    const reason = required(values.reason, '--reason')
    return async (tx, { actor }) => {
      await cancelNotedPayment(tx, { creditId, reason, actor })
      return { creditId }
    }
  },
}

function oneOf(credits: readonly string[] | undefined): string {
  const [credit, ...others] = required(credits, '--credit')
  if (credit === undefined || others.length > 0) throw new UsageError('cli.payments-usage')
  return credit
}

function readId(text: string, name: string): number {
  return readInteger(text, name, { min: 1, max: Number.MAX_SAFE_INTEGER })
}
