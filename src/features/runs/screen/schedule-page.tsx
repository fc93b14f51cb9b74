import './schedule.css'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { CompanyPicker } from '#ui/company-picker.tsx'
import { rememberedList } from '#ui/list-address.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchSchedule } from '../schedule-contract.ts'
import { NextRun } from './schedule-next.tsx'
import { PastRuns } from './schedule-past.tsx'
import { ScheduleSettings } from './schedule-settings.tsx'
import { scheduleKey } from './use-schedule.ts'

/** « Paramètres › Relances automatiques »: when a company reminds by itself, what comes next, what became of the last times. */
export function SchedulePage() {
  const { t } = useTranslation()
  const { code } = useParams({ from: '/parametres/automatique/$code' })
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery({
    queryKey: scheduleKey(code),
    queryFn: () => ask(fetchSchedule, { params: { code } }),
    // Edits start from what is read when the screen opens, never from an older reading.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const choose = (chosen: string) =>
    void navigate({ to: '/parametres/automatique/$code', params: { code: chosen }, search: {} })
  return (
    <>
      <ScreenHead
        title={t('nav.schedule')}
        trail={[t('nav.settings')]}
        backLabel={t('schedule.back')}
        onBack={() => void navigate({ to: '/relances', search: rememberedList() })}
      >
        <CompanyPicker code={code} onChoose={choose} />
      </ScreenHead>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={5} height={72} /> : null}
      {data ? (
        <div className="schedule" key={code}>
          <NextRun schedule={data} />
          <ScheduleSettings schedule={data} />
          <PastRuns past={data.past} company={code} />
        </div>
      ) : null}
    </>
  )
}
