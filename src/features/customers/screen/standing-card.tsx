import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { liftBlock } from '#features/blocks/contract.ts'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import { say, sayFailure } from '#ui/notices.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { type CustomerStanding, fetchStanding } from '../contract.ts'

/** What the client owes in each currency, and what holds reminders back. */
export function StandingCard(props: { readonly customerId: number; readonly company: string }) {
  const { customerId, company } = props
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({
    queryKey: ['standing', customerId],
    queryFn: () => ask(fetchStanding, { params: { id: customerId } }),
  })
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <RowsSkeleton rows={2} height={60} />
  return (
    <>
      <section aria-labelledby="standing">
        <h2 id="standing">{t('record.standing')}</h2>
        {data.figures.length === 0 ? <p className="dimmed">{t('record.nothingOwed')}</p> : null}
        {data.figures.map((figures) => (
          <Figures key={figures.currency} figures={figures} />
        ))}
      </section>
      <section aria-labelledby="blocks">
        <h2 id="blocks">{t('record.blocks')}</h2>
        {data.blocks.length === 0 ? <p className="dimmed">{t('record.noBlock')}</p> : null}
        <ul className="record-blocks">
          {data.blocks.map((block) => (
            <BlockLine key={block.id} block={block} company={company} />
          ))}
        </ul>
      </section>
    </>
  )
}

function Figures({ figures }: { readonly figures: CustomerStanding['figures'][number] }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { currency, oldestDueOn, level, averageDaysLate } = figures
  const { creditAlert, creditLimitCents, openCents } = figures
  return (
    <dl className="record-figures figures">
      <div>
        <dt>{t('record.balance')}</dt>
        <dd>{format.money(figures.balanceCents, currency)}</dd>
      </div>
      <div>
        <dt>{t('record.overdue')}</dt>
        <dd>{format.money(figures.overdueCents, currency)}</dd>
      </div>
      {creditLimitCents === null ? null : (
        <div>
          <dt>{t('record.creditLimit')}</dt>
          <dd>
            {format.share(openCents / creditLimitCents)}{' '}
            <span className="dimmed">
              {t('record.creditOfLimit', {
                open: format.money(openCents, currency),
                limit: format.money(creditLimitCents, currency),
              })}
            </span>
            {creditAlert === 'near' || creditAlert === 'over' ? (
              <span className="mark" data-tone="warning">
                {t(`customers.creditAlert.${creditAlert}`)}
              </span>
            ) : null}
          </dd>
        </div>
      )}
      {oldestDueOn ? (
        <div>
          <dt>{t('record.oldest')}</dt>
          <dd>
            {format.day(oldestDueOn)} · {t('customers.days', { count: figures.daysLate })}
          </dd>
        </div>
      ) : null}
      {level ? (
        <div>
          <dt>{t('record.level')}</dt>
          <dd>
            <LevelBadge level={level} />
          </dd>
        </div>
      ) : null}
      {averageDaysLate === null ? null : (
        <div title={t('customers.averageHint')}>
          <dt>{t('record.average')}</dt>
          <dd>{t('customers.days', { count: averageDaysLate })}</dd>
        </div>
      )}
    </dl>
  )
}

interface BlockLineProps {
  readonly block: CustomerStanding['blocks'][number]
  readonly company: string
}

function BlockLine({ block, company }: BlockLineProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const client = useQueryClient()
  const may = whyDisabled(useCapability('block', company))
  const what = [t(`block.${block.kind}`), block.number].filter(Boolean).join(' · ')
  const lift = useMutation({
    mutationFn: () => ask(liftBlock, { params: { id: block.id }, body: {} }),
    onSuccess: async () => {
      say(t('record.lifted'))
      await client.invalidateQueries()
    },
    onError: sayFailure,
  })
  return (
    <li>
      <strong>{what}</strong>
      {block.amountCents === null ? null : (
        <span className="figures">{format.money(block.amountCents, block.currency ?? 'EUR')}</span>
      )}
      {block.promisedOn ? (
        <span>{t('record.promisedFor', { day: format.day(block.promisedOn) })}</span>
      ) : null}
      {block.endsOn ? (
        <span className="dimmed">{t('record.until', { day: format.day(block.endsOn) })}</span>
      ) : null}
      <span className="dimmed">{block.reason}</span>
      <Button
        size="compact-sm"
        variant="default"
        loading={lift.isPending}
        aria-label={t('record.liftOf', { what })}
        onClick={() => lift.mutate()}
        {...may}
      >
        {t('record.lift')}
      </Button>
    </li>
  )
}
