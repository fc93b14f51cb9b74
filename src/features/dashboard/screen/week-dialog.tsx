import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { useFormats } from '#ui/format.ts'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchForecastItems } from '../contract.ts'
import type { BandProps } from './band.tsx'
import { ItemsTable } from './items-table.tsx'

export interface ForecastPart {
  /** "0" to "12", "later", "unknown" or "held". */
  readonly week: string
  readonly by: 'likely' | 'prudent'
  /** « Semaine du 06/07/2026 · Probable ». */
  readonly name: string
}

/** The invoices that a week of the forecast expects, to the cent. */
export function WeekDialog({
  companies,
  currency,
  part: { week, by, name },
  onClose,
}: BandProps & { readonly part: ForecastPart; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { data, error, refetch } = useQuery({
    queryKey: ['dashboard', 'forecast-items', companies, currency, week, by],
    queryFn: () => ask(fetchForecastItems, { query: { companies, currency, week, by } }),
  })
  return (
    <Dialog title={name} size="xl" onClose={onClose}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={5} height={36} /> : null}
      {data ? (
        <>
          <p>
            <strong className="figures">
              {t('dashboard.itemsCount', {
                count: data.count,
                amount: format.money(data.totalCents, data.currency),
              })}
            </strong>
          </p>
          <ItemsTable label={name} items={data} />
        </>
      ) : null}
    </Dialog>
  )
}
