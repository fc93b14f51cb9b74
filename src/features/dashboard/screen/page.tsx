import { Button, SegmentedControl } from '@mantine/core'
import { IconMail, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fileAddressOf } from '#ui/ask.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { useSession } from '#ui/session.ts'
import { fetchDashboardPage } from '../contract.ts'
import { shownCompanies } from './asked-companies.ts'
import { Checklist } from './checklist.tsx'
import { ComingBand } from './coming-band.tsx'
import { EffectsBand } from './effects-band.tsx'
import { MailingDialog } from './mailing-dialog.tsx'
import { Portfolio } from './portfolio.tsx'
import { standingQuery } from './queries.ts'
import { StandingBand } from './standing-band.tsx'
import { TodayBand } from './today-band.tsx'
import { UnfoldDialog } from './unfold-dialog.tsx'
import './dashboard.css'

/** « Tableau de bord »: the home page. Which figure is unfolded, and in which currency, stands in its address. */
export function DashboardPage() {
  const { t } = useTranslation()
  const { entreprises, devise, detail, au } = useSearch({ strict: false })
  const navigate = useNavigate({ from: '/tableau-de-bord' })
  const { companies } = useSession()
  const { data: standing } = useQuery(standingQuery(entreprises, devise))
  const [only, ...others] = shownCompanies(companies, entreprises)
  const asked = { companies: entreprises, currency: devise }
  const [isMailing, setMailing] = useState(false)
  const change = (change: Partial<Record<'devise' | 'detail' | 'au', string | undefined>>) =>
    void navigate({ search: (current) => ({ ...current, ...change }), replace: true, resetScroll: false })
  return (
    <>
      <ScreenHead title={t('dashboard.title')}>
        {standing && standing.currencies.length > 1 ? (
          <SegmentedControl
            aria-label={t('dashboard.currency')}
            data={standing.currencies}
            value={standing.currency}
            onChange={(currency) => change({ devise: currency })}
          />
        ) : null}
        {standing ? (
          <Button
            variant="default"
            leftSection={<IconPrinter size={16} aria-hidden />}
            component="a"
            href={fileAddressOf(fetchDashboardPage, {
              query: { companies: entreprises, currency: standing.currency },
            })}
            target="_blank"
            rel="noopener"
          >
            {t('dashboard.print')}
          </Button>
        ) : null}
        {only ? (
          <Button
            variant="default"
            leftSection={<IconMail size={16} aria-hidden />}
            onClick={() => setMailing(true)}
          >
            {t('dashboard.mailing.open')}
          </Button>
        ) : null}
      </ScreenHead>
      {only && others.length === 0 ? (
        <Checklist company={only.code} />
      ) : (
        <Portfolio companies={entreprises} />
      )}
      <TodayBand {...asked} />
      <StandingBand
        {...asked}
        onUnfold={(unfolded) => change({ detail: unfolded.detail, au: unfolded.on })}
      />
      <EffectsBand {...asked} />
      <ComingBand {...asked} />
      {isMailing && only ? <MailingDialog company={only.code} onClose={() => setMailing(false)} /> : null}
      {standing && detail ? (
        <UnfoldDialog
          companies={entreprises}
          standing={standing}
          detail={detail}
          on={au ?? standing.now.on}
          onClose={() => change({ detail: undefined, au: undefined })}
        />
      ) : null}
    </>
  )
}
