import { SegmentedControl, Table, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { WideTable } from '#ui/wide-table.tsx'
import type { ImportPlan } from './contract.ts'

const SHOWN = 200
const KINDS = ['new', 'changed', 'settled', 'set-aside'] as const

/** What is owed, invoice by invoice, before and after the import: what the page Relances will show is here. */
export function PlanTable({ plan }: { readonly plan: ImportPlan }) {
  const { t } = useTranslation()
  const format = useFormats()
  const [kind, setKind] = useState('all')
  const [text, setText] = useState('')
  const needle = text.trim().toLowerCase()
  const found = plan.changes.filter(
    (change) =>
      (kind === 'all' || change.kind === kind) &&
      `${change.code} ${change.customer} ${change.number ?? ''}`.toLowerCase().includes(needle),
  )
  const total = plan.sums.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return <p role="status">{t('imports.planNothing')}</p>
  const kinds = KINDS.filter((name) => plan.sums.some((sum) => sum.kind === name))
  return (
    <div>
      <h3 className="import-title">{t('imports.plan')}</h3>
      <PlanSums plan={plan} />
      <div className="import-choices">
        <SegmentedControl
          aria-label={t('imports.planKind')}
          value={kind}
          onChange={setKind}
          data={[
            { value: 'all', label: t('imports.planAll') },
            ...kinds.map((name) => ({ value: name, label: t(`imports.planOf.${name}`) })),
          ]}
        />
        <TextInput
          aria-label={t('imports.planFilter')}
          placeholder={t('imports.planFilter')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <WideTable label={t('imports.plan')} minWidth={620} isDense>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('imports.party')}</Table.Th>
            <Table.Th>{t('imports.planNumber')}</Table.Th>
            <Table.Th>{t('imports.planDue')}</Table.Th>
            <Table.Th>{t('imports.planKind')}</Table.Th>
            <Table.Th className="amount">{t('imports.planBefore')}</Table.Th>
            <Table.Th className="amount">{t('imports.planAfter')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.slice(0, SHOWN).map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two instalments of one invoice may say the same
            <Table.Tr key={`${index} ${change.code} ${change.number}`}>
              <Table.Td>
                <span className="dimmed">{change.code}</span> {change.customer}
              </Table.Td>
              <Table.Td className="figures">{change.number ?? '–'}</Table.Td>
              <Table.Td className="figures">{change.dueOn ? format.day(change.dueOn) : '–'}</Table.Td>
              <Table.Td>{t(`imports.planOf.${change.kind}`)}</Table.Td>
              <Table.Td className="amount">
                {change.beforeCents === null ? '–' : format.money(change.beforeCents, change.currency)}
              </Table.Td>
              <Table.Td className="amount">{format.money(change.afterCents, change.currency)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      {found.length > SHOWN || total > plan.changes.length ? (
        <p className="dimmed">
          {t('imports.planMore', { shown: Math.min(SHOWN, found.length), count: total })}
        </p>
      ) : null}
    </div>
  )
}

// Each kind with its sum, then what the books owe once imported: the balance of 411.
function PlanSums({ plan }: { readonly plan: ImportPlan }) {
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
    </ul>
  )
}
