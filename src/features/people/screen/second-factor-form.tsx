import { Anchor, Button, Group, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { sendSecondFactor } from '../sign-in-contract.ts'
import { Gate, Refusal } from './gate.tsx'

interface SecondFactorFormProps {
  readonly onDone: () => Promise<void>
  readonly onRestart: () => void
}

/** After the password: the code of the application, or one of the recovery codes. */
export function SecondFactorForm({ onDone, onRestart }: SecondFactorFormProps) {
  const { t } = useTranslation()
  const [code, setCode] = useState('')
  const [isRecovery, setRecovery] = useState(false)
  const send = useMutation({
    mutationFn: () => ask(sendSecondFactor, { body: { code: code.trim(), isRecovery } }),
    onSuccess: onDone,
  })
  const swap = () => {
    setRecovery((current) => !current)
    setCode('')
    send.reset()
  }
  return (
    <Gate title={t('people.factor.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate()
        }}
      >
        <Stack>
          <TextInput
            key={String(isRecovery)}
            label={t(isRecovery ? 'people.factor.recovery' : 'people.factor.code')}
            description={t(isRecovery ? 'people.factor.recoveryHint' : 'people.factor.codeHint')}
            required
            autoFocus
            inputMode={isRecovery ? 'text' : 'numeric'}
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Refusal error={send.error} />
          <Button type="submit" fullWidth loading={send.isPending} disabled={code.trim() === ''}>
            {t('people.signIn.go')}
          </Button>
          <Group justify="space-between">
            <Anchor component="button" type="button" size="sm" onClick={swap}>
              {t(isRecovery ? 'people.factor.useCode' : 'people.factor.useRecovery')}
            </Anchor>
            <Anchor component="button" type="button" size="sm" onClick={onRestart}>
              {t('people.factor.restart')}
            </Anchor>
          </Group>
        </Stack>
      </form>
    </Gate>
  )
}
