import { Button, Group, Stack, Table } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { useFormats } from '#ui/format.ts'
import { say, sayFailure } from '#ui/notices.tsx'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import type { ApiKey, CreatedApiKey } from '../contract.ts'
import { fetchKeys, revokeKey } from '../key-contract.ts'
import { CopyButton } from './copied-text.tsx'
import { KEYS, NewKeyDialog } from './new-key-dialog.tsx'

/** The keys of programs: what each may do, when it last did, and the end of it. */
export function KeysTab() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({ queryKey: KEYS, queryFn: () => ask(fetchKeys, {}) })
  const [isCreating, setCreating] = useState(false)
  const [created, setCreated] = useState<CreatedApiKey | null>(null)
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <RowsSkeleton rows={3} height={52} />
  const create = (
    <Button leftSection={<IconKey size={18} aria-hidden />} onClick={() => setCreating(true)}>
      {t('people.keys.create')}
    </Button>
  )
  return (
    <>
      <p className="dimmed">{t('people.keys.lead')}</p>
      {data.keys.length === 0 ? (
        <Empty icon={<IconKey size={28} />} title={t('people.keys.empty')} actions={create}>
          {t('people.keys.emptyHint')}
        </Empty>
      ) : (
        <>
          <Group my="sm">{create}</Group>
          <KeyTable keys={data.keys} />
        </>
      )}
      {isCreating ? (
        <NewKeyDialog
          onClose={() => setCreating(false)}
          onCreated={(key) => {
            setCreating(false)
            setCreated(key)
          }}
        />
      ) : null}
      {created ? (
        <Dialog
          title={t('people.keys.secretTitle', { name: created.key.name })}
          onClose={() => setCreated(null)}
        >
          <Stack>
            <p>{t('people.keys.secretLead')}</p>
            <p className="secret-text">{created.secret}</p>
            <Group justify="flex-end">
              <CopyButton text={created.secret} />
            </Group>
          </Stack>
        </Dialog>
      ) : null}
    </>
  )
}

function KeyTable({ keys }: { readonly keys: readonly ApiKey[] }) {
  const { t } = useTranslation()
  return (
    <Table className="people-table" aria-label={t('people.users.tabKeys')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('people.keys.name')}</Table.Th>
          <Table.Th>{t('people.keys.scopes')}</Table.Th>
          <Table.Th>{t('people.keys.companies')}</Table.Th>
          <Table.Th>{t('people.keys.lastUsed')}</Table.Th>
          <Table.Th>{t('people.keys.end')}</Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

function KeyRow({ apiKey }: { readonly apiKey: ApiKey }) {
  const { t } = useTranslation()
  const format = useFormats()
  const client = useQueryClient()
  const { name } = apiKey
  const revoke = useMutation({
    mutationFn: () => ask(revokeKey, { params: { id: apiKey.id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: KEYS })
      say(t('people.keys.revokedDone', { name }))
    },
    onError: sayFailure,
  })
  return (
    <Table.Tr>
      <Table.Td>
        <strong>{name}</strong>
        <div className="dimmed">
          {apiKey.prefix}… · {t('people.keys.owner')} {apiKey.owner}
        </div>
      </Table.Td>
      <Table.Td>{apiKey.capabilities.map((scope) => t(`people.keys.scope.${scope}`)).join(', ')}</Table.Td>
      <Table.Td>{apiKey.companies?.join(', ') ?? t('people.keys.allCompanies')}</Table.Td>
      <Table.Td className="figures" data-label={t('people.keys.lastUsed')}>
        {apiKey.lastUsedAt === null ? t('people.keys.never') : format.instant(apiKey.lastUsedAt)}
      </Table.Td>
      <Table.Td className="figures" data-label={t('people.keys.end')}>
        <KeyEnd apiKey={apiKey} />
      </Table.Td>
      <Table.Td>
        {apiKey.revokedAt === null ? (
          <Button
            variant="default"
            size="compact-sm"
            loading={revoke.isPending}
            aria-label={t('people.keys.revokeNamed', { name })}
            onClick={() => revoke.mutate()}
          >
            {t('people.keys.revoke')}
          </Button>
        ) : null}
      </Table.Td>
    </Table.Tr>
  )
}

// When it ends, or has: a key that opens nothing any more must not look like one that does.
function KeyEnd({ apiKey: { revokedAt, expiresAt } }: { readonly apiKey: ApiKey }) {
  const { t } = useTranslation()
  const format = useFormats()
  if (revokedAt !== null) {
    return <span className="dimmed">{t('people.keys.revoked', { day: format.instant(revokedAt) })}</span>
  }
  if (expiresAt === null) return t('people.keys.noEnd')
  const day = format.instant(expiresAt)
  return Date.parse(expiresAt) > Date.now() ? day : <strong>{t('people.keys.ended', { day })}</strong>
}
