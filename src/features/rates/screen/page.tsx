import { Alert } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { CompanyPicker } from '#ui/company-picker.tsx'
import { rememberedList } from '#ui/list-address.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import type { RateTable } from '../contract.ts'
import { fetchRates } from '../contract.ts'
import { RatesList } from './rates-list.tsx'
import { TermsForm } from './terms-form.tsx'
import { halfYearName, ratesKey } from './use-rates.tsx'
import './rates.css'

/** « Paramètres › Taux légaux »: what the law sets, half-year by half-year, and what the company agreed. */
export function RatesPage() {
  const { t } = useTranslation()
  const { code } = useParams({ from: '/parametres/taux/$code' })
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery({
    queryKey: ratesKey(code),
    queryFn: () => ask(fetchRates, { params: { code } }),
    // Edits start from what is read when the screen opens, never from an older reading.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const choose = (chosen: string) =>
    void navigate({ to: '/parametres/taux/$code', params: { code: chosen }, search: (current) => current })
  return (
    <>
      <ScreenHead
        title={t('nav.rates')}
        trail={[t('nav.settings')]}
        backLabel={t('rates.back')}
        onBack={() => void navigate({ to: '/relances', search: rememberedList() })}
      >
        <CompanyPicker code={code} onChoose={choose} />
      </ScreenHead>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={8} height={36} /> : null}
      {data ? (
        <div className="rates">
          <MissingRates table={data} />
          <TermsForm key={`${code} ${data.updatedAt}`} table={data} />
          <RatesList table={data} />
        </div>
      ) : null}
    </>
  )
}

function MissingRates({ table }: { readonly table: RateTable }) {
  const { t } = useTranslation()
  const [first] = table.missing
  if (!first) return null
  const words = first.rate === 'ecb' ? 'rates.missing.both' : 'rates.missing.legal'
  return (
    <Alert color="orange" title={t('rates.missing.title', { halfYear: halfYearName(t, first.startsOn) })}>
      {t(words)}
    </Alert>
  )
}
