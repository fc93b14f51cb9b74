import { Button, PasswordInput, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '#ui/dialog.tsx'
import { say } from '#ui/notices.tsx'
import { changePassword } from '#ui/people-api.ts'
import { AccountCard, type AccountPartProps } from './account-card.tsx'
import { Refusal } from './gate.tsx'
import { isGoodPassword, NewPassword } from './new-password.tsx'

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
    mutationFn: () => changePassword({ current, password }),
    onSuccess: async () => {
      await onChanged()
      say(t('people.account.saved'))
      onClose()
    },
  })
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
