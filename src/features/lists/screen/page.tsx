import { Button, Tabs } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '#domain/days-and-money/day.ts'
import { LIST_NAMES, type ListName, usualPeriod } from '#domain/receivables/printed-lists.ts'
import { fileAddressOf } from '#ui/ask.ts'
import { DayField } from '#ui/day-field.tsx'
import { ScreenHead } from '#ui/screen-head.tsx'
import { useSession } from '#ui/session.ts'
import { fetchList, type ListAddress } from '../contract.ts'
import './lists.css'

export interface WorksPageProps {
  /** The imports, which belong to another feature; the router lends them. */
  readonly renderImports: (companies: string | undefined) => ReactNode
}

/** « Ventes › Liste / Travaux »: lists to print or export, and the work done for them. */
export function WorksPage({ renderImports }: WorksPageProps) {
  const { t } = useTranslation()
  const { onglet, entreprises } = useSearch({ from: '/travaux' })
  const navigate = useNavigate({ from: '/travaux' })
  return (
    <>
      <ScreenHead title={t('works.title')} trail={[t('nav.sales')]} />
      <Tabs
        value={onglet === 'imports' ? 'imports' : 'listes'}
        keepMounted={false}
        onChange={(next) =>
          void navigate({ search: (current) => ({ ...current, onglet: next ?? undefined }), replace: true })
        }
      >
        <Tabs.List>
          <Tabs.Tab value="listes">{t('works.lists')}</Tabs.Tab>
          <Tabs.Tab value="imports">{t('works.jobs')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="listes">
          <div className="lists">
            {LIST_NAMES.map((name) => (
              <ListCard key={name} name={name} companies={entreprises} />
            ))}
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="imports">{renderImports(entreprises)}</Tabs.Panel>
      </Tabs>
    </>
  )
}

const FORMATS = ['pdf', 'csv', 'xlsx'] as const
const HAS_PERIOD: readonly ListName[] = ['schedule', 'reminders']

function ListCard({ name, companies }: { readonly name: ListName; readonly companies: string | undefined }) {
  const { t } = useTranslation()
  const { today } = useSession()
  const usual = usualPeriod(name, today)
  const [from, setFrom] = useState<Day | null>(usual.from)
  const [to, setTo] = useState<Day | null>(usual.to)
  const address = (format: ListAddress['format']): ListAddress => ({
    format,
    ...(companies ? { companies } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  })
  const title = t(`works.list.${name}`)
  return (
    <section className="list-card" aria-labelledby={`list-${name}`}>
      <h2 id={`list-${name}`}>{title}</h2>
      <p className="dimmed">{t(`works.hint.${name}`)}</p>
      {name === 'credits' ? null : (
        <div className="list-days">
          {HAS_PERIOD.includes(name) ? (
            <DayField label={t('works.from')} value={from} onChange={setFrom} />
          ) : null}
          <DayField
            label={t(HAS_PERIOD.includes(name) ? 'works.to' : 'works.at')}
            value={to}
            onChange={setTo}
          />
        </div>
      )}
      <div className="list-formats">
        {FORMATS.map((format) => (
          <Button
            key={format}
            size="compact-md"
            variant={format === 'pdf' ? 'light' : 'default'}
            component="a"
            href={fileAddressOf(fetchList, { params: { name }, query: address(format) })}
            aria-label={t('works.formatOf', { list: title, format: t(`works.${format}`) })}
            {...(format === 'pdf' ? { target: '_blank', rel: 'noreferrer' } : { download: true })}
          >
            {t(`works.${format}`)}
          </Button>
        ))}
      </div>
    </section>
  )
}
