import { Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { sumCents } from '#domain/days-and-money/money.ts'
import { letterRate } from '#domain/letters/letter-figures.ts'
import type { RateRule } from '#domain/penalties/late-interest.ts'
import { totalWithPenalties } from '#domain/penalties/penalties.ts'
import { useFormats } from '#ui/format.ts'
import { WideTable } from '#ui/wide-table.tsx'
import type { InvoiceDetail } from '../detail-contract.ts'

interface InvoicePenaltiesProps {
  readonly invoice: InvoiceDetail
  readonly on: string
}

type Owed = Extract<InvoiceDetail['penalties'], { readonly kind: 'owed' }>

/** Interest by segment, the indemnity and the rules, as the letter prints them where its level asks for it. */
export function InvoicePenalties({ invoice, on }: InvoicePenaltiesProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { penalties } = invoice
  const title = t('penalties.title', { day: format.day(on) })
  if (penalties.kind === 'not-owed') {
    return <Titled title={title}>{t(`penalties.notOwed.${penalties.customerKind}`)}</Titled>
  }
  if (penalties.lines.length + penalties.missing.length === 0) return null
  return (
    <section>
      <h3 className="detail-title">{title}</h3>
      <MissingRates code={invoice.company} missing={penalties.missing} />
      {penalties.lines.length > 0 ? <Segments invoice={invoice} penalties={penalties} /> : null}
      <Imputed invoice={invoice} imputed={penalties.imputed} />
      <Sums invoice={invoice} penalties={penalties} />
      <ul className="penalty-rules">
        {rulesOf(penalties).map((rule) => (
          <li key={rule}>{t(`penalties.rule.${rule}`)}</li>
        ))}
        {penalties.feesCents === null ? null : <li>{t(`penalties.fees.${penalties.regime}`)}</li>}
        <li>{t('penalties.counting')}</li>
      </ul>
    </section>
  )
}

interface MissingRatesProps {
  readonly code: string
  readonly missing: Owed['missing']
}

function MissingRates({ code, missing }: MissingRatesProps) {
  const { t } = useTranslation()
  const format = useFormats()
  if (missing.length === 0) return null
  const days = missing.map((one) => format.day(one.startsOn)).join(', ')
  return (
    <p className="dimmed">
      {t('penalties.missing', { days })}{' '}
      <Link to="/parametres/taux/$code" params={{ code }}>
        {t('penalties.addRates')}
      </Link>
    </p>
  )
}

const COLUMNS = ['due', 'period', 'days', 'base', 'rate', 'interest'] as const

function Segments({ invoice, penalties }: { readonly invoice: InvoiceDetail; readonly penalties: Owed }) {
  const { t, i18n } = useTranslation()
  const format = useFormats()
  const language = i18n.language === 'en' ? 'en' : 'fr'
  const money = (cents: number) => format.money(cents, invoice.currency)
  const dueOn = new Map(invoice.instalments.map((item) => [item.id, item.dueOn]))
  return (
    <WideTable label={t('penalties.table')} minWidth={560} isDense isCards>
      <Table.Thead>
        <Table.Tr>
          {COLUMNS.map((column, index) => (
            <Table.Th key={column} className={index > 1 ? 'amount' : ''}>
              {t(`penalties.column.${column}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {penalties.lines.flatMap((line) =>
          line.segments.map((segment, index) => (
            <Table.Tr key={`${line.instalmentId} ${segment.from}`}>
              <Table.Td className="figures">
                {index === 0 ? format.day(dueOn.get(line.instalmentId) ?? '') : null}
              </Table.Td>
              <Table.Td className="figures" data-label={t('penalties.column.period')}>
                {t('penalties.period', { from: format.day(segment.from), to: format.day(segment.to) })}
              </Table.Td>
              <Table.Td className="amount" data-label={t('penalties.column.days')}>
                {segment.days}
              </Table.Td>
              <Table.Td className="amount" data-label={t('penalties.column.base')}>
                {money(segment.baseCents)}
              </Table.Td>
              <Table.Td className="amount" data-label={t('penalties.column.rate')}>
                {letterRate(segment.rateBasisPoints, language)}
              </Table.Td>
              <Table.Td className="amount" data-label={t('penalties.column.interest')}>
                {money(segment.interestCents)}
              </Table.Td>
            </Table.Tr>
          )),
        )}
      </Table.Tbody>
    </WideTable>
  )
}

function Imputed({
  invoice,
  imputed,
}: {
  readonly invoice: InvoiceDetail
  readonly imputed: Owed['imputed']
}) {
  const { t } = useTranslation()
  const format = useFormats()
  if (imputed.length === 0) return null
  const credits = imputed.map(({ kind, name, receivedOn, cents }) => {
    const credit =
      kind === 'payment' && receivedOn !== null
        ? t('penalties.credit.payment-of', { day: format.day(receivedOn) })
        : t(`penalties.credit.${kind}`, { name: name ?? '' }).trim()
    return t('penalties.imputedPart', { amount: format.money(cents, invoice.currency), credit })
  })
  return <p className="dimmed">{t('penalties.imputed', { credits: credits.join(', ') })}</p>
}

function Sums({ invoice, penalties }: { readonly invoice: InvoiceDetail; readonly penalties: Owed }) {
  const { t } = useTranslation()
  const format = useFormats()
  const money = (cents: number) => format.money(cents, invoice.currency)
  const netCents = invoice.toRemindCents - sumCents(penalties.imputed.map((part) => part.cents))
  return (
    <dl className="penalty-sums figures">
      <dt>{t('penalties.principal')}</dt>
      <dd>{money(netCents)}</dd>
      <dt>{t(`penalties.interest.${penalties.regime}`)}</dt>
      <dd>{money(penalties.interestCents)}</dd>
      {penalties.feesCents === null ? null : (
        <>
          <dt>{t('penalties.fee')}</dt>
          <dd>{money(penalties.feesCents)}</dd>
        </>
      )}
      {penalties.paidCents === 0 ? null : (
        <>
          <dt>{t('penalties.paid')}</dt>
          <dd>{money(-penalties.paidCents)}</dd>
        </>
      )}
      <dt>{t('penalties.total')}</dt>
      <dd>
        <strong>{money(totalWithPenalties(netCents, penalties))}</strong>
      </dd>
    </dl>
  )
}

function rulesOf({ lines }: Owed): RateRule[] {
  return [...new Set(lines.flatMap((line) => line.segments.map((segment) => segment.rateRule)))]
}

function Titled({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className="detail-title">{title}</h3>
      <p className="dimmed">{children}</p>
    </section>
  )
}
