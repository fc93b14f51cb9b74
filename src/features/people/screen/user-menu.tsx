import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { say, sayFailure } from '#ui/notices.tsx'
import type { Link, User } from '../contract.ts'
import { createUserLink, deactivateUser, reactivateUser, removeUserFactor } from '../user-contract.ts'

export const USERS = ['users']

interface UserMenuProps {
  readonly user: User
  readonly onEdit: () => void
  readonly onLink: (link: Link) => void
}

/** What can be done about a person. */
export function UserMenu({ user, onEdit, onLink }: UserMenuProps) {
  const { t } = useTranslation()
  const link = useMutation({
    mutationFn: () => ask(createUserLink, { params: { id: user.id } }),
    onSuccess: onLink,
    onError: sayFailure,
  })
  const activity = useChange(
    user.isActive
      ? (id) => ask(deactivateUser, { params: { id } })
      : (id) => ask(reactivateUser, { params: { id } }),
  )
  const factor = useChange((id) => ask(removeUserFactor, { params: { id } }))
  const { name } = user
  // Whoever has not come yet has no account to speak of: their link is what is taken back.
  const withdrawal = user.isInvited ? 'withdraw' : 'deactivate'
  const withdrawn = user.isInvited ? 'withdrawn' : 'deactivated'
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('people.users.actions', { name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onEdit}>{t('people.users.editRoles')}</Menu.Item>
        {user.isElsewhere ? null : (
          <>
            {user.isActive ? (
              <Menu.Item onClick={() => link.mutate()}>{t('people.users.giveLink')}</Menu.Item>
            ) : null}
            {user.hasSecondFactor ? (
              <Menu.Item onClick={() => factor(user.id, t('people.users.factorRemoved', { name }))}>
                {t('people.users.removeFactor')}
              </Menu.Item>
            ) : null}
            {user.isYou ? null : (
              <Menu.Item
                {...(user.isActive ? { color: 'red' } : {})}
                onClick={() =>
                  activity(user.id, t(`people.users.${user.isActive ? withdrawn : 'reactivated'}`, { name }))
                }
              >
                {t(`people.users.${user.isActive ? withdrawal : 'reactivate'}`)}
              </Menu.Item>
            )}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function useChange(change: (id: string) => Promise<User>) {
  const client = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: ({ id }: { readonly id: string; readonly words: string }) => change(id),
    onSuccess: async (_, { words }) => {
      await client.invalidateQueries({ queryKey: USERS })
      say(words)
    },
    onError: sayFailure,
  })
  return (id: string, words: string) => mutate({ id, words })
}
