import { Alert, Anchor, Button, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { askReset } from '../link-contract.ts'
import { Gate, Refusal } from './gate.tsx'

/** « Mot de passe oublié »: who to ask, and a link in the log for whoever runs the server. */
export function ForgottenPassword({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [email, setEmail] = useState('')
  const asking = useMutation({ mutationFn: () => ask(askReset, { body: { email } }) })
  return (
    <Gate title={t('people.reset.title')} lead={t('people.reset.lead')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          asking.mutate()
        }}
      >
        <Stack>
          <TextInput
            label={t('people.email')}
            type="email"
            required
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Refusal error={asking.error} />
          {asking.isSuccess ? <Alert role="status">{t('people.reset.asked')}</Alert> : null}
          <Button type="submit" fullWidth loading={asking.isPending} disabled={email === ''}>
            {t('people.reset.ask')}
          </Button>
          <Anchor component="button" type="button" size="sm" onClick={onClose}>
            {t('people.reset.toSignIn')}
          </Anchor>
        </Stack>
      </form>
    </Gate>
  )
}
