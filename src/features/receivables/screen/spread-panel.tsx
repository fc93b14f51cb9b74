import { Alert, Anchor, Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { say } from '#ui/notices.tsx'
import { refreshReceivables } from '#ui/refresh-receivables.ts'
import { Empty, Failure, messageOf, RowsSkeleton } from '#ui/states.tsx'
import { TypedFilter } from '#ui/typed-filter.tsx'
import { allocateCredit } from '../credit-acts-contract.ts'
import type { CreditRecord, OpenInstalments } from '../credit-contract.ts'
import { fetchCreditRecord, fetchOpenInstalments } from '../credit-contract.ts'
import { readSpread, type SpreadAmounts, suggestedAmounts } from './spread-amounts.ts'
import { SpreadTable } from './spread-table.tsx'

/** The open instalments of the credit's client, with the suggestion filled in. */
export function SpreadPanel({ creditId }: { readonly creditId: number }) {
  const [text, setText] = useState('')
  const credit = useQuery({
    queryKey: ['receivables', 'credit', creditId],
    queryFn: () => ask(fetchCreditRecord, { params: { id: creditId } }),
  })
  const open = useQuery({
    queryKey: ['receivables', 'open-instalments', creditId, text],
    queryFn: () =>
      ask(fetchOpenInstalments, { params: { id: creditId }, query: { text: text || undefined } }),
  })
  const error = credit.error ?? open.error
  if (error)
    return (
      <Failure
        error={error}
        onRetry={() => {
          void credit.refetch()
          void open.refetch()
        }}
      />
    )
  if (!credit.data || !open.data) return <RowsSkeleton rows={6} height={46} />
  return (
    <SpreadForm
      // What someone else has allocated meanwhile makes another suggestion: the form starts from it.
      key={`${credit.data.openCents}:${open.dataUpdatedAt}`}
      credit={credit.data}
      open={open.data}
      text={text}
      onSearch={setText}
    />
  )
}

interface SpreadFormProps {
  readonly credit: CreditRecord
  readonly open: OpenInstalments
  readonly text: string
  readonly onSearch: (text: string) => void
}

function SpreadForm({ credit, open, text, onSearch }: SpreadFormProps) {
  const { t } = useTranslation()
  const suggested = suggestedAmounts(open.rows)
  const [amounts, setAmounts] = useState<SpreadAmounts>(suggested)
  return (
    <div className="spread-panel">
      <SpreadHead credit={credit} />
      {open.hasMore || text !== '' ? (
        <TypedFilter label={t('spread.find')} value={text} onChange={onSearch} />
      ) : null}
      {open.hasMore ? <p className="receivable-late">{t('spread.hasMore')}</p> : null}
      {open.rows.length === 0 ? (
        <Empty title={t('spread.noOpen')}>{t('spread.noOpenHint')}</Empty>
      ) : (
        <>
          <SpreadTable credit={credit} rows={open.rows} amounts={amounts} onChange={setAmounts} />
          <SpreadActs
            credit={credit}
            open={open}
            amounts={amounts}
            onChange={setAmounts}
            suggested={suggested}
          />
        </>
      )}
    </div>
  )
}

function SpreadHead({ credit }: { readonly credit: CreditRecord }) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <div className="spread-title figures">
      <h2>
        {t('spread.of', {
          kind: t(`invoices.kind.${credit.kind}`),
          amount: format.money(credit.amountCents, credit.currency),
          customer: credit.customer.name,
        })}
      </h2>
      <p className="dimmed">
        {[credit.number, credit.label, credit.receivedOn ? format.day(credit.receivedOn) : null]
          .filter(Boolean)
          .join(' · ')}{' '}
        <Anchor
          renderRoot={(props) => (
            <Link
              {...props}
              to={credit.kind === 'payment' ? '/reglements/$id' : '/avoirs/$id'}
              params={{ id: String(credit.id) }}
            />
          )}
        >
          {t('spread.seeRecord')}
        </Anchor>
      </p>
    </div>
  )
}

interface SpreadActsProps {
  readonly credit: CreditRecord
  readonly open: OpenInstalments
  readonly amounts: SpreadAmounts
  readonly suggested: SpreadAmounts
  readonly onChange: (amounts: SpreadAmounts) => void
}

function SpreadActs({ credit, open, amounts, suggested, onChange }: SpreadActsProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const mayWrite = useCapability('allocate', credit.company)
  const { shares, givenCents, leftCents } = readSpread(amounts, open.rows, credit.openCents)
  const money = (cents: number) => format.money(cents, credit.currency)
  const allocate = useAllocation(credit)
  return (
    <>
      {allocate.error ? (
        <Alert color="red" role="alert" title={t('failure.title')}>
          {messageOf(allocate.error)}
        </Alert>
      ) : null}
      <div className="form-acts">
        <p className="spread-left figures" role="status" data-wrong={leftCents < 0 || undefined}>
          {leftCents < 0
            ? t('spread.over', { amount: money(-leftCents) })
            : t('spread.left', { amount: money(leftCents) })}
        </p>
        <Button variant="subtle" onClick={() => onChange(suggested)}>
          {t('spread.suggest')}
        </Button>
        <Button variant="subtle" onClick={() => onChange({})}>
          {t('spread.clear')}
        </Button>
        <Button
          disabled={shares === null}
          loading={allocate.isPending}
          onClick={() => shares && allocate.mutate([...shares])}
          {...whyDisabled(mayWrite)}
        >
          {t('spread.confirm', { amount: money(givenCents) })}
        </Button>
      </div>
    </>
  )
}

// Spent, the credit leaves the list, and the panel with it.
function useAllocation(credit: CreditRecord) {
  const { t } = useTranslation()
  const format = useFormats()
  const client = useQueryClient()
  const navigate = useNavigate({ from: '/affectation' })
  return useMutation({
    mutationFn: (shares: { instalmentId: number; amountCents: number }[]) =>
      ask(allocateCredit, { params: { id: credit.id }, body: { shares } }),
    onSuccess: async ({ leftCents }) => {
      const money = (cents: number) => format.money(cents, credit.currency)
      say(t('spread.done', { amount: money(credit.openCents - leftCents), left: money(leftCents) }))
      refreshReceivables(client)
      if (leftCents === 0)
        await navigate({ search: (current) => ({ ...current, credit: undefined }), replace: true })
    },
  })
}
