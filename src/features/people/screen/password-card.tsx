import { Button, Group, PasswordInput, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { say } from '#ui/notices.tsx'
import { changePassword } from '../account-contract.ts'
import { AccountCard, type AccountPartProps } from './account-card.tsx'
import { Refusal } from './gate.tsx'
import { isGoodPassword, NewPassword } from './new-password.tsx'
import { hasOtherWays, KeyRows, PasskeyRows } from './open-ways.tsx'

/** The password, changed with the one before. */
export function PasswordCard({ account, onChanged }: AccountPartProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <AccountCard
      title={t('people.account.passwordTitle')}
      lead={account.hasPassword ? null : t('people.account.noPassword')}
    >
      {account.hasPassword ? (
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('people.account.change')}
        </Button>
      ) : null}
      {isOpen ? (
        <PasswordDialog account={account} onChanged={onChanged} onClose={() => setOpen(false)} />
      ) : null}
    </AccountCard>
  )
}

function PasswordDialog({
  account,
  onChanged,
  onClose,
}: AccountPartProps & { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const change = useMutation({
    mutationFn: () => ask(changePassword, { body: { current, password } }),
    onSuccess: async () => {
      await onChanged()
      say(t('people.account.saved'))
      // What else opens the account goes on opening it: it is shown, to be kept or withdrawn.
      if (!hasOtherWays(account)) onClose()
    },
  })
  if (change.isSuccess) return <OtherWaysDialog account={account} onChanged={onChanged} onClose={onClose} />
  return (
    <Dialog title={t('people.account.change')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate()
        }}
      >
        <Stack>
          <PasswordInput
            label={t('people.currentPassword')}
            required
            data-autofocus
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <NewPassword
            label={t('people.newPassword')}
            value={password}
            person={account}
            onChange={setPassword}
          />
          <Refusal error={change.error} />
          <Button
            type="submit"
            loading={change.isPending}
            disabled={current === '' || !isGoodPassword(password, account)}
          >
            {t('people.account.change')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}

function OtherWaysDialog({
  account,
  onChanged,
  onClose,
}: AccountPartProps & { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('people.account.waysTitle')} size="lg" onClose={onClose}>
      <Stack>
        <p>{t('people.account.waysLead')}</p>
        <PasskeyRows rows={account.passkeys} onChanged={onChanged} />
        <KeyRows rows={account.keys} onChanged={onChanged} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('people.account.waysKept')}</Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
