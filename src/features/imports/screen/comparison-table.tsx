import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { WideTable } from '#ui/wide-table.tsx'
import type { BalanceComparison } from '../comparison-contract.ts'

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
