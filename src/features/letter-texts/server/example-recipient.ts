import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { LAST_LEVEL, type Level } from '#domain/dunning/levels.ts'
import type { DraftItem } from '#ledger/draft-source.ts'
import { NOTHING_IMPUTED } from '#ledger/imputed-credits.ts'
import type { Variant } from '../contract.ts'
import { EXAMPLE_CUSTOMERS } from './example-customers.fr.ts'
import type { Recipient } from './preview-letter.ts'

const NOBODY = -1
const REMINDED_DAYS_AGO = 15

/** An invented client with two overdue invoices, for a company without any: the same each time. */
export function exampleRecipient(
  { level, language, audience }: Variant,
  { companyId, today }: { readonly companyId: number; readonly today: Day },
): Recipient {
  const customer = {
    company_id: companyId,
    id: NOBODY,
    country: null,
    kind: audience,
    language,
    ...EXAMPLE_CUSTOMERS[audience],
  }
  const item = (number: string, daysLate: number, cents: number) =>
    exampleItem({ companyId, number, level, dueOn: addDays(today, -daysLate), cents, today })
  return {
    customer,
    currency: 'EUR',
    items: [item('FA-2041', 36, 123_456), item('FA-2067', 12, 49_320)],
    imputed: NOTHING_IMPUTED,
  }
}

function exampleItem(facts: {
  readonly companyId: number
  readonly number: string
  readonly level: Level
  readonly dueOn: Day
  readonly cents: number
  readonly today: Day
}): DraftItem {
  const id = Number(facts.number.slice(-4))
  const wasReminded = facts.level > 1
  return {
    company_id: facts.companyId,
    customer_id: NOBODY,
    currency: 'EUR',
    invoice_id: id,
    id,
    is_ticked: true,
    open_cents: facts.cents,
    amount_cents: facts.cents,
    level: facts.level,
    due_on: facts.dueOn,
    due_is_estimated: false,
    last_event_id: null,
    last_reminded_on: wasReminded ? addDays(facts.today, -REMINDED_DAYS_AGO) : null,
    last_letter_level: wasReminded ? ((Math.min(facts.level, LAST_LEVEL) - 1) as Level) : null,
    number: facts.number,
    label: null,
    issued_on: addDays(facts.dueOn, -30),
    cuts: [],
  }
}
