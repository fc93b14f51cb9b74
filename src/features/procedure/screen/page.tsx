import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { CompanyPicker } from '#ui/company-picker.tsx'
import { rememberedList } from '#ui/list-address.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchProcedure } from '../contract.ts'
import { ProcedureForm } from './procedure-form.tsx'
import { procedureKey } from './use-procedure.tsx'

/** « Paramètres › Procédure »: when a company reminds, and what of. */
export function ProcedurePage() {
  const { t } = useTranslation()
  const { code } = useParams({ from: '/parametres/procedure/$code' })
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery({
    queryKey: procedureKey(code),
    queryFn: () => ask(fetchProcedure, { params: { code } }),
    // Edits start from what is read when the screen opens, never from an older reading.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const choose = (chosen: string) =>
    void navigate({
      to: '/parametres/procedure/$code',
      params: { code: chosen },
      search: (current) => current,
    })
  return (
    <>
      <ScreenHead
        title={t('nav.procedure')}
        trail={[t('nav.settings')]}
        backLabel={t('procedure.back')}
        onBack={() => void navigate({ to: '/relances', search: rememberedList() })}
      >
        <CompanyPicker code={code} onChoose={choose} />
      </ScreenHead>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={5} height={72} /> : null}
      {data ? <ProcedureForm key={code} procedure={data} /> : null}
    </>
  )
}
