import { Tabs } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ScreenHead } from '#ui/screen-head.tsx'
import { LettersTab } from './letters-tab.tsx'
import { RunsTab } from './runs-tab.tsx'
import './history.css'

/** « Ventes › Historique »: what was sent, by run or letter by letter. */
export function HistoryPage() {
  const { t } = useTranslation()
  const { onglet, entreprises } = useSearch({ from: '/historique' })
  const navigate = useNavigate({ from: '/historique' })
  const tab = onglet === 'lettres' ? 'lettres' : 'relances'
  return (
    <>
      <ScreenHead title={t('history.title')} trail={[t('nav.sales')]}>
        <Link to="/doublons" search={{ entreprises }}>
          {t('history.merges')}
        </Link>
      </ScreenHead>
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) =>
          void navigate({ search: (current) => ({ ...current, onglet: next ?? undefined }), replace: true })
        }
      >
        <Tabs.List>
          <Tabs.Tab value="relances">{t('history.runs')}</Tabs.Tab>
          <Tabs.Tab value="lettres">{t('history.letters')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="relances">
          <RunsTab />
        </Tabs.Panel>
        <Tabs.Panel value="lettres">
          <LettersTab />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
