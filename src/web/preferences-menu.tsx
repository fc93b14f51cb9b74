import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core'
import {
  IconCheck,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCircle,
  IconUserCog,
} from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { signOut } from '#features/people/account-contract.ts'
import { ask } from '#ui/ask.ts'

import { changeLanguage, type Language } from '#ui/language.ts'
import { sayFailure } from '#ui/notices.tsx'
import { useSession } from '#ui/session.ts'

const SCHEMES = { light: IconSun, dark: IconMoon, auto: IconDeviceDesktop } as const
const LANGUAGES: readonly Language[] = ['fr', 'en']

/** Who one is, the language, light or dark. */
export function PreferencesMenu() {
  const { t } = useTranslation()
  const session = useSession()
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('nav.preferences')}>
          <IconUserCircle size={22} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('nav.signedAs', { actor: session.actor })}</Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t('nav.language')}</Menu.Label>
        <LanguageItems />
        <Menu.Divider />
        <Menu.Label>{t('nav.appearance')}</Menu.Label>
        <AppearanceItems />
        <Menu.Divider />
        <AccountItems />
        <Menu.Divider />
        <Menu.Label>{t('nav.version', { version: session.version })}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  )
}

function AccountItems() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const leave = useMutation({
    mutationFn: () => ask(signOut, {}),
    // Whatever was read is forgotten with the page.
    onSuccess: () => {
      client.clear()
      window.location.assign('/connexion')
    },
    onError: sayFailure,
  })
  return (
    <>
      <Menu.Item
        leftSection={<IconUserCog size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/compte" />}
      >
        {t('nav.account')}
      </Menu.Item>
      <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave.mutate()}>
        {t('nav.signOut')}
      </Menu.Item>
    </>
  )
}

function LanguageItems() {
  const { t, i18n } = useTranslation()
  const client = useQueryClient()
  // Sentences written by the server come again in the new language.
  const speak = async (language: Language) => {
    await changeLanguage(language)
    await client.invalidateQueries()
  }
  return LANGUAGES.map((language) => (
    <Menu.Item
      key={language}
      lang={language}
      onClick={() => void speak(language)}
      rightSection={
        i18n.language === language ? <IconCheck size={16} aria-label={t('level.chosen')} /> : null
      }
    >
      {t(`languages.${language}`)}
    </Menu.Item>
  ))
}

function AppearanceItems() {
  const { t } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (Object.keys(SCHEMES) as MantineColorScheme[]).map((scheme) => {
    const Icon = SCHEMES[scheme]
    return (
      <Menu.Item
        key={scheme}
        leftSection={<Icon size={16} aria-hidden />}
        onClick={() => setColorScheme(scheme)}
        rightSection={colorScheme === scheme ? <IconCheck size={16} aria-label={t('level.chosen')} /> : null}
      >
        {t(`nav.${scheme}`)}
      </Menu.Item>
    )
  })
}
