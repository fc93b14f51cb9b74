import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useFormats } from '#ui/format.ts'
import { say, sayFailure } from '#ui/notices.tsx'
import { endOtherSessions, endSession } from '../account-contract.ts'
import { AccountCard, type AccountPartProps } from './account-card.tsx'
import { deviceOf } from './device.ts'

/** Where one is signed in; each can be ended from here. */
export function SessionCard({ account, onChanged }: AccountPartProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const end = useMutation({
    mutationFn: (id: string | null) =>
      id === null ? ask(endOtherSessions, {}) : ask(endSession, { params: { id } }),
    onSuccess: async () => {
      await onChanged()
      say(t('people.account.sessionEnded'))
    },
    onError: sayFailure,
  })
  return (
    <AccountCard title={t('people.account.sessionTitle')}>
      <ul className="account-rows">
        {account.sessions.map((session) => {
          const found = deviceOf(session.userAgent)
          const device = found ? t('people.account.device', found) : t('people.account.unknownDevice')
          const day = format.instant(session.startedAt)
          return (
            <li key={session.id}>
              <strong>{device}</strong>
              <span>{t('people.account.sessionSince', { day, address: session.address })}</span>
              {session.isCurrent ? (
                <em>{t('people.account.sessionHere')}</em>
              ) : (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={t('people.account.sessionEnd', { device })}
                  onClick={() => end.mutate(session.id)}
                >
                  {t('people.account.disconnect')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {account.sessions.length > 1 ? (
        <Button variant="default" loading={end.isPending} onClick={() => end.mutate(null)}>
          {t('people.account.sessionEndOthers')}
        </Button>
      ) : null}
    </AccountCard>
  )
}
