import { Alert, Button, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { say } from '#ui/notices.tsx'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { completeConsent } from '../consent-contract.ts'
import { useProblemWords } from './use-sending.ts'

/** Where Google sends back: the code is redeemed once, and the account is kept. */
export function ConsentReturn() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const words = useProblemWords()
  const given = new URLSearchParams(window.location.search)
  const state = given.get('state') ?? ''
  const [returned, refused] = [given.get('code'), given.get('error')]
  const at = state.lastIndexOf('.')
  const [company, pending] = [state.slice(0, at), state.slice(at + 1)]
  const back = () =>
    void navigate({ to: '/parametres/envoi/$code', params: { code: company }, replace: true })
  const { data, error } = useQuery({
    queryKey: ['sending-consent', state],
    queryFn: async () => {
      const answer = await ask(completeConsent, {
        params: { code: company },
        body: { pending, returned: returned ?? '' },
      })
      if (answer.sending) {
        say(t('sending.consent.done'))
        back()
      }
      return answer
    },
    enabled: returned !== null,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <>
      <ScreenHead title={t('sending.consent.returnTitle')} trail={[t('nav.settings'), t('nav.sending')]} />
      <Stack>
        {error ? <Failure error={error} /> : null}
        {returned === null ? (
          <Alert color="orange">{t('sending.consent.refused', { reason: refused ?? '?' })}</Alert>
        ) : null}
        {data?.problem && !data.sending ? (
          <Alert color="orange" role="alert">
            {words(data.problem).map((said) => (
              <p key={said}>{said}</p>
            ))}
          </Alert>
        ) : null}
        {!data && !error && returned !== null ? (
          <>
            <p role="status">{t('sending.consent.returning')}</p>
            <RowsSkeleton rows={2} height={48} />
          </>
        ) : null}
        <div>
          <Button variant="default" onClick={back}>
            {t('sending.consent.toSending')}
          </Button>
        </div>
      </Stack>
    </>
  )
}
