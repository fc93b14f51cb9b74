import { Alert, Button, Stack } from '@mantine/core'
import { IconCalendarClock, IconPlayerPause } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { useFormats } from '#ui/format.ts'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import {
  fetchSchedulePreview,
  runScheduleNow,
  type Schedule,
  skipScheduledRun,
  takeBackSkip,
} from '../schedule-contract.ts'
import { ReportWords } from './schedule-report-words.tsx'
import { useDayWords, useScheduleAct } from './use-schedule.ts'

/** What comes next, with what keeps it back; looking at it, stopping it and doing it now. */
export function NextRun({ schedule }: { readonly schedule: Schedule }) {
  const { t } = useTranslation()
  const { company, mode, next, skipped } = schedule
  const words = useDayWords()
  const [isShown, setShown] = useState(false)
  const mayRemind = useCapability('remind', company)
  const now = useScheduleAct(company, t('schedule.ranNow'))
  const stopping = useStopDialog(schedule)
  return (
    <section className="schedule-next" aria-labelledby="schedule-next">
      <IconCalendarClock size={24} aria-hidden />
      <div>
        <h2 id="schedule-next">
          {mode === 'off' || next === null
            ? t(mode === 'off' ? 'schedule.isOff' : 'schedule.noNext')
            : t('schedule.next', { day: words(next.runOn), at: schedule.at })}
        </h2>
        {next && next.nominalOn !== next.runOn ? (
          <p>{t('schedule.moved', { day: words(next.nominalOn) })}</p>
        ) : null}
        <p className="dimmed">{t(`schedule.does.${mode}`)}</p>
      </div>
      {mode === 'off' ? null : (
        <div className="schedule-acts">
          <Button variant="default" onClick={() => setShown(!isShown)} aria-expanded={isShown}>
            {t('schedule.look')}
          </Button>
          {next ? (
            <Button variant="default" onClick={stopping.open} {...whyDisabled(mayRemind)}>
              {t('schedule.stop')}
            </Button>
          ) : null}
          <Button
            variant="default"
            loading={now.isPending}
            onClick={() => now.mutate(() => ask(runScheduleNow, { params: { code: company } }))}
            {...whyDisabled(mayRemind)}
          >
            {t('schedule.runNow')}
          </Button>
        </div>
      )}
      <HeldBack schedule={schedule} />
      {skipped.map((one) => (
        <Skipped key={one.nominalOn} one={one} company={company} />
      ))}
      {isShown ? <Preview company={company} /> : null}
      {stopping.dialog}
    </section>
  )
}

function HeldBack({ schedule }: { readonly schedule: Schedule }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { mode, openDraft, isBankTooOld, bankKnownOn, summaryProblem } = schedule
  return (
    <>
      {openDraft === null ? null : (
        <Alert color="yellow" className="schedule-wide">
          {t('schedule.openDraft')}{' '}
          <Link to="/relances/lettres/$run" params={{ run: String(openDraft) }}>
            {t('schedule.resume')}
          </Link>
        </Alert>
      )}
      {mode !== 'off' && isBankTooOld ? (
        <Alert color="yellow" className="schedule-wide">
          {bankKnownOn === null
            ? t('schedule.bankUnknown')
            : t('schedule.bankTooOld', { day: format.day(bankKnownOn) })}{' '}
          <Link to="/importer">{t('nav.import')}</Link>
        </Alert>
      ) : null}
      {mode !== 'off' && summaryProblem !== null ? (
        <Alert color="yellow" className="schedule-wide">
          {t('schedule.summaryProblem', { answer: summaryProblem })}
        </Alert>
      ) : null}
    </>
  )
}

interface SkippedProps {
  readonly one: Schedule['skipped'][number]
  readonly company: string
}

function Skipped({ one, company }: SkippedProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const words = useDayWords()
  const mayRemind = useCapability('remind', company)
  const back = useScheduleAct(company, t('schedule.takenBack'))
  const params = { code: company, nominalOn: one.nominalOn }
  return (
    <p className="schedule-wide schedule-skipped">
      <IconPlayerPause size={16} aria-hidden />
      {t('schedule.skipped', {
        day: words(one.nominalOn),
        who: format.who(one.by),
        when: format.instant(one.at, company),
      })}
      <Button
        size="compact-sm"
        variant="default"
        loading={back.isPending}
        onClick={() => back.mutate(() => ask(takeBackSkip, { params }))}
        {...whyDisabled(mayRemind)}
      >
        {t('schedule.takeBack')}
      </Button>
    </p>
  )
}

// Opened by the button, and by the link of the summary: what is done takes a press here all the same.
function useStopDialog({ company, next, at }: Schedule) {
  const { t } = useTranslation()
  const words = useDayWords()
  const { arreter } = useSearch({ from: '/parametres/automatique/$code' })
  const navigate = useNavigate({ from: '/parametres/automatique/$code' })
  const [isOpen, setOpen] = useState(arreter !== undefined && arreter === next?.nominalOn)
  const stopping = useScheduleAct(company, t('schedule.stopped'))
  const close = () => {
    setOpen(false)
    void navigate({ search: (current) => ({ ...current, arreter: undefined }), replace: true })
  }
  const stop = (nominalOn: string) =>
    stopping.mutate(() => ask(skipScheduledRun, { params: { code: company }, body: { nominalOn } }), {
      onSuccess: close,
    })
  const isGone = arreter !== undefined && arreter !== next?.nominalOn
  return {
    open: () => setOpen(true),
    dialog:
      isOpen && next ? (
        <Dialog title={t('schedule.stopTitle', { day: words(next.runOn), at })} onClose={close}>
          <Stack>
            <p>{t('schedule.stopLead')}</p>
            <DialogEnd
              error={stopping.error}
              label={t('schedule.stop')}
              isPending={stopping.isPending}
              focus="act"
              onClose={close}
              onConfirm={() => stop(next.nominalOn)}
            />
          </Stack>
        </Dialog>
      ) : isGone ? (
        <Alert color="yellow" className="schedule-wide">
          {t('schedule.stopTooLate', { day: words(arreter) })}
        </Alert>
      ) : null,
  }
}

function Preview({ company }: { readonly company: string }) {
  const { t } = useTranslation()
  const words = useDayWords()
  const { data, error, refetch } = useQuery({
    queryKey: ['schedule-preview', company],
    queryFn: () => ask(fetchSchedulePreview, { params: { code: company } }),
    gcTime: 0,
  })
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <RowsSkeleton rows={2} height={30} />
  return (
    <div className="schedule-wide schedule-preview">
      <p>
        <strong>{t('schedule.wouldMake', { day: words(data.runOn) })}</strong>
      </p>
      {data.heldBack ? <p>{t(`schedule.outcome.${data.heldBack}`)}</p> : <ReportWords report={data.report} />}
    </div>
  )
}
