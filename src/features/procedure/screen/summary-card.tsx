import { useTranslation } from 'react-i18next'
import { procedureSteps } from '#domain/dunning/procedure-steps.ts'
import { useFormats } from '#ui/format.ts'
import type { ProcedureFields } from '../contract.ts'
import { summarySentences } from './summary-sentences.ts'

/** « Une première lettre 8 jours après l’échéance, puis … », and what seems not meant. */
export function SummaryCard({ fields }: { readonly fields: ProcedureFields | null }) {
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
