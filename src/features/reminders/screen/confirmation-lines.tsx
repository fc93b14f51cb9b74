import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Formats, useFormats } from '#ui/format.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import type { SelectionSummary } from '../selection-contract.ts'
import { type KnownPayments, useKnownPayments } from './bank-freshness.tsx'

/** A line of the confirmation; one that has nothing to say is not drawn. */
interface Line {
  readonly name: string
  readonly content: ReactNode
}

interface ConfirmationLinesProps {
  readonly summary: SelectionSummary
  /** Codes of the companies shown; all of them when undefined. */
  readonly companies: readonly string[] | undefined
}

/**
 * What a run would do, a line each: per level, what is asked, what needs looking at. Later lines (by what channel…)
 * are added to `linesOf`.
 */
export function ConfirmationLines({ summary, companies }: ConfirmationLinesProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const payments = useKnownPayments(companies)
  return (
    <dl className="confirmation-lines">
      {linesOf(summary, t, format).map(({ name, content }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{content}</dd>
        </div>
      ))}
      {payments ? (
        <div>
          <dt>{t('confirmation.payments')}</dt>
          <dd>
            <PaymentsAge payments={payments} />
          </dd>
        </div>
      ) : null}
    </dl>
  )
}

function linesOf(summary: SelectionSummary, t: TFunction, format: Formats): Line[] {
  const lines: Line[] = []
  if (summary.asked.levels.length > 0)
    lines.push({ name: t('confirmation.byLevel'), content: <Levels levels={summary.asked.levels} /> })
  lines.push({ name: t('confirmation.toAsk'), content: <Asked amounts={summary.asked.amounts} /> })
  const { ways } = summary.asked
  if (ways) lines.push({ name: t('confirmation.byWay'), content: <Ways ways={ways} /> })
  const looks = looksOf(summary, t)
  if (looks.length > 0)
    lines.push({
      name: t('confirmation.toLookAt'),
      content: looks.map((look) => <Look key={look.words} {...look} format={format} />),
    })
  return lines
}

/** « du 18/01/2024 (7 jours) », and what to do when they are old. */
function PaymentsAge({ payments }: { readonly payments: KnownPayments }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { knownOn, age, isStale } = payments
  return (
    <>
      <span className="bank-age figures" data-stale={isStale}>
        {t('confirmation.paymentsOf', { day: format.day(knownOn) })}{' '}
        {age > 0 ? t('reminders.age', { count: age }) : null}
      </span>
      {isStale ? <p className="dimmed">{t('confirmation.oldPaymentsHint')}</p> : null}
    </>
  )
}

function Levels({ levels }: { readonly levels: SelectionSummary['asked']['levels'] }) {
  const { t } = useTranslation()
  return (
    <span className="confirmation-levels">
      {levels.map(({ level, letters }) => (
        <span key={level}>
          <LevelBadge level={level} /> {t('confirmation.letters', { count: letters })}
        </span>
      ))}
    </span>
  )
}

function Asked({ amounts }: { readonly amounts: SelectionSummary['asked']['amounts'] }) {
  const { t } = useTranslation()
  const format = useFormats()
  const sum = (read: (amount: (typeof amounts)[number]) => number) =>
    format.amounts(amounts.map((amount) => ({ currency: amount.currency, cents: read(amount) })))
  return (
    <>
      <strong className="figures">{sum((amount) => amount.netCents)}</strong>
      {amounts.some((amount) => amount.imputedCents > 0) ? (
        <span className="dimmed figures">
          {' '}
          {t('confirmation.deducted', { amount: sum((amount) => amount.imputedCents) })}
        </span>
      ) : null}
    </>
  )
}

/** « 30 e-mails · 12 lettres à imprimer · 3 des deux »: only where a company sends e-mails. */
function Ways({ ways }: { readonly ways: NonNullable<SelectionSummary['asked']['ways']> }) {
  const { t } = useTranslation()
  const words = (['email', 'paper', 'both'] as const)
    .filter((way) => ways[way] > 0)
    .map((way) => t(`letters.ways.${way}`, { count: ways[way] }))
  return (
    <>
      {words.join(' · ')}
      {ways.isTrial ? <p className="dimmed">{t('confirmation.trial')}</p> : null}
    </>
  )
}

interface LookWords {
  readonly words: string
  readonly count: number
  /** What to do about it. */
  readonly hint?: string
  readonly customers: readonly LookedAt[]
}

interface LookedAt {
  readonly customerId: number
  readonly code: string
  readonly name: string
  readonly invoices?: readonly string[]
}

function looksOf({ asked, attention, maybePaid }: SelectionSummary, t: TFunction): LookWords[] {
  const looks: LookWords[] = (attention?.lookAt ?? []).map(({ kind, count, customers }) => ({
    words: t(`confirmation.look.${kind}`, { count }),
    count,
    customers,
  }))
  // Those who may have paid come first: the worst that a letter can get wrong.
  if (maybePaid.count > 0)
    looks.unshift({
      words: t('confirmation.maybePaid', { count: maybePaid.count }),
      hint: t('confirmation.maybePaidHint'),
      count: maybePaid.count,
      customers: maybePaid.customers,
    })
  if (asked.coveredCount > 0)
    looks.push({
      words: t('confirmation.look.covered', { count: asked.coveredCount }),
      count: asked.coveredCount,
      customers: asked.covered,
    })
  return looks
}

/** Who, on request: their page opens beside, so that the ticks stay. */
function Look({ words, hint, customers, count, format }: LookWords & { readonly format: Formats }) {
  const { t } = useTranslation()
  return (
    <details className="confirmation-look">
      <summary>{words}</summary>
      {hint ? <p className="dimmed">{hint}</p> : null}
      <ul>
        {customers.map(({ customerId, code, name, invoices }) => (
          <li key={customerId}>
            <Link to="/clients/$id" params={{ id: String(customerId) }} target="_blank">
              {name}
            </Link>{' '}
            <span className="dimmed figures">{invoices ? `· ${invoices.join(', ')}` : code}</span>
          </li>
        ))}
        {count > customers.length ? (
          <li className="dimmed">
            {t('confirmation.others', { n: format.count(count - customers.length) })}
          </li>
        ) : null}
      </ul>
    </details>
  )
}
