import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import type { CreditRecord } from '../credit-contract.ts'
import { Fact } from './fact.tsx'

/** Who, when, how much, what is left, and where it comes from. */
export function CreditFacts({ credit }: { readonly credit: CreditRecord }) {
  const { t } = useTranslation()
  const format = useFormats()
  const money = (cents: number) => format.money(cents, credit.currency)
  const { source, cancelled } = credit
  return (
    <dl className="record-facts figures">
      <Fact name={t('picker.customer')}>
        <Anchor
          renderRoot={(link) => (
            <Link {...link} to="/clients/$id" params={{ id: String(credit.customer.id) }} />
          )}
        >
          {credit.customer.name}
        </Anchor>{' '}
        <span className="dimmed">{credit.customer.code}</span>
      </Fact>
      <Fact name={t('receivable.company')}>{credit.company}</Fact>
      <Fact name={t('credits.column.receivedOn')}>
        {credit.receivedOn ? format.day(credit.receivedOn) : '–'}
      </Fact>
      <Fact name={t('receivable.state')}>
        {t(`credits.states.${credit.voidReason ?? credit.state}`)}
        {cancelled ? (
          <span className="dimmed">
            {' '}
            {t('credits.takenBackBy', {
              name: format.who(cancelled.by),
              at: format.instant(cancelled.at, credit.company),
            })}
            {cancelled.reason ? `. ${cancelled.reason}` : null}
          </span>
        ) : null}
      </Fact>
      <Fact name={t('credits.amount')}>{money(credit.amountCents)}</Fact>
      <Fact name={t('credits.left')}>
        <strong>{money(credit.openCents)}</strong>
      </Fact>
      {credit.label ? <Fact name={t('receivable.labelHead')}>{credit.label}</Fact> : null}
      {credit.corrects ? (
        <Fact name={t('credits.corrects')}>
          <Anchor
            renderRoot={(link) => (
              <Link {...link} to="/factures/$id" params={{ id: String(credit.corrects?.id) }} />
            )}
          >
            {credit.corrects.number ?? t('receivable.unnumbered')}
          </Anchor>
        </Fact>
      ) : null}
      <Fact name={t('receivable.source')}>
        {credit.isNoted ? t('receivable.noted') : t(`receivable.sourceOf.${source.kind as 'fec'}`)}
        {source.fileName ? (
          <>
            <br />
            {source.line === null
              ? source.fileName
              : t('receivable.sourceLine', { file: source.fileName, line: source.line })}
          </>
        ) : null}
        <br />
        <span className="dimmed">
          {t('receivable.by', {
            name: format.who(credit.createdBy),
            at: format.instant(credit.createdAt, credit.company),
          })}
        </span>
      </Fact>
    </dl>
  )
}
