import { Button, Group, Stack, Table } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { useFormats } from '#ui/format.ts'
import { say } from '#ui/notices.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import type { Link, RoleGrants, User, UserList } from '../contract.ts'
import { fetchUsers, saveRoles } from '../user-contract.ts'
import { CopyButton } from './copied-text.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { RoleFields } from './role-fields.tsx'
import { USERS, UserMenu } from './user-menu.tsx'

/** The people one administers, each with their roles. */
export function PeopleTab() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({ queryKey: USERS, queryFn: () => ask(fetchUsers, {}) })
  const [isInviting, setInviting] = useState(false)
  const [edited, setEdited] = useState<User | null>(null)
  const [given, setGiven] = useState<{ readonly name: string; readonly link: Link } | null>(null)
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <RowsSkeleton rows={4} height={52} />
  return (
    <>
      <Button leftSection={<IconUserPlus size={18} aria-hidden />} mb="sm" onClick={() => setInviting(true)}>
        {t('people.users.invite')}
      </Button>
      <Table className="people-table" aria-label={t('people.users.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('people.users.person')}</Table.Th>
            <Table.Th>{t('people.users.rights')}</Table.Th>
            <Table.Th>{t('people.users.state')}</Table.Th>
            <Table.Th>{t('people.users.lastSeen')}</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.users.map((user) => (
            <UserRow
              key={user.id}
              user={user}
              onEdit={() => setEdited(user)}
              onLink={(link) => setGiven({ name: user.name, link })}
            />
          ))}
        </Table.Tbody>
      </Table>
      {isInviting ? (
        <InviteDialog
          list={data}
          onClose={() => setInviting(false)}
          onInvited={({ user, link }) => {
            setInviting(false)
            setGiven({ name: user.name, link })
          }}
        />
      ) : null}
      {edited ? <RolesDialog user={edited} list={data} onClose={() => setEdited(null)} /> : null}
      {given ? <LinkDialog {...given} onClose={() => setGiven(null)} /> : null}
    </>
  )
}

interface UserRowProps {
  readonly user: User
  readonly onEdit: () => void
  readonly onLink: (link: Link) => void
}

function UserRow({ user, onEdit, onLink }: UserRowProps) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <Table.Tr>
      <Table.Td>
        <strong>{user.name}</strong>
        {user.isYou ? <span className="dimmed"> · {t('people.users.you')}</span> : null}
        <div className="dimmed">{user.email}</div>
      </Table.Td>
      <Table.Td>
        <UserRoles user={user} />
      </Table.Td>
      <Table.Td>
        {t(stateOf(user))}
        {user.hasSecondFactor ? <div className="dimmed">{t('people.users.factor')}</div> : null}
      </Table.Td>
      {user.lastSeenAt === null ? (
        <Table.Td />
      ) : (
        <Table.Td className="figures" data-label={t('people.users.lastSeen')}>
          {format.instant(user.lastSeenAt)}
        </Table.Td>
      )}
      <Table.Td className="row-actions">
        <UserMenu user={user} onEdit={onEdit} onLink={onLink} />
      </Table.Td>
    </Table.Tr>
  )
}

function UserRoles({ user }: { readonly user: User }) {
  const { t } = useTranslation()
  if (user.roleEverywhere !== null) {
    return t('people.users.everywhere', { role: t(`roles.${user.roleEverywhere}`) })
  }
  if (user.roles.length === 0) return <span className="dimmed">{t('people.users.noRole')}</span>
  return (
    <span className="user-roles">
      {user.roles.map(({ company, role }) => (
        <span key={company}>
          {company} · {t(`roles.${role}`)}
        </span>
      ))}
    </span>
  )
}

function stateOf(user: User) {
  if (!user.isActive) return 'people.users.inactive' as const
  return user.isInvited ? ('people.users.invited' as const) : ('people.users.active' as const)
}

interface LinkDialogProps {
  readonly name: string
  readonly link: Link
  readonly onClose: () => void
}

/** The link to hand over, until there is a mail server to send it. */
function LinkDialog({ name, link, onClose }: LinkDialogProps) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <Dialog title={t('people.users.linkTitle', { name })} onClose={onClose}>
      <Stack>
        <p>{t('people.users.linkLead', { name, day: format.instant(link.expiresAt) })}</p>
        <p className="secret-text">{link.url}</p>
        <Group justify="flex-end">
          <CopyButton text={link.url} />
        </Group>
      </Stack>
    </Dialog>
  )
}

interface RolesDialogProps {
  readonly user: User
  readonly list: UserList
  readonly onClose: () => void
}

/** The roles of a person, in the companies one administers. */
function RolesDialog({ user, list, onClose }: RolesDialogProps) {
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
