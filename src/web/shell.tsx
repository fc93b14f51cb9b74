import { Button, Menu, Popover } from '@mantine/core'
import { IconAlertTriangle, IconBuildingStore, IconChevronDown, IconMailPause } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { backupsQuery } from '#features/backups/screen/backups-query.ts'
import { ProofArea } from '#features/people/screen/proof-area.tsx'
import { useCapability } from '#ui/capability.ts'
import { CompanyChoices, companyCodes } from '#ui/company-choices.tsx'
import { useFormats } from '#ui/format.ts'
import { NoticeArea } from '#ui/notice-area.tsx'
import { useSession } from '#ui/session.ts'
import { isOutside } from './entrance.ts'
import { NarrowNavigation, WideNavigation } from './navigation.tsx'
import { PreferencesMenu } from './preferences-menu.tsx'
import { SearchButton } from './search-button.tsx'

const HOUR_MS = 60 * 60 * 1000

/** What stands around every screen: thin, so that the list has the room. */
export function Shell() {
  const { t } = useTranslation()
  if (isOutside(useLocation().pathname)) {
    return (
      <main id="content" className="shell-content">
        <Outlet />
        <ProofArea />
        <NoticeArea />
      </main>
    )
  }
  return (
    <>
      <a href="#content" className="skip-link">
        {t('nav.skip')}
      </a>
      <header className="shell-head">
        <WideNavigation />
        <NarrowNavigation />
        <div className="shell-side">
          <SearchButton />
          <DraftsMenu />
          <CompanySwitch />
          <PreferencesMenu />
        </div>
      </header>
      <BackupNotice />
      <main id="content" tabIndex={-1} className="shell-content">
        <Outlet />
      </main>
      <ProofArea />
      <NoticeArea />
    </>
  )
}

/** Tells whoever can do something about it that backups fail or are missed, on every screen until it is mended. */
function BackupNotice() {
  const isTheirs = useCapability('manage-backups').allowed
  // There it is told in full.
  const isOnBackups = useLocation().pathname === '/parametres/sauvegardes'
  return isTheirs && !isOnBackups ? <MissedBackups /> : null
}

function MissedBackups() {
  const { t } = useTranslation()
  const { data } = useQuery({
    ...backupsQuery,
    staleTime: HOUR_MS,
    refetchInterval: HOUR_MS,
  })
  if (!data || !(data.isStale || data.failure)) return null
  const { daysSince } = data
  const missed =
    data.backups.length === 0 || daysSince === null
      ? t('missedBackups.never')
      : t('missedBackups.stale', { count: daysSince })
  return (
    <p className="shell-notice" role="status">
      <IconAlertTriangle size={18} aria-hidden />
      <span>{data.isStale ? missed : t('missedBackups.failed')}</span>
      <Link to="/parametres/sauvegardes">{t('missedBackups.see')}</Link>
    </p>
  )
}

/** Drafts left open: nothing was confirmed, nothing is lost. */
function DraftsMenu() {
  const { t } = useTranslation()
  const format = useFormats()
  const { drafts } = useSession()
  if (drafts.length === 0) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="light"
          size="compact-md"
          leftSection={<IconMailPause size={16} aria-hidden />}
          className="drafts-button"
          aria-label={t('nav.drafts', { count: drafts.length })}
        >
          <span className="drafts-words">{t('nav.drafts', { count: drafts.length })}</span>
          <span className="drafts-number" aria-hidden="true">
            {drafts.length}
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {drafts.map(({ id, letterOn, letters, createdAt, createdBy }) => (
          <Menu.Item
            key={id}
            renderRoot={(props) => (
              <Link {...props} to="/relances/lettres/$run" params={{ run: String(id) }} />
            )}
          >
            {t('nav.draft', { day: format.day(letterOn), count: letters })}
            <span className="drafts-made">
              {t('nav.draftMade', { run: id, who: createdBy, when: format.instant(createdAt) })}
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** The companies one works on: several can be on; none ticked means all of them. */
function CompanySwitch() {
  const { t } = useTranslation()
  const { companies } = useSession()
  const { entreprises } = useSearch({ strict: false })
  const navigate = useNavigate()
  if (companies.length < 2) return <OnlyCompany name={companies[0]?.legalName} />
  const chosen = companyCodes(entreprises)
  const choose = (codes: readonly string[]) =>
    void navigate({
      to: '.',
      search: (current) => ({ ...current, entreprises: codes.length > 0 ? codes.join(',') : undefined }),
    })
  const label =
    chosen.length === 0
      ? t('nav.allCompanies')
      : chosen.length === 1
        ? chosen[0]
        : t('nav.companiesChosen', { count: chosen.length })
  return (
    <Popover position="bottom-end" trapFocus shadow="md">
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          className="company-switch"
          leftSection={<IconBuildingStore size={18} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          <span className="company-switch-name">{label}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('nav.companies')}>
        <CompanyChoices chosen={chosen} onChoose={choose} />
      </Popover.Dropdown>
    </Popover>
  )
}

function OnlyCompany({ name }: { readonly name: string | undefined }) {
  return name ? <span className="only-company">{name}</span> : null
}
