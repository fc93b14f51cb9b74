import { Outlet, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ProofArea } from '#features/people/screen/proof-area.tsx'
import { NoticeArea } from '#ui/notice-area.tsx'
import { BackupNotice } from './backup-notice.tsx'
import { CompanySwitch } from './company-switch.tsx'
import { DraftsMenu } from './drafts-menu.tsx'
import { isOutside } from './entrance.ts'
import { NarrowNavigation, WideNavigation } from './navigation.tsx'
import { PreferencesMenu } from './preferences-menu.tsx'

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
