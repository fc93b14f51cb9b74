import { Anchor, Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { AllocationEnd, AllocationRow, RecordAllocations } from '#ui/record-allocations.tsx'
import type { InvoiceRecord } from '../invoice-contract.ts'

/** What settled the invoice; what was cancelled stays, with who and why. */
export function InvoiceAllocations({ invoice }: { readonly invoice: InvoiceRecord }) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <RecordAllocations
      title={t('invoices.allocations')}
      empty={t('invoices.noAllocation')}
      headings={[t('invoices.column.issuedOn'), t('invoices.what')]}
      minWidth={680}
    >
      {invoice.allocations.map((allocation) => (
        <AllocationRow key={allocation.id} allocation={allocation} record={invoice}>
          <Table.Td className="figures">
            {allocation.credit?.receivedOn ? format.day(allocation.credit.receivedOn) : '–'}
          </Table.Td>
          <Table.Td>
            {allocation.credit ? <CreditName credit={allocation.credit} /> : t('invoices.settledByFile')}
            <AllocationEnd cancelled={allocation.cancelled} />
          </Table.Td>
        </AllocationRow>
      ))}
    </RecordAllocations>
  )
}

type Credit = NonNullable<InvoiceRecord['allocations'][number]['credit']>

function CreditName({ credit }: { readonly credit: Credit }) {
  const { t } = useTranslation()
  return (
    <>
      <Anchor
        renderRoot={(props) => (
          <Link
            {...props}
            to={credit.kind === 'payment' ? '/reglements/$id' : '/avoirs/$id'}
            params={{ id: String(credit.id) }}
          />
        )}
      >
        {[t(`invoices.kind.${credit.kind}`), credit.number, credit.label].filter(Boolean).join(' · ')}
      </Anchor>
      {credit.isNoted ? <span className="dimmed"> {t('receivable.noted')}</span> : null}
    </>
  )
}
