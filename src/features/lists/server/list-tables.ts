import type { ListName } from '#domain/receivables/printed-lists.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { ExportColumn } from '#platform/table-export.ts'
import {
  type BalanceRow,
  type CreditRow,
  type ListedCustomer,
  type ListScope,
  type ReminderRow,
  readAgedBalance,
  readCredits,
  readReminders,
  readSchedule,
  type ScheduleRow,
} from './store.ts'

/** A list as it is printed and exported: the same columns, in the same order. */
export interface ListTable<Row extends ListedCustomer> {
  readonly columns: readonly ListColumn<Row>[]
  /** More columns than a portrait page holds. */
  readonly isLandscape: boolean
  /** Which of the period's days the title gives: both, or the last alone; null: neither. */
  readonly dated: 'period' | 'day' | null
  /** At most `limit` rows. */
  read(tx: ScopedTransaction, scope: ListScope, limit: number): Promise<Row[]>
}

/** `isSummed`: the printed total of each currency counts it. */
export type ListColumn<Row> = ExportColumn<Row> & {
  readonly widthMm: number | null
  readonly isSummed?: boolean
}

type Of<Name extends ListName> = {
  schedule: ScheduleRow
  'aged-balance': BalanceRow
  reminders: ReminderRow
  credits: CreditRow
}[Name]

/** The list of that name, its columns named in `language`. */
export function listTable<Name extends ListName>(name: Name, language: Language): ListTable<Of<Name>> {
  const say = (key: string) => translate(language, `lists.${key}`)
  return TABLES[name](say) as unknown as ListTable<Of<Name>>
}

type Say = (key: string) => string

const TABLES: { readonly [Name in ListName]: (say: Say) => ListTable<Of<Name>> } = {
  schedule: (say) => ({
    isLandscape: true,
    dated: 'period',
    read: readSchedule,
    columns: [
      ...who<ScheduleRow>(say),
      { label: say('document'), type: 'text', width: 16, widthMm: 38, read: (row) => row.number },
      { label: say('issued-on'), type: 'day', widthMm: 22, read: (row) => row.issued_on },
      { label: say('due-on'), type: 'day', widthMm: 22, read: (row) => row.due_on },
      { label: say('level'), type: 'count', widthMm: 15, read: (row) => row.level },
      amount(say('amount'), 30, (row) => row.amount_cents),
      amount(say('open'), 30, (row) => row.open_cents),
    ],
  }),
  'aged-balance': (say) => ({
    isLandscape: true,
    dated: 'day',
    read: readAgedBalance,
    columns: [
      ...who<BalanceRow>(say),
      amount(say('not-due'), 25, (row) => row.not_due),
      amount(say('to30'), 25, (row) => row.to30),
      amount(say('to60'), 25, (row) => row.to60),
      amount(say('to90'), 25, (row) => row.to90),
      amount(say('over90'), 25, (row) => row.over90),
      amount(say('credits-taken-off'), 25, (row) => -row.credit_cents),
      amount(say('balance'), 28, (row) => row.balance_cents),
    ],
  }),
  reminders: (say) => ({
    isLandscape: true,
    dated: 'period',
    read: readReminders,
    columns: [
      { label: say('letter-on'), type: 'day', widthMm: 22, read: (row) => row.letter_on },
      ...who<ReminderRow>(say),
      { label: say('level'), type: 'count', widthMm: 15, read: (row) => row.level },
      amount(say('asked'), 30, (row) => row.net_cents),
      { label: say('by'), type: 'text', width: 18, widthMm: 34, read: (row) => row.actor },
      {
        label: say('state'),
        type: 'text',
        width: 12,
        widthMm: 22,
        read: (row) => (row.is_cancelled ? say('cancelled') : null),
      },
    ],
  }),
  credits: (say) => ({
    isLandscape: false,
    dated: null,
    read: readCredits,
    columns: [
      ...who<CreditRow>(say),
      { label: say('kind'), type: 'text', width: 14, widthMm: 24, read: (row) => say(`kind-${row.kind}`) },
      { label: say('document'), type: 'text', width: 16, widthMm: 30, read: (row) => row.number },
      { label: say('received-on'), type: 'day', widthMm: 21, read: (row) => row.received_on },
      amount(say('left'), 27, (row) => row.open_cents),
    ],
  }),
}

function who<Row extends ListedCustomer>(say: Say): readonly ListColumn<Row>[] {
  return [
    { label: say('company'), type: 'text', width: 12, widthMm: 20, read: (row) => row.company },
    { label: say('code'), type: 'text', width: 12, widthMm: 20, read: (row) => row.code },
    { label: say('customer'), type: 'text', width: 34, widthMm: null, read: (row) => row.name },
    { label: say('currency'), type: 'text', width: 8, widthMm: 14, read: (row) => row.currency },
  ]
}

function amount<Row>(label: string, widthMm: number, read: (row: Row) => number): ListColumn<Row> {
  return { label, type: 'amount', widthMm, isSummed: true, read }
}
