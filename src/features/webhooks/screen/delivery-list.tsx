import { Button, SegmentedControl } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DELIVERY_STATES, type DeliveryState } from '#domain/sending/webhook.ts'
import { ask } from '#ui/ask.ts'
import { useFormats } from '#ui/format.ts'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchDeliveries, resendDelivery, type ShownDelivery } from '../contract.ts'
import { AGAIN_MS, deliveriesKey, useWebhookAct } from './use-webhooks.ts'

const CHOICES = ['all', ...DELIVERY_STATES] as const
/** What was told to which address, the latest first, with its answer. */
export function DeliveryList({ company }: { readonly company: string }) {
  const { t } = useTranslation()
  const [choice, setChoice] = useState<(typeof CHOICES)[number]>('all')
  const state: DeliveryState | undefined = choice === 'all' ? undefined : choice
  const found = useInfiniteQuery({
    queryKey: [...deliveriesKey(company), choice],
    queryFn: ({ pageParam }) =>
      ask(fetchDeliveries, { params: { code: company }, query: { state, after: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: AGAIN_MS,
  })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <section aria-labelledby="webhook-deliveries">
      <h2 id="webhook-deliveries">{t('webhooks.deliveries')}</h2>
      <SegmentedControl
        aria-label={t('webhooks.deliveries')}
        size="xs"
        value={choice}
        onChange={(value) => setChoice(CHOICES.find((one) => one === value) ?? 'all')}
        data={CHOICES.map((value) => ({ value, label: t(`webhooks.only.${value}`) }))}
      />
      {found.isError ? <Failure error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <RowsSkeleton rows={4} height={48} /> : null}
      {found.isSuccess && rows.length === 0 ? <p className="dimmed">{t('webhooks.noDelivery')}</p> : null}
      <ol className="webhook-deliveries">
        {rows.map((delivery) => (
          <DeliveryRow key={delivery.id} company={company} delivery={delivery} />
        ))}
      </ol>
      {found.hasNextPage ? (
        <Button variant="default" loading={found.isFetching} onClick={() => void found.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </section>
  )
}

interface DeliveryRowProps {
  readonly company: string
  readonly delivery: ShownDelivery
}

function DeliveryRow({ company, delivery }: DeliveryRowProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { id, event, webhook, occurredAt, state, tries, nextAt, answerStatus, answer, problem, body } =
    delivery
  const again = useWebhookAct(
    company,
    () => ask(resendDelivery, { params: { code: company, id } }),
    () => t('webhooks.resent'),
  )
  const facts = [
    webhook,
    answerStatus === null ? problem : t('webhooks.answered', { status: answerStatus }),
    tries > 1 ? t('webhooks.tries', { count: tries }) : null,
    nextAt === null || tries === 0 ? null : t('webhooks.next', { at: format.instant(nextAt) }),
  ].filter((fact) => fact !== null)
  return (
    <li className="webhook-delivery" data-state={state}>
      <span className="mark" data-tone={state === 'failed' ? 'warning' : 'quiet'}>
        {t(`webhooks.state.${state}`)}
      </span>
      <div>
        <strong>{event}</strong>{' '}
        <time className="figures dimmed" dateTime={occurredAt}>
          {format.instant(occurredAt)}
        </time>
        <p className="webhook-facts">{facts.join(' · ')}</p>
        <details>
          <summary>{t('webhooks.content')}</summary>
          <pre>{body}</pre>
          {answer ? (
            <>
              <p className="dimmed">{t('webhooks.answer')}</p>
              <pre>{answer}</pre>
            </>
          ) : null}
        </details>
      </div>
      <Button
        variant="default"
        size="compact-sm"
        loading={again.isPending}
        aria-label={t('webhooks.resendNamed', { event })}
        onClick={() => again.mutate()}
      >
        {t('webhooks.resend')}
      </Button>
    </li>
  )
}
