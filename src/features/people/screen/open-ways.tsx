import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useFormats } from '#ui/format.ts'
import { say, sayFailure } from '#ui/notices.tsx'
import { removePasskey, revokeOwnKey } from '../account-contract.ts'

import type { Account, ApiKey } from '../contract.ts'

interface RowsProps<T> {
  readonly rows: readonly T[]
  readonly onChanged: () => Promise<unknown>
}

/** Whether something other than the password opens an account. */
export function hasOtherWays({ passkeys, keys }: Pick<Account, 'passkeys' | 'keys'>): boolean {
  return passkeys.length > 0 || keys.length > 0
}

/** The passkeys of an account; each can be withdrawn. */
export function PasskeyRows({ rows, onChanged }: RowsProps<Account['passkeys'][number]>) {
  const { t } = useTranslation()
  const format = useFormats()
  const remove = useMutation({
    mutationFn: (id: string) => ask(removePasskey, { params: { id } }),
    onSuccess: async () => {
      await onChanged()
      say(t('people.account.passkeyRemoved'))
    },
    onError: sayFailure,
  })
  if (rows.length === 0) return null
  return (
    <ul className="account-rows" aria-label={t('people.account.passkeyTitle')}>
      {rows.map(({ id, name, createdAt }) => (
        <li key={id}>
          <strong>{name}</strong>
          <span>{createdAt === null ? null : format.instant(createdAt)}</span>
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={t('people.account.passkeyRemove', { name })}
            onClick={() => remove.mutate(id)}
          >
            {t('people.account.remove')}
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** One’s own API keys: what each may do, its last use and its end; each can be revoked. */
export function KeyRows({ rows, onChanged }: RowsProps<ApiKey>) {
  const { t } = useTranslation()
  const revoke = useMutation({
    mutationFn: (key: ApiKey) => ask(revokeOwnKey, { params: { id: key.id } }),
    onSuccess: async ({ name }) => {
      await onChanged()
      say(t('people.keys.revokedDone', { name }))
    },
    onError: sayFailure,
  })
  if (rows.length === 0) return null
  return (
    <ul className="account-rows" aria-label={t('people.users.tabKeys')}>
      {rows.map((key) => (
        <li key={key.id}>
          <strong>{key.name}</strong>
          <span>
            <KeyFacts apiKey={key} />
          </span>
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={t('people.keys.revokeNamed', { name: key.name })}
            onClick={() => revoke.mutate(key)}
          >
            {t('people.keys.revoke')}
          </Button>
        </li>
      ))}
    </ul>
  )
}

function KeyFacts({ apiKey }: { readonly apiKey: ApiKey }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { lastUsedAt, expiresAt } = apiKey
  const facts = [
    apiKey.capabilities.map((scope) => t(`people.keys.scope.${scope}`)).join(', '),
    lastUsedAt === null
      ? t('people.keys.neverUsed')
      : t('people.keys.usedOn', { day: format.instant(lastUsedAt) }),
    expiresAt === null ? t('people.keys.noEnd') : t('people.keys.until', { day: format.instant(expiresAt) }),
  ]
  return facts.join(' · ')
}
