import { Button, PasswordInput, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from './gate.tsx'

interface PasswordProofProps<T> {
  /** What the button says. */
  readonly action: string
  readonly send: (password: string) => Promise<T>
  readonly onDone: (answer: T) => void | Promise<void>
}

/** Asks for the password again before something grave: a session left open must not be enough. */
export function PasswordProof<T>({ action, send, onDone }: PasswordProofProps<T>) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const proof = useMutation({ mutationFn: () => send(password), onSuccess: onDone })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        proof.mutate()
      }}
    >
      <Stack>
        <p>{t('people.account.proof')}</p>
        <PasswordInput
          label={t('people.currentPassword')}
          required
          data-autofocus
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Refusal error={proof.error} />
        <Button type="submit" loading={proof.isPending} disabled={password === ''}>
          {action}
        </Button>
      </Stack>
    </form>
  )
}
