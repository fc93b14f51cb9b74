import { IconCircle, IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { type Checklist as Answer, fetchChecklist } from '../contract.ts'

type Step = Answer['companies'][number]['steps'][number]

/** What is left to do of one company before a letter can be posted; nothing once all of it is done. */
export function Checklist({ company }: { readonly company: string }) {
  const { t } = useTranslation()
  const { data } = useQuery({
    queryKey: ['dashboard', 'checklist', company],
    queryFn: () => ask(fetchChecklist, { query: { companies: company } }),
  })
  const steps = data?.companies.find((one) => one.company === company)?.steps ?? []
  const done = steps.filter(({ isDone }) => isDone).length
  if (done === steps.length) return null
  return (
    <section className="band" aria-labelledby="band-checklist">
      <h2 id="band-checklist">
        {t('dashboard.band.checklist')}{' '}
        <span className="dimmed figures">{t('dashboard.stepsDone', { done, all: steps.length })}</span>
      </h2>
      <ul className="checklist">
        {steps.map(({ step, isDone, count }) => (
          <li key={step} data-done={isDone || undefined}>
            {isDone ? <IconCircleCheck size={18} aria-hidden /> : <IconCircle size={18} aria-hidden />}
            {isDone ? (
              <span>{t(`dashboard.doneStep.${step}`)}</span>
            ) : (
              <Link {...wayTo(step, company)}>{t(`dashboard.step.${step}`, { count })}</Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function wayTo(step: Step['step'], company: string): Pick<LinkProps, 'to' | 'params' | 'search'> {
  const search = { entreprises: company }
  switch (step) {
    case 'letterhead':
    case 'iban':
      return { to: '/parametres/entreprises/$code', params: { code: company } }
    case 'addresses':
      return { to: '/clients/completer', search: { ...search, manque: 'address', retard: 'oui' } }
    case 'kinds':
      return { to: '/clients/completer', search: { ...search, manque: 'kind', retard: 'oui' } }
    case 'levels':
      return { to: '/niveau-de-depart/$code', params: { code: company } }
    case 'payments':
      return { to: '/affectation', search }
    case 'letter':
      return { to: '/relances', search: { ...search, onglet: 'a-relancer' } }
  }
}
