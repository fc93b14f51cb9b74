import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { CustomerPicker } from '#ui/customer-picker.tsx'
import { NewCustomerDialog } from '#ui/new-customer-dialog.tsx'
import type { CustomerChoice } from '../invoice-contract.ts'

interface CustomerFieldProps {
  readonly company: string
  readonly value: CustomerChoice | null
  readonly onChange: (customer: CustomerChoice | null) => void
}

/** A client chosen, or created on the spot. */
export function CustomerField({ company, value, onChange }: CustomerFieldProps) {
  const { t } = useTranslation()
  const [isNew, setNew] = useState(false)
  const mayCreate = useCapability('edit-customer', company)
  return (
    <div className="customer-field">
      <CustomerPicker company={company} value={value} onChange={onChange} />
      <Button
        variant="default"
        leftSection={<IconUserPlus size={16} aria-hidden />}
        onClick={() => setNew(true)}
        {...whyDisabled(mayCreate)}
      >
        {t('picker.newCustomer')}
      </Button>
      {isNew ? (
        <NewCustomerDialog company={company} onCreate={onChange} onClose={() => setNew(false)} />
      ) : null}
    </div>
  )
}
