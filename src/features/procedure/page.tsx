import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { fetchProcedure } from '#ui/api.ts'
import { rememberedList } from '#ui/list-address.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { useSession } from '#ui/session.ts'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { ProcedureForm } from './procedure-form.tsx'
import { procedureKey } from './use-procedure.tsx'

/** « Paramètres › Procédure »: when a company reminds, and what of. */
export function ProcedurePage() {
  const { t } = useTranslation()
  const { code } = useParams({ from: '/parametres/procedure/$code' })
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery({
    queryKey: procedureKey(code),
    queryFn: () => fetchProcedure(code),
    // Edits start from what is read when the screen opens, never from an older reading.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  return (
    <>
      <ScreenHead
        title={t('nav.procedure')}
        trail={[t('nav.settings')]}
        backLabel={t('procedure.back')}
        onBack={() => void navigate({ to: '/relances', search: rememberedList() })}
      >
        <CompanyChoice code={code} />
      </ScreenHead>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={5} height={72} /> : null}
      {data ? <ProcedureForm key={code} procedure={data} /> : null}
    </>
  )
}

function CompanyChoice({ code }: { readonly code: string }) {
  const { t } = useTranslation()
  const { companies } = useSession()
  const navigate = useNavigate()
  const choose = (chosen: string) =>
    void navigate({
      to: '/parametres/procedure/$code',
      params: { code: chosen },
      search: (current) => current,
    })
  if (companies.length < 2) return null
  return (
    <NativeSelect
      aria-label={t('procedure.company')}
      value={code}
      data={companies.map((company) => ({
        value: company.code,
        label: `${company.code} · ${company.legalName}`,
      }))}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  )
}
