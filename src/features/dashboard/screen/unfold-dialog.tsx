import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { AGE_BANDS, type AgeBand } from '#domain/receivables/aged-balance.ts'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { useFormats } from '#ui/format.ts'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchOpenItems, type Standing } from '../contract.ts'
import { ItemsTable } from './items-table.tsx'

interface UnfoldDialogProps {
  readonly companies: string | undefined
  readonly standing: Standing
  /** "open", "overdue" or a band. */
  readonly detail: string
  readonly on: string
  readonly onClose: () => void
}

/** The invoices that a figure is made of, to the cent. */
export function UnfoldDialog({ companies, standing, detail, on, onClose }: UnfoldDialogProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { currency } = standing
  const band = bandOf(detail)
  const { data, error, refetch } = useQuery({
    queryKey: ['dashboard', 'items', companies, currency, detail, on],
    queryFn: () => ask(fetchOpenItems, { query: { companies, currency, on, band } }),
  })
  const name =
    band === undefined
      ? t('dashboard.receivables')
      : band === 'overdue'
        ? t('dashboard.overdue')
        : t(`ages.${band}`)
  const credits = band === undefined && standing.now.on === on ? (standing.now.balance?.creditCents ?? 0) : 0
  const money = (cents: number) => format.money(cents, currency)
  return (
    <Dialog title={t('dashboard.items', { figure: name, day: format.day(on) })} size="xl" onClose={onClose}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={5} height={36} /> : null}
      {data ? (
        <>
          <p>
            <strong className="figures">
              {t('dashboard.itemsCount', { count: data.count, amount: money(data.totalCents) })}
            </strong>
            {credits > 0 ? (
              <span className="figures dimmed">
                {` − ${t('dashboard.credits')} ${money(credits)} = ${money(data.totalCents - credits)}`}
              </span>
            ) : null}
          </p>
          <ItemsTable label={t('dashboard.items', { figure: name, day: format.day(on) })} items={data} />
        </>
      ) : null}
    </Dialog>
  )
}

// An address typed by hand may say anything: what is no band is all that is open.
function bandOf(detail: string): AgeBand | 'overdue' | undefined {
  return detail === 'overdue' ? detail : AGE_BANDS.find((band) => band === detail)
}
