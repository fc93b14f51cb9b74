import { Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { say } from '#ui/notices.tsx'
import type { RoleGrants, User, UserList } from '../contract.ts'
import { saveRoles } from '../user-contract.ts'
import { RoleFields } from './role-fields.tsx'
import { USERS } from './user-menu.tsx'

interface RolesDialogProps {
  readonly user: User
  readonly list: UserList
  readonly onClose: () => void
}

/** The roles of a person, in the companies one administers. */
export function RolesDialog({ user, list, onClose }: RolesDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { name } = user
  const [grants, setGrants] = useState<RoleGrants>({ roleEverywhere: user.roleEverywhere, roles: user.roles })
  const save = useMutation({
    mutationFn: () => ask(saveRoles, { params: { id: user.id }, body: grants }),
    onSuccess: async ({ linksEnded }) => {
      await Promise.all([USERS, ['session']].map((queryKey) => client.invalidateQueries({ queryKey })))
      say(t(linksEnded > 0 ? 'people.users.rolesSavedLinks' : 'people.users.rolesSaved', { name }))
      onClose()
    },
  })
  return (
    <Dialog title={t('people.users.roles', { name })} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Stack>
          {user.isElsewhere ? <p className="dimmed">{t('people.users.elsewhere')}</p> : null}
          <RoleFields grants={grants} list={list} onChange={setGrants} />
          <DialogEnd error={save.error} label={t('save')} isPending={save.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Dialog>
  )
}
