import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AGE_BANDS, type AgeBand } from '#domain/receivables/aged-balance.ts'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { useFormats } from '#ui/format.ts'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchOpenItems, type Standing } from '../contract.ts'
import { FiguresTable } from './table.tsx'

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
        : t(`dashboard.bands.${band}`)
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
          {data.rows.length > 0 ? (
            <FiguresTable
              label={t('dashboard.items', { figure: name, day: format.day(on) })}
              heads={[
                t('dashboard.customer'),
                // Before the rest: on a telephone the last columns are a swipe away.
                t('dashboard.open'),
                t('dashboard.invoice'),
                t('dashboard.dueOn'),
                t('dashboard.late'),
              ]}
              rows={data.rows.map((row) => ({
                key: String(row.invoiceId),
                cells: [
                  <Link key="customer" to="/clients/$id" params={{ id: String(row.customerId) }}>
                    {row.code} · {row.name}
                  </Link>,
                  money(row.openCents),
                  <Link key="invoice" to="/factures/$id" params={{ id: String(row.invoiceId) }}>
                    {row.number ?? '–'}
                  </Link>,
                  row.dueOn ? format.day(row.dueOn) : '–',
                  row.daysLate > 0 ? t('dashboard.lateOf', { count: row.daysLate }) : '–',
                ],
              }))}
            />
          ) : null}
          {data.count > data.rows.length ? (
            <p className="dimmed">{t('dashboard.itemsListed', { count: data.rows.length })}</p>
          ) : null}
        </>
      ) : null}
    </Dialog>
  )
}

// An address typed by hand may say anything: what is no band is all that is open.
function bandOf(detail: string): AgeBand | 'overdue' | undefined {
  return detail === 'overdue' ? detail : AGE_BANDS.find((band) => band === detail)
}
