import { Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerChoice } from '#features/receivables/invoice-contract.ts'
import { createCustomer } from '#features/receivables/invoice-draft-contract.ts'
import { ask } from './ask.ts'
import { Dialog } from './dialog.tsx'
import { DialogEnd } from './dialog-end.tsx'
import { say } from './notices.tsx'

interface NewCustomerDialogProps {
  readonly company: string
  readonly onCreate: (customer: CustomerChoice) => void
  readonly onClose: () => void
}

const NOTHING = { code: '', name: '', addressLine: '', postcode: '', town: '', paymentTerm: '' }

/** A code and a name are enough; the address can wait until a letter is needed. */
export function NewCustomerDialog({ company, onCreate, onClose }: NewCustomerDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [fields, setFields] = useState(NOTHING)
  const create = useMutation({
    mutationFn: () => ask(createCustomer, { body: { company, ...fields } }),
    onSuccess: (customer) => {
      void client.invalidateQueries({ queryKey: ['customer-choices'] })
      say(t('picker.created', { name: customer.name }))
      onCreate(customer)
      onClose()
    },
  })
  const field = (name: keyof typeof NOTHING, label: string, isRequired = false) => (
    <TextInput
      label={label}
      required={isRequired}
      {...(name === 'code' ? { 'data-autofocus': true } : {})}
      value={fields[name]}
      onChange={(event) => setFields({ ...fields, [name]: event.currentTarget.value })}
    />
  )
  return (
    <Dialog title={t('picker.newCustomer')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          // The form of the invoice stands around this one.
          event.stopPropagation()
          event.preventDefault()
          create.mutate()
        }}
      >
        <Stack>
          {field('code', t('picker.code'), true)}
          {field('name', t('picker.name'), true)}
          {field('addressLine', t('picker.address'))}
          <div className="receivable-form-row">
            {field('postcode', t('customer.postcode'))}
            {field('town', t('customer.town'))}
          </div>
          {field('paymentTerm', t('picker.term'))}
          <DialogEnd
            error={create.error}
            label={t('picker.create')}
            isPending={create.isPending}
            isDisabled={fields.code.trim() === '' || fields.name.trim() === ''}
            onClose={onClose}
          />
        </Stack>
      </form>
    </Dialog>
  )
}
