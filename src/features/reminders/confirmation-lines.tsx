import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Formats, useFormats } from '#ui/format.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import type { SelectionSummary } from './contract.ts'

/** A line of the confirmation; one that has nothing to say is not drawn. */
interface Line {
  readonly name: string
  readonly content: ReactNode
}

/**
 * What a run would do, a line each: per level, what is asked, what needs looking at. Later lines (by what channel…)
 * are added to `linesOf`.
 */
export function ConfirmationLines({ summary }: { readonly summary: SelectionSummary }) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <dl className="confirmation-lines">
      {linesOf(summary, t, format).map(({ name, content }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{content}</dd>
        </div>
      ))}
    </dl>
  )
}

function linesOf(summary: SelectionSummary, t: TFunction, format: Formats): Line[] {
  const lines: Line[] = []
  if (summary.asked.levels.length > 0)
    lines.push({ name: t('confirmation.byLevel'), content: <Levels levels={summary.asked.levels} /> })
  lines.push({ name: t('confirmation.toAsk'), content: <Asked amounts={summary.asked.amounts} /> })
  const looks = looksOf(summary, t)
  if (looks.length > 0)
    lines.push({
      name: t('confirmation.toLookAt'),
      content: looks.map(({ words, customers, count }) => (
        <Look key={words} words={words} customers={customers} count={count} format={format} />
      )),
    })
  return lines
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

interface LookWords {
  readonly words: string
  readonly count: number
  readonly customers: readonly { readonly customerId: number; readonly code: string; readonly name: string }[]
}

function looksOf({ asked, attention }: SelectionSummary, t: TFunction): LookWords[] {
  const looks = (attention?.lookAt ?? []).map(({ kind, count, customers }) => ({
    words: t(`confirmation.look.${kind}`, { count }),
    count,
    customers,
  }))
  if (asked.coveredCount === 0) return looks
  const words = t('confirmation.look.covered', { count: asked.coveredCount })
  return [...looks, { words, count: asked.coveredCount, customers: asked.covered }]
}

/** Who, on request: their page opens beside, so that the ticks stay. */
function Look({ words, count, customers, format }: LookWords & { readonly format: Formats }) {
  const { t } = useTranslation()
  return (
    <details className="confirmation-look">
      <summary>{words}</summary>
      <ul>
        {customers.map(({ customerId, code, name }) => (
          <li key={customerId}>
            <Link to="/clients/$id" params={{ id: String(customerId) }} target="_blank">
              {name}
            </Link>{' '}
            <span className="dimmed">{code}</span>
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
