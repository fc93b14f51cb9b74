import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchAccount } from '../account-contract.ts'
import { AccountCard } from './account-card.tsx'
import { KeyRows } from './open-ways.tsx'
import { PasskeyCard } from './passkey-card.tsx'
import { PasswordCard } from './password-card.tsx'
import { SecondFactorCard } from './second-factor-card.tsx'
import { SessionCard } from './session-card.tsx'

const ACCOUNT = ['account']

/** « Mon compte »: how one signs in, and where one is signed in. */
export function AccountPage() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { data, error, refetch } = useQuery({ queryKey: ACCOUNT, queryFn: () => ask(fetchAccount, {}) })
  const refresh = () => client.invalidateQueries({ queryKey: ACCOUNT })
  return (
    <>
      <ScreenHead title={t('people.account.title')} />
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={4} height={110} /> : null}
      {data ? (
        <div className="account">
          <p className="dimmed">
            {data.name} · {data.email}
          </p>
          <PasswordCard account={data} onChanged={refresh} />
          <SecondFactorCard account={data} onChanged={refresh} />
          <PasskeyCard account={data} onChanged={refresh} />
          {data.keys.length > 0 ? (
            <AccountCard title={t('people.users.tabKeys')} lead={t('people.keys.lead')}>
              <KeyRows rows={data.keys} onChanged={refresh} />
            </AccountCard>
          ) : null}
          <SessionCard account={data} onChanged={refresh} />
        </div>
      ) : null}
    </>
  )
}
