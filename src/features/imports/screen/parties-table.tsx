import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { WideTable } from '#ui/wide-table.tsx'
import type { PartyBalance } from '../contract.ts'

interface PartiesTableProps {
  readonly parties: readonly PartyBalance[]
  readonly total: number
}

/** Balance of each party, to be compared with the accounts before anything is written. */
export function PartiesTable({ parties, total }: PartiesTableProps) {
  const { t } = useTranslation()
  const format = useFormats()
  if (parties.length === 0) return null
  return (
    <details className="import-issues">
      <summary>{t('imports.parties', { count: total })}</summary>
      <WideTable label={t('imports.parties', { count: total })} minWidth={620} isDense>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('imports.account')}</Table.Th>
            <Table.Th>{t('imports.party')}</Table.Th>
            <Table.Th className="amount">{t('imports.open')}</Table.Th>
            <Table.Th className="amount">{t('imports.unallocated')}</Table.Th>
            <Table.Th className="amount">{t('imports.balance')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {parties.map((party) => (
            <Table.Tr key={`${party.account} ${party.code}`}>
              <Table.Td className="figures">{party.account ?? '–'}</Table.Td>
              <Table.Td>
                <span className="dimmed">{party.code}</span> {party.name}
              </Table.Td>
              <Table.Td className="amount">{format.money(party.openCents, 'EUR')}</Table.Td>
              <Table.Td className="amount">{format.money(party.unallocatedCents, 'EUR')}</Table.Td>
              <Table.Td className="amount">{format.money(party.balanceCents, 'EUR')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      {total > parties.length ? (
        <p className="dimmed">{t('imports.moreParties', { count: total - parties.length })}</p>
      ) : null}
    </details>
  )
}
