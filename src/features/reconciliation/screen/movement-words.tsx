import { useTranslation } from 'react-i18next'
import type { ReturnReason } from '#domain/matching/payments-made.ts'
import type { MatchReason } from '#domain/matching/reconciliation.ts'
import { useFormats } from '#ui/format.ts'
import type { MovementRow } from '../contract.ts'

/** What an undecided movement may be: whose, what it would settle, and why it is thought so. */
export function Proposed({ movement }: { readonly movement: MovementRow }) {
  const { t } = useTranslation()
  const { proposals, returns, hasClearFirst } = movement
  const [first] = proposals
  const [returned] = returns
  if (returned && hasClearFirst)
    return (
      <Found
        name={returned.name}
        code={returned.code}
        what={<Returned {...returned} />}
        reasons={returned.reasons}
      />
    )
  if (first && hasClearFirst)
    return (
      <Found
        name={first.name}
        code={first.code}
        what={<Items currency={movement.currency} items={first.items} restCents={first.restCents} />}
        reasons={first.reasons}
      />
    )
  const names = [...new Set([...proposals, ...returns].map(({ name }) => name))]
  if (names.length === 0)
    return <span className="dimmed">{t(movement.amountCents < 0 ? 'bank.noReturn' : 'bank.noProposal')}</span>
  return (
    <>
      <strong>{t('bank.several', { count: Math.max(proposals.length, returns.length) })}</strong>
      <span className="dimmed">{names.slice(0, 3).join(', ')}</span>
    </>
  )
}

/** What a decided movement was found to be. */
export function Parts({ movement }: { readonly movement: MovementRow }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { parts, status, setAsideReason, decidedBy, decidedAt } = movement
  const by = [
    t(`bank.status.${status}`),
    status === 'automatic' ? '' : format.who(decidedBy ?? ''),
    decidedAt ? format.instant(decidedAt) : '',
  ]
  return (
    <>
      {parts.map((part, index) => (
        <Found
          // biome-ignore lint/suspicious/noArrayIndexKey: one customer may have two parts
          key={index}
          name={part.name}
          code={part.code}
          what={
            part.kind === 'return' ? (
              t('bank.tookBack')
            ) : (
              <Items currency={movement.currency} items={part.items} restCents={part.restCents} />
            )
          }
          reasons={part.reasons}
        />
      ))}
      {setAsideReason ? <strong>{t(`bank.setAsideFor.${setAsideReason}`)}</strong> : null}
      <span className="dimmed figures">{by.filter((word) => word).join(' · ')}</span>
    </>
  )
}

interface FoundProps {
  readonly name: string
  readonly code: string
  readonly what: React.ReactNode
  readonly reasons: readonly string[]
}

function Found({ name, code, what, reasons }: FoundProps) {
  return (
    <>
      <span>
        <strong>{name}</strong> <span className="dimmed">{code}</span>
      </span>
      <span className="figures">{what}</span>
      <Reasons reasons={reasons} />
    </>
  )
}

/** Why, in words. */
export function Reasons({ reasons }: { readonly reasons: readonly string[] }) {
  const { t } = useTranslation()
  if (reasons.length === 0) return null
  return (
    <span className="bank-reasons">
      {reasons.map((reason) => (
        <span key={reason} className="mark" data-tone="quiet">
          {t(`bank.reason.${reason as MatchReason | ReturnReason | 'chosen' | 'in-the-books'}`)}
        </span>
      ))}
    </span>
  )
}

interface ItemsProps {
  readonly currency: string
  readonly items: readonly {
    readonly number: string | null
    readonly amountCents: number
    readonly openCents?: number
  }[]
  readonly restCents: number
}

const SHOWN = 3

function Items({ currency, items, restCents }: ItemsProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const words = items.slice(0, SHOWN).map(({ number, amountCents, openCents }) => {
    const isPart = openCents !== undefined && amountCents < openCents
    return `${number ?? '–'} (${format.money(amountCents, currency)}${isPart ? ` ${t('bank.outOf', { amount: format.money(openCents, currency) })}` : ''})`
  })
  if (items.length > SHOWN) words.push(t('bank.more', { count: items.length - SHOWN }))
  if (restCents > 0) words.push(t('bank.rest', { amount: format.money(restCents, currency) }))
  return words.join(', ')
}

function Returned({ receivedOn, numbers }: MovementRow['returns'][number]) {
  const { t } = useTranslation()
  const format = useFormats()
  const day = receivedOn ? format.day(receivedOn) : '–'
  return [t('bank.paymentOf', { day }), numbers.slice(0, SHOWN).join(', ')]
    .filter((words) => words)
    .join(' · ')
}
