import { Button, Group, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { say } from '#ui/notices.tsx'
import { addPasskey, fetchNewPasskeyChallenge } from '../account-contract.ts'
import { AccountCard, type AccountPartProps } from './account-card.tsx'
import { deviceOf } from './device.ts'
import { Refusal } from './gate.tsx'
import { PasskeyRows } from './open-ways.tsx'
import { hasPasskeys, makePasskey } from './passkeys.ts'

/** Passkeys: the devices that sign in without a password. */
export function PasskeyCard({ account, onChanged }: AccountPartProps) {
  const { t } = useTranslation()
  const device = deviceOf(navigator.userAgent)
  const [name, setName] = useState(device ? t('people.account.device', device) : '')
  const add = useMutation({
    mutationFn: async () => {
      const made = await makePasskey(await ask(fetchNewPasskeyChallenge, {}))
      if (!made) throw new Error(t('people.account.passkeyFailed'))
      await ask(addPasskey, { body: { name, response: made } })
    },
    onSuccess: async () => {
      await onChanged()
      say(t('people.account.passkeyAdded'))
    },
  })
  return (
    <AccountCard title={t('people.account.passkeyTitle')} lead={t('people.account.passkeyLead')}>
      <PasskeyRows rows={account.passkeys} onChanged={onChanged} />
      <Refusal error={add.error} />
      {hasPasskeys() ? (
        <Group align="flex-end">
          <TextInput
            label={t('people.account.passkeyName')}
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button
            variant="default"
            loading={add.isPending}
            disabled={name.trim() === ''}
            onClick={() => add.mutate()}
          >
            {t('people.account.passkeyAdd')}
          </Button>
        </Group>
      ) : null}
    </AccountCard>
  )
}
