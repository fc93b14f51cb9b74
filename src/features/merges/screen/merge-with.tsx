import { Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerChoice } from '#features/receivables/invoice-contract.ts'
import { CustomerPicker } from '#ui/customer-picker.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { MergeDialog } from './merge-dialog.tsx'

interface MergeWithProps {
  readonly customer: { readonly id: number; readonly code: string; readonly name: string }
  readonly company: string
  readonly onClose: () => void
}

/** « Fusionner… » of a client: with which other of its company, then what it would change. */
export function MergeWith({ customer, company, onClose }: MergeWithProps) {
  const { t } = useTranslation()
  const [other, setOther] = useState<CustomerChoice | null>(null)
  const [isChosen, setChosen] = useState(false)
  if (other && isChosen) {
    const sideOf = ({ id, code, name }: MergeWithProps['customer']) => ({
      ...{ id, name, customerCode: code, customerName: name },
    })
    const row = { kind: 'customers', keptId: customer.id, sides: [sideOf(customer), sideOf(other)] } as const
    return <MergeDialog row={row} onClose={onClose} />
  }
  return (
    <Dialog onClose={onClose} title={t('merges.with', { name: customer.name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setChosen(true)
        }}
      >
        <Stack>
          <p className="dimmed">{t('merges.withText')}</p>
          <CustomerPicker company={company} value={other} onChange={setOther} />
          <DialogEnd
            error={null}
            label={t('merges.see')}
            isPending={false}
            isDisabled={other === null || other.id === customer.id}
            onClose={onClose}
          />
        </Stack>
      </form>
    </Dialog>
  )
}
