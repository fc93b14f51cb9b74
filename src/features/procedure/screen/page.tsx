import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { procedureSteps } from '#domain/dunning/procedure-steps.ts'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { CompanyPicker } from '#ui/company-picker.tsx'
import { useFormats } from '#ui/format.ts'
import { LeaveGuard } from '#ui/leave-guard.tsx'
import { rememberedList } from '#ui/list-address.ts'
import { SavedFormFailure } from '#ui/saved-form-failure.tsx'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchProcedure, type Procedure, type ProcedureFields } from '../contract.ts'
import { OptionFields } from './option-fields.tsx'
import { SimulationCard } from './simulation-card.tsx'
import { summarySentences } from './summary-sentences.ts'
import { TimingFields } from './timing-fields.tsx'
import { procedureKey, useProcedure } from './use-procedure.tsx'
import './procedure.css'

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

/** The settings on the left; what they mean and what they would do on the right. */
function ProcedureForm({ procedure }: { readonly procedure: Procedure }) {
  const { t } = useTranslation()
  const editing = useProcedure(procedure)
  const { form, set, fields, isDirty } = editing
  const mayEdit = useCapability('edit-procedure', procedure.company)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    editing.save()
  }
  return (
    <form className="procedure" onSubmit={submit} noValidate>
      <div className="procedure-fields">
        <TimingFields timings={form.timings} onChange={(timings) => set({ timings })} />
        <OptionFields form={form} set={set} />
      </div>
      <div className="procedure-side">
        <SummaryCard fields={fields} />
        <SimulationCard code={procedure.company} fields={fields} />
      </div>
      <SavedFormFailure editing={editing} reloadLabel={t('procedure.reload')} />
      <div className="settings-save">
        <span className="dimmed">{isDirty ? t('procedure.unsaved') : null}</span>
        <Button
          type="submit"
          loading={editing.isSaving}
          disabled={mayEdit.allowed && (!isDirty || fields === null)}
          {...whyDisabled(mayEdit)}
        >
          {t('save')}
        </Button>
      </div>
      <LeaveGuard isDirty={isDirty} />
    </form>
  )
}

/** « Une première lettre 8 jours après l’échéance, puis … », and what seems not meant. */
function SummaryCard({ fields }: { readonly fields: ProcedureFields | null }) {
  const { t } = useTranslation()
  const { money } = useFormats()
  return (
    <section className="procedure-card" aria-labelledby="procedure-summary">
      <h2 id="procedure-summary">{t('procedure.summary.title')}</h2>
      {fields === null ? (
        <p className="procedure-warning">{t('procedure.unreadable')}</p>
      ) : (
        <>
          {summarySentences(fields, { t, money }).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {procedureSteps(fields.timings)
            .filter((step) => step.isBeforePrevious)
            .map(({ level }) => (
              <p key={level} className="procedure-warning">
                {t('procedure.beforePrevious', { level, previous: level - 1 })}
              </p>
            ))}
        </>
      )}
    </section>
  )
}
