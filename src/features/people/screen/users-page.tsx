import { Tabs } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ScreenHead } from '#ui/screen-head.tsx'
import { KeysTab } from './keys-tab.tsx'
import { PeopleTab } from './people-tab.tsx'
import './people.css'

/** « Paramètres › Utilisateurs »: people and their roles, and the keys of programs. */
export function UsersPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { onglet } = useSearch({ from: '/parametres/utilisateurs' })
  return (
    <>
      <ScreenHead title={t('people.users.title')} trail={[t('nav.settings')]} />
      <Tabs
        value={onglet === 'cles' ? 'cles' : 'personnes'}
        onChange={(tab) =>
          void navigate({
            to: '/parametres/utilisateurs',
            search: tab === 'cles' ? { onglet: tab } : {},
            replace: true,
          })
        }
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="personnes">{t('people.users.tabPeople')}</Tabs.Tab>
          <Tabs.Tab value="cles">{t('people.users.tabKeys')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="personnes">
          <PeopleTab />
        </Tabs.Panel>
        <Tabs.Panel value="cles">
          <KeysTab />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
