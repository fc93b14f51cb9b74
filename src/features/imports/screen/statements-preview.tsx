import { Table } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { WideTable } from '#ui/wide-table.tsx'
import type { StatementsImport } from '../statements-contract.ts'

/** The statements of a file, and what becomes of their movements. */
export function StatementsPreview({ bank }: { readonly bank: StatementsImport }) {
  const { t } = useTranslation()
  return (
    <>
      <h2 className="import-title">{t('imports.bank.movements')}</h2>
      <MovementCounts counts={bank.counts} />
      <h2 className="import-title">{t('imports.bank.statements', { count: bank.counts.statements })}</h2>
      <WideTable
        label={t('imports.bank.statements', { count: bank.counts.statements })}
        minWidth={700}
        isDense
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('imports.bank.account')}</Table.Th>
            <Table.Th>{t('imports.fec.period')}</Table.Th>
            <Table.Th className="amount">{t('imports.bank.opening')}</Table.Th>
            <Table.Th className="amount">{t('imports.bank.closing')}</Table.Th>
            <Table.Th className="amount">{t('imports.bank.count')}</Table.Th>
            <Table.Th>{t('imports.bank.check')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {bank.statements.map((statement, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a file may hold one statement twice
            <StatementRow key={index} statement={statement} />
          ))}
        </Table.Tbody>
      </WideTable>
    </>
  )
}

function MovementCounts({ counts }: { readonly counts: StatementsImport['counts'] }) {
  const { t } = useTranslation()
  const lines = [
    t('imports.bank.read', { count: counts.movements }),
    counts.known > 0 ? t('imports.bank.known', { count: counts.known }) : '',
    t('imports.bank.automatic', { count: counts.automatic }),
    counts.returned > 0 ? t('imports.bank.returned', { count: counts.returned }) : '',
    counts.proposed > 0 ? t('imports.bank.proposed', { count: counts.proposed }) : '',
    counts.unknown > 0 ? t('imports.bank.unknown', { count: counts.unknown }) : '',
    counts.debits > 0 ? t('imports.bank.debits', { count: counts.debits }) : '',
  ].filter((line) => line !== '')
  return (
    <ul className="import-remarks">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function StatementRow({ statement }: { readonly statement: StatementsImport['statements'][number] }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { account, currency, openedOn, closedOn, openingCents, closingCents, isBalanced } = statement
  const money = (cents: number | null) => (cents === null ? '–' : format.money(cents, currency))
  const [from, to] = [openedOn ?? closedOn, closedOn ?? openedOn]
  return (
    <Table.Tr>
      <Table.Td className="figures">{account ?? '–'}</Table.Td>
      <Table.Td className="figures">
        {from && to ? t('imports.fec.fromTo', { from: format.day(from), to: format.day(to) }) : '–'}
      </Table.Td>
      <Table.Td className="amount">{money(openingCents)}</Table.Td>
      <Table.Td className="amount">{money(closingCents)}</Table.Td>
      <Table.Td className="amount">{format.count(statement.movements)}</Table.Td>
      <Table.Td>
        {isBalanced === null ? (
          t('imports.bank.noBalance')
        ) : (
          <span className="fec-balance" data-balanced={isBalanced}>
            {isBalanced ? (
              <IconCircleCheck size={16} aria-hidden />
            ) : (
              <IconAlertTriangle size={16} aria-hidden />
            )}
            {t(isBalanced ? 'imports.bank.balanced' : 'imports.bank.unbalanced')}
          </span>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
