import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { CompanyPicker } from '#ui/company-picker.tsx'
import { rememberedList } from '#ui/list-address.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchSending } from '../contract.ts'
import { AccountList } from './account-list.tsx'
import { CourtesyPart } from './courtesy-form.tsx'
import { MessageSettingsPart } from './message-settings-form.tsx'
import { ModeBand } from './mode-band.tsx'
import { SettingsForm } from './settings-form.tsx'
import { sendingKey } from './use-sending.ts'
import './sending.css'

/** « Paramètres › Envoi »: the accounts a company sends its e-mails from, and how it sends. */
export function SendingPage() {
  const { t } = useTranslation()
  const { code } = useParams({ from: '/parametres/envoi/$code' })
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery({
    queryKey: sendingKey(code),
    queryFn: () => ask(fetchSending, { params: { code } }),
    // Edits start from what is read when the screen opens, never from an older reading.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const choose = (chosen: string) =>
    void navigate({ to: '/parametres/envoi/$code', params: { code: chosen }, search: (current) => current })
  return (
    <>
      <ScreenHead
        title={t('nav.sending')}
        trail={[t('nav.settings')]}
        backLabel={t('sending.back')}
        onBack={() => void navigate({ to: '/relances', search: rememberedList() })}
      >
        <CompanyPicker code={code} onChoose={choose} />
      </ScreenHead>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={5} height={72} /> : null}
      {data ? (
        <div className="sending" key={code}>
          <ModeBand sending={data} />
          <AccountList sending={data} />
          <SettingsForm sending={data} />
          <MessageSettingsPart company={code} />
          <CourtesyPart company={code} />
        </div>
      ) : null}
    </>
  )
}
