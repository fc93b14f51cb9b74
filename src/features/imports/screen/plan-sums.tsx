import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import type { ImportPlan, ImportPreview } from '../contract.ts'

interface PlanSumsProps {
  readonly plan: ImportPlan
  readonly ahead: ImportPreview['ahead']
}

/** Each kind with its sum, what the books owe once imported (the balance of 411), and what « Relances » will list. */
export function PlanSums({ plan, ahead }: PlanSumsProps) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <ul className="import-remarks">
      {plan.sums.map(({ kind, currency, count, beforeCents, afterCents }) => (
        <li key={`${kind} ${currency}`}>
          {t(`imports.planSum.${kind}`, {
            count,
            before: format.money(beforeCents, currency),
            after: format.money(afterCents, currency),
          })}
        </li>
      ))}
      {plan.books.map(({ currency, openCents, unallocatedCents }) => (
        <li key={currency}>
          {t('imports.planBooks', {
            open: format.money(openCents, currency),
            credit: format.money(unallocatedCents, currency),
            balance: format.money(openCents - unallocatedCents, currency),
          })}
        </li>
      ))}
      {ahead ? <Ahead ahead={ahead} /> : null}
    </ul>
  )
}

function Ahead({ ahead }: { readonly ahead: NonNullable<ImportPreview['ahead']> }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { amounts, customers, netAmounts, on, setAside } = ahead
  const isNet = netAmounts.some(({ cents }, index) => cents !== amounts[index]?.cents)
  return (
    <li>
      {[
        t('imports.planAhead', { count: customers, day: format.day(on), amount: format.amounts(amounts) }),
        isNet ? t('imports.planAheadNet', { net: format.amounts(netAmounts) }) : '',
        setAside > 0 ? t('imports.planAheadAside', { count: setAside }) : '',
      ]
        .filter((sentence) => sentence !== '')
        .join(' ')}
    </li>
  )
}
