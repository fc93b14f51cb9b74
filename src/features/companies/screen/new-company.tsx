import { Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isCompanyCode } from '#domain/people/company-code.ts'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { createCompany } from '../contract.ts'

/** A code and a name; the letterhead is filled next. */
export function NewCompanyDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [code, setCode] = useState('')
  const [legalName, setLegalName] = useState('')
  const create = useMutation({
    mutationFn: () => ask(createCompany, { body: { code, legalName } }),
    onSuccess: async () => {
      await Promise.all(['companies', 'session'].map((key) => client.invalidateQueries({ queryKey: [key] })))
      await navigate({ to: '/parametres/entreprises/$code', params: { code } })
    },
  })
  const isCodeWrong = code !== '' && !isCompanyCode(code)
  return (
    <Dialog title={t('letterhead.create')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate()
        }}
      >
        <Stack>
          <TextInput
            label={t('companies.legalName')}
            required
            data-autofocus
            value={legalName}
            onChange={(event) => setLegalName(event.currentTarget.value)}
          />
          <TextInput
            label={t('companies.code')}
            description={t('letterhead.codeHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            required
            value={code}
            error={isCodeWrong ? t('companies.codeWrong') : null}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <DialogEnd
            error={create.error}
            label={t('letterhead.create')}
            isPending={create.isPending}
            isDisabled={!isCompanyCode(code) || legalName.trim() === ''}
            onClose={onClose}
          />
        </Stack>
      </form>
    </Dialog>
  )
}
