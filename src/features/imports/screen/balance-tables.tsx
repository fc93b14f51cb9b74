import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { WideTable } from '#ui/wide-table.tsx'
import type { BalanceComparison } from '../comparison-contract.ts'
import type { PartyBalance } from '../contract.ts'

/** What each client owes by a balance and by the books; differences first, clients of one side only named. */
export function ComparisonTable({ comparison }: { readonly comparison: BalanceComparison }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { rows, differing, compared, sums } = comparison
  const title =
    differing === 0
      ? t('imports.compare.same', { count: compared })
      : t('imports.compare.title', { count: differing })
  const money = (cents: number | null, currency: string) =>
    cents === null ? t('imports.compare.absent') : format.money(cents, currency)
  return (
    <section>
      <h2 className="import-title">{title}</h2>
      <ul className="import-remarks">
        {sums.map(({ currency, fileCents, booksCents, differenceCents }) => (
          <li key={currency}>
            {t('imports.compare.sum', {
              file: format.money(fileCents, currency),
              books: format.money(booksCents, currency),
              difference: format.money(differenceCents, currency),
            })}
          </li>
        ))}
      </ul>
      <WideTable label={title} minWidth={600} isDense>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('imports.compare.customer')}</Table.Th>
            <Table.Th className="amount">{t('imports.compare.file')}</Table.Th>
            <Table.Th className="amount">{t('imports.compare.books')}</Table.Th>
            <Table.Th className="amount">{t('imports.compare.difference')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ code, name, currency, fileCents, booksCents, differenceCents }) => (
            <Table.Tr key={`${code} ${name} ${currency} ${booksCents === null}`}>
              <Table.Td>{code === '' || code === name ? name : `${code} · ${name}`}</Table.Td>
              <Table.Td className="amount">{money(fileCents, currency)}</Table.Td>
              <Table.Td className="amount">{money(booksCents, currency)}</Table.Td>
              <Table.Td className="amount">
                {differenceCents === 0 ? t('imports.compare.none') : format.money(differenceCents, currency)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </section>
  )
}

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
            <Table.Tr key={`${party.account} ${party.code} ${party.currency}`}>
              <Table.Td className="figures">{party.account ?? '–'}</Table.Td>
              <Table.Td>
                <span className="dimmed">{party.code}</span> {party.name}
              </Table.Td>
              <Table.Td className="amount">{format.money(party.openCents, party.currency)}</Table.Td>
              <Table.Td className="amount">{format.money(party.unallocatedCents, party.currency)}</Table.Td>
              <Table.Td className="amount">{format.money(party.balanceCents, party.currency)}</Table.Td>
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
