import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconMailForward, IconSettings } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { amountsLess } from '#domain/days-and-money/money.ts'
import { isEmptySelection } from '#domain/dunning/selection.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { messageOf } from '#ui/states.tsx'
import { selectionQuery } from './queries.tsx'
import type { Ticks } from './use-ticks.tsx'

interface SelectionBarProps {
  readonly ticks: Ticks
  readonly onRemind: () => void
}

/**
 * « 1 client sélectionné : 493,20 € », counted by the server, and the buttons. They are there before anything is ticked,
 * greyed, and say what they wait for.
 */
export function SelectionBar({ ticks, onRemind }: SelectionBarProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const mayRemind = useCapability('remind')
  const { entreprises } = useSearch({ strict: false })
  const [settled] = useDebouncedValue(ticks, 150)
  const isEmpty = isEmptySelection(ticks.selection)
  const { data, error } = useQuery({
    ...selectionQuery(settled.scope, settled.selection),
    enabled: !isEmpty && !isEmptySelection(settled.selection),
  })
  const net = isEmpty
    ? []
    : (data?.asked.amounts.map(({ currency, netCents }) => ({ currency, cents: netCents })) ?? [])
  const deducted = data && !isEmpty ? amountsLess(data.amounts, net) : []
  const counted = data
    ? t('reminders.selected', { count: data.customers, amount: format.amounts(net) })
    : t('reminders.counting')
  const words = isEmpty ? t('reminders.tickFirst') : counted
  const check =
    isEmpty && mayRemind.allowed ? { allowed: false, reason: t('reminders.tickFirst') } : mayRemind
  return (
    <section className="selection-bar" aria-label={t('reminders.selection')}>
      <p className="selection-words figures" aria-live="polite">
        {error ? messageOf(error) : words}
        {deducted.length > 0 ? (
          <span className="selection-less dimmed">
            {t('letters.lessCredits', { amount: format.amounts(deducted) })}
          </span>
        ) : null}
      </p>
      {isEmpty ? null : (
        <Button variant="subtle" color="gray" onClick={() => ticks.tickBase('none')}>
          {t('reminders.untickAll')}
        </Button>
      )}
      <Button
        className="selection-settings"
        variant="default"
        leftSection={<IconSettings size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/parametres/relances" search={{ entreprises }} />}
      >
        {t('nav.settings')}
      </Button>
      <Button
        className="selection-remind"
        leftSection={<IconMailForward size={18} aria-hidden />}
        disabled={!isEmpty && data?.customers === 0}
        onClick={onRemind}
        {...whyDisabled(check)}
      >
        {t('reminders.remind')}
      </Button>
    </section>
  )
}
