import { Group, SegmentedControl, Table, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ExportMenu } from '#ui/export-menu.tsx'
import { useFormats } from '#ui/format.ts'
import { WideTable } from '#ui/wide-table.tsx'
import type { ImportPlan, ImportPreview } from '../contract.ts'
import { PlanCustomers } from './plan-customers.tsx'

const SHOWN = 200
const KINDS = ['new', 'changed', 'settled', 'set-aside'] as const
type Change = ImportPlan['changes'][number]

interface PlanTableProps {
  readonly plan: ImportPlan
  readonly ahead: ImportPreview['ahead']
  /** Something is open in the file: what changes nothing is known already. */
  readonly isOwing: boolean
  /** Where all of it can be downloaded; null once it is imported. */
  readonly exportPath: ((format: 'csv' | 'xlsx') => string) | null
}

/** What is owed, invoice by invoice and client by client, before and after the import. */
export function PlanTable({ plan, ahead, isOwing, exportPath }: PlanTableProps) {
  const { t } = useTranslation()
  const total = plan.sums.reduce((sum, { count }) => sum + count, 0)
  const isEmpty = total === 0 && plan.customers.length === 0
  return (
    <div className="import-plan">
      {total === 0 ? <p role="status">{t(isOwing ? 'imports.planKnown' : 'imports.planNothing')}</p> : null}
      <PlanSums plan={plan} ahead={ahead} />
      {total === 0 ? null : <Invoices plan={plan} total={total} />}
      <PlanCustomers plan={plan} />
      {exportPath && !isEmpty ? (
        <Group justify="flex-end">
          <ExportMenu label={t('imports.planExport')} pathOf={exportPath} />
        </Group>
      ) : null}
    </div>
  )
}

function Invoices({ plan, total }: { readonly plan: ImportPlan; readonly total: number }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState('all')
  const [text, setText] = useState('')
  const needle = text.trim().toLowerCase()
  const found = plan.changes.filter(
    (change) =>
      (kind === 'all' || change.kind === kind) &&
      `${change.code} ${change.customer} ${change.number ?? ''}`.toLowerCase().includes(needle),
  )
  const kinds = KINDS.filter((name) => plan.sums.some((sum) => sum.kind === name))
  return (
    <>
      <h3 className="import-title">{t('imports.plan')}</h3>
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
            <ChangeRow key={`${index} ${change.code} ${change.number}`} change={change} />
          ))}
        </Table.Tbody>
      </WideTable>
      {found.length > SHOWN || total > plan.changes.length ? (
        <p className="dimmed">
          {t('imports.planMore', { shown: Math.min(SHOWN, found.length), count: total })}
        </p>
      ) : null}
    </>
  )
}

function ChangeRow({ change }: { readonly change: Change }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { asideFor, asideUntil, beforeDueOn } = change
  const reason = asideFor === null ? null : t(`block.${asideFor}`)
  const aside =
    reason !== null && asideUntil !== null
      ? t('imports.planAside', { reason, day: format.day(asideUntil) })
      : reason
  return (
    <Table.Tr>
      <Table.Td>
        <span className="dimmed">{change.code}</span> {change.customer}
      </Table.Td>
      <Table.Td className="figures">{change.number ?? '–'}</Table.Td>
      <Table.Td className="figures">
        {change.dueOn ? format.day(change.dueOn) : '–'}
        {beforeDueOn === null ? null : (
          <div className="dimmed">{t('imports.planDueBefore', { day: format.day(beforeDueOn) })}</div>
        )}
      </Table.Td>
      <Table.Td>
        {t(`imports.planOf.${change.kind}`)}
        {aside === null ? null : <div className="dimmed">{aside}</div>}
      </Table.Td>
      <Table.Td className="amount">
        {change.beforeCents === null ? '–' : format.money(change.beforeCents, change.currency)}
      </Table.Td>
      <Table.Td className="amount">{format.money(change.afterCents, change.currency)}</Table.Td>
    </Table.Tr>
  )
}

interface PlanSumsProps {
  readonly plan: ImportPlan
  readonly ahead: ImportPreview['ahead']
}

/** Each kind with its sum, what the books owe once imported (the balance of 411), and what « Relances » will list. */
function PlanSums({ plan, ahead }: PlanSumsProps) {
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
