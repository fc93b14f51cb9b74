import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LIMIT_CURRENCY } from '#domain/steering/credit-limit.ts'
import { useFormats } from '#ui/format.ts'
import { WideTable } from '#ui/wide-table.tsx'
import type { ImportPlan } from '../contract.ts'

const SHOWN = 200
type Customer = ImportPlan['customers'][number]

/** The clients an import creates or changes: what they owe in all, less their credits, and what is known of them. */
export function PlanCustomers({ plan }: { readonly plan: ImportPlan }) {
  const { t } = useTranslation()
  const total = plan.customerCounts.new + plan.customerCounts.changed
  if (total === 0) return null
  const shown = plan.customers.slice(0, SHOWN)
  const title = t('imports.planCustomers', { count: total })
  return (
    <details className="import-issues">
      <summary>{title}</summary>
      <WideTable label={title} minWidth={620} isDense>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('imports.party')}</Table.Th>
            <Table.Th>{t('imports.planKind')}</Table.Th>
            <Table.Th>{t('imports.planFacts')}</Table.Th>
            <Table.Th className="amount">{t('imports.planBalanceBefore')}</Table.Th>
            <Table.Th className="amount">{t('imports.planBalanceAfter')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((customer) => (
            <CustomerRow key={customer.code} customer={customer} />
          ))}
        </Table.Tbody>
      </WideTable>
      {total > shown.length ? (
        <p className="dimmed">{t('imports.planMore', { shown: shown.length, count: total })}</p>
      ) : null}
    </details>
  )
}

function CustomerRow({ customer }: { readonly customer: Customer }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { code, name, kind, facts, balances } = customer
  const factText = (fact: string, value: string | null) =>
    fact === 'credit_limit_cents' && value !== null
      ? format.money(Number(value), LIMIT_CURRENCY)
      : valueText(t, fact, value)
  return (
    <Table.Tr>
      <Table.Td>
        <span className="dimmed">{code}</span> {name}
      </Table.Td>
      <Table.Td>{t(`imports.planCustomerKind.${kind}`)}</Table.Td>
      <Table.Td className="import-facts">
        {facts.length === 0
          ? '–'
          : facts.map((one) => (
              <div key={one.fact}>
                {t('imports.planFact', {
                  fact: t(`imports.fact.${one.fact}`),
                  before: factText(one.fact, one.before),
                  after: factText(one.fact, one.after),
                })}
              </div>
            ))}
      </Table.Td>
      <Balances balances={balances} side="beforeCents" />
      <Balances balances={balances} side="afterCents" />
    </Table.Tr>
  )
}

interface BalancesProps {
  readonly balances: Customer['balances']
  readonly side: 'beforeCents' | 'afterCents'
}

function Balances({ balances, side }: BalancesProps) {
  const format = useFormats()
  return (
    <Table.Td className="amount">
      {balances.length === 0
        ? '–'
        : balances.map((one) => <div key={one.currency}>{format.money(one[side], one.currency)}</div>)}
    </Table.Td>
  )
}

// What is stored as a code is told in words; what was empty is a dash.
function valueText(
  t: (key: string, options: { readonly defaultValue: string }) => string,
  fact: string,
  value: string | null,
): string {
  return value === null ? '–' : t(`imports.factValue.${fact}-${value}`, { defaultValue: value })
}
