import { Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import type { Link, RoleGrants, User, UserList } from '../contract.ts'
import { inviteUser } from '../user-contract.ts'
import { RoleFields } from './role-fields.tsx'
import { USERS } from './user-menu.tsx'

interface InviteDialogProps {
  readonly list: UserList
  readonly onClose: () => void
  readonly onInvited: (invited: { readonly user: User; readonly link: Link }) => void
}

/** « Inviter quelqu’un »: who, and what they may do; the link comes next. */
export function InviteDialog({ list, onClose, onInvited }: InviteDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [grants, setGrants] = useState<RoleGrants>({ roleEverywhere: null, roles: [] })
  const invite = useMutation({
    mutationFn: () => ask(inviteUser, { body: { name, email, ...grants } }),
    onSuccess: async (invited) => {
      await client.invalidateQueries({ queryKey: USERS })
      onInvited(invited)
    },
  })
  const hasRole = grants.roleEverywhere !== null || grants.roles.length > 0
  return (
    <Dialog title={t('people.users.invite')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          invite.mutate()
        }}
      >
        <Stack>
          <TextInput
            label={t('people.name')}
            required
            data-autofocus
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('people.email')}
            type="email"
            required
            autoComplete="off"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <RoleFields grants={grants} list={list} onChange={setGrants} />
          <DialogEnd
            error={invite.error}
            label={t('people.users.invite')}
            isPending={invite.isPending}
            isDisabled={name.trim() === '' || email === '' || !hasRole}
            onClose={onClose}
          />
        </Stack>
      </form>
    </Dialog>
  )
}
