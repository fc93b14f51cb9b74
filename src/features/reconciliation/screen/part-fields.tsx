import { CloseButton, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { parseAmount } from '#domain/days-and-money/money.ts'
import { useFormats } from '#ui/format.ts'
import type { CustomerItems } from '../contract.ts'

/** What one customer paid: an amount, as typed, for each of its items. */
export interface Part {
  readonly customer: CustomerItems
  readonly amounts: readonly string[]
}

interface PartFieldsProps {
  readonly part: Part
  readonly currency: string
  readonly onChange: (amounts: readonly string[]) => void
  readonly onRemove: () => void
}

/** A customer's open items, with what the movement settles of each. */
export function PartFields({ part, currency, onChange, onRemove }: PartFieldsProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { customer, amounts } = part
  return (
    <fieldset className="bank-part">
      <legend>
        {customer.name} <span className="dimmed">{customer.code}</span>
      </legend>
      <CloseButton
        className="bank-part-close"
        aria-label={t('bank.removeCustomer', { name: customer.name })}
        onClick={onRemove}
      />
      {customer.items.length === 0 ? <p className="dimmed">{t('bank.nothingOwed')}</p> : null}
      {customer.items.map((item, index) => {
        const text = amounts[index] ?? ''
        const cents = text === '' ? 0 : parseAmount(text)
        const name = item.number ?? '–'
        return (
          <div key={item.instalmentId} className="bank-item">
            <span className="figures">
              {name}
              <span className="dimmed">
                {' '}
                {item.dueOn ? t('bank.dueOn', { day: format.day(item.dueOn) }) : t('bank.noDueDate')} ·{' '}
                {t('bank.openAmount', { amount: format.money(item.openCents, currency) })}
              </span>
            </span>
            <TextInput
              size="xs"
              inputMode="decimal"
              aria-label={t('bank.amountOf', { number: name })}
              value={text}
              error={cents === null || cents > item.openCents ? t('bank.wrongAmount') : null}
              onChange={(event) =>
                onChange(
                  customer.items.map((_, at) =>
                    at === index ? event.currentTarget.value : (amounts[at] ?? ''),
                  ),
                )
              }
            />
          </div>
        )
      })}
    </fieldset>
  )
}
