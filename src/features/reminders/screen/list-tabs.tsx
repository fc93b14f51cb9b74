import { Button, Skeleton, Switch, Tabs } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { amountsLess } from '#domain/days-and-money/money.ts'
import { useFormats } from '#ui/format.ts'
import type { Totals } from '../contract.ts'
import { BY_AGE, type PageState, type RemindersAddress, type Tab, tabWord } from './page-address.ts'

interface ListTabsProps {
  readonly state: PageState
  /** Undefined while they are counted: the rows do not wait for them. */
  readonly totals: Totals | undefined
  readonly onChange: (change: RemindersAddress) => void
  readonly onTickAdvised: () => void
}

/** Tous, À relancer, Écartés, each with its count, and what the list adds up to. */
export function ListTabs({ state, totals, onChange, onTickAdvised }: ListTabsProps) {
  const { t } = useTranslation()
  const format = useFormats()
  if (state.dateProblem) return null
  const counts: Readonly<Record<Tab, number | undefined>> = {
    all: totals?.customers,
    advised: totals?.advisedCustomers,
    'set-aside': totals?.setAside,
  }
  return (
    <div className="list-tabs">
      <Tabs
        value={state.tab}
        onChange={(tab) => onChange({ onglet: tabWord(tab as Tab) })}
        keepMounted={false}
        aria-label={t('reminders.tabs')}
      >
        <Tabs.List>
          {(['all', 'advised', 'set-aside'] as const).map((tab) => (
            <Tabs.Tab key={tab} value={tab} rightSection={<Count count={counts[tab]} />}>
              {t(`reminders.tab.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {state.tab !== 'set-aside' && totals && totals.advisedCustomers > 0 ? (
        <Button variant="subtle" size="compact-sm" onClick={onTickAdvised}>
          {t('reminders.tickAdvised')}
        </Button>
      ) : null}
      {state.tab === 'set-aside' ? null : (
        <Switch
          label={t('byAge')}
          checked={state.isByAge}
          onChange={(event) =>
            onChange({
              vue: event.currentTarget.checked ? BY_AGE : undefined,
              tri: undefined,
              sens: undefined,
            })
          }
        />
      )}
      <p className="list-totals figures" aria-live="polite">
        {totals ? (
          [
            t('reminders.customers', { count: totals.customers }),
            t('reminders.invoices', { count: totals.invoices }),
            format.amounts(totals.amounts),
            ...(amountsLess(totals.amounts, totals.netAmounts).length > 0
              ? [t('reminders.net', { amount: format.amounts(totals.netAmounts) })]
              : []),
          ].join(' · ')
        ) : (
          <Skeleton height={16} width={260} />
        )}
      </p>
    </div>
  )
}

function Count({ count }: { readonly count: number | undefined }) {
  const format = useFormats()
  if (count === undefined) return <Skeleton height={14} width={22} />
  return <span className="tab-count figures">{format.count(count)}</span>
}
