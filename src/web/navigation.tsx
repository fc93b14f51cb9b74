import { ActionIcon, Menu, UnstyledButton } from '@mantine/core'
import {
  IconArchive,
  IconArrowsSplit,
  IconBuildingBank,
  IconCalendarClock,
  IconCash,
  IconChecklist,
  IconChevronDown,
  IconCloudDownload,
  IconDatabaseImport,
  IconFileInvoice,
  IconGauge,
  IconHistory,
  IconListDetails,
  IconListSearch,
  IconMailCog,
  IconMailForward,
  IconMenu2,
  IconPercentage,
  IconPrinter,
  IconReceiptRefund,
  IconSend,
  IconSettings,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react'
import { Link, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCapability } from '#ui/capability.ts'
import { ProductMark } from '#ui/product-mark.tsx'

/** Product name, Ventes ▾, Importer, Paramètres ▾. */
export function WideNavigation() {
  const { t } = useTranslation()
  const { entreprises } = useSearch({ strict: false })
  return (
    <>
      <Link to="/" className="shell-product">
        <ProductMark />
        {t('product')}
      </Link>
      <nav className="shell-nav" aria-label={t('nav.main')}>
        <Link
          to="/tableau-de-bord"
          search={{ entreprises }}
          className="shell-link"
          activeProps={{ 'aria-current': 'page' }}
        >
          {t('nav.dashboard')}
        </Link>
        <NavMenu label={t('nav.sales')}>
          <SalesItems />
        </NavMenu>
        <Link to="/importer" className="shell-link" activeProps={{ 'aria-current': 'page' }}>
          {t('nav.import')}
        </Link>
        <NavMenu label={t('nav.settings')}>
          <SettingsItems />
        </NavMenu>
      </nav>
    </>
  )
}

/** The same entries behind one button, where there is no room for words. */
export function NarrowNavigation() {
  const { t } = useTranslation()
  const { entreprises } = useSearch({ strict: false })
  return (
    <nav className="shell-burger" aria-label={t('nav.main')}>
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('nav.menu')}>
            <IconMenu2 size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconGauge size={16} aria-hidden />}
            renderRoot={(props) => <Link {...props} to="/tableau-de-bord" search={{ entreprises }} />}
          >
            {t('nav.dashboard')}
          </Menu.Item>
          <Menu.Label>{t('nav.sales')}</Menu.Label>
          <SalesItems />
          <Menu.Label>{t('nav.import')}</Menu.Label>
          <Menu.Item
            leftSection={<IconDatabaseImport size={16} aria-hidden />}
            renderRoot={(props) => <Link {...props} to="/importer" />}
          >
            {t('nav.import')}
          </Menu.Item>
          <SettingsItems />
        </Menu.Dropdown>
      </Menu>
    </nav>
  )
}

function NavMenu({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <UnstyledButton className="shell-link">
          {label}
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}

// The companies chosen go along from one screen to the next.
function SalesItems() {
  const { t } = useTranslation()
  const { entreprises } = useSearch({ strict: false })
  return (
    <>
      <Menu.Item
        leftSection={<IconFileInvoice size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/factures" search={{ entreprises }} />}
      >
        {t('nav.invoices')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconReceiptRefund size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/avoirs" search={{ entreprises }} />}
      >
        {t('nav.creditNotes')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconCash size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/reglements" search={{ entreprises }} />}
      >
        {t('nav.payments')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowsSplit size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/affectation" search={{ entreprises }} />}
      >
        {t('nav.allocation')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconMailForward size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/relances" search={{ entreprises }} />}
      >
        {t('nav.reminders')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconBuildingBank size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/rapprochement" search={{ entreprises }} />}
      >
        {t('nav.reconciliation')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconUsers size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/clients" search={{ entreprises }} />}
      >
        {t('nav.customers')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconChecklist size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/relation" search={{ entreprises }} />}
      >
        {t('nav.relation')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconListDetails size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/travaux" search={{ entreprises }} />}
      >
        {t('nav.works')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconSend size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/envois" search={{ entreprises }} />}
      >
        {t('nav.outbox')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconHistory size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/historique" search={{ entreprises }} />}
      >
        {t('nav.history')}
      </Menu.Item>
    </>
  )
}

function SettingsItems() {
  const { t } = useTranslation()
  const { entreprises } = useSearch({ strict: false })
  const mayManage = useCapability('manage-users').allowed
  const mayBackUp = useCapability('manage-backups').allowed
  const mayAudit = useCapability('read-audit').allowed
  return (
    <>
      <Menu.Label>{t('nav.payments')}</Menu.Label>
      <Menu.Item
        leftSection={<IconMailForward size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/parametres/relances" search={{ entreprises }} />}
      >
        {t('nav.letterTexts')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconSettings size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/parametres/procedure" search={{ entreprises }} />}
      >
        {t('nav.procedure')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconCalendarClock size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/parametres/automatique" search={{ entreprises }} />}
      >
        {t('nav.schedule')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconMailCog size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/parametres/envoi" search={{ entreprises }} />}
      >
        {t('nav.sending')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconCloudDownload size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/parametres/sources" search={{ entreprises }} />}
      >
        {t('nav.sources')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconWebhook size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/parametres/webhooks" search={{ entreprises }} />}
      >
        {t('nav.webhooks')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconPercentage size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/parametres/taux" search={{ entreprises }} />}
      >
        {t('nav.rates')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconPrinter size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/parametres/entreprises" />}
      >
        {t('nav.letterheads')}
      </Menu.Item>
      {mayManage ? (
        <Menu.Item
          leftSection={<IconUsers size={16} aria-hidden />}
          renderRoot={(props) => <Link {...props} to="/parametres/utilisateurs" />}
        >
          {t('nav.users')}
        </Menu.Item>
      ) : null}
      {mayBackUp ? (
        <Menu.Item
          leftSection={<IconArchive size={16} aria-hidden />}
          renderRoot={(props) => <Link {...props} to="/parametres/sauvegardes" />}
        >
          {t('nav.backups')}
        </Menu.Item>
      ) : null}
      {mayAudit ? (
        <Menu.Item
          leftSection={<IconListSearch size={16} aria-hidden />}
          renderRoot={(props) => <Link {...props} to="/parametres/journal" search={{ entreprises }} />}
        >
          {t('nav.journal')}
        </Menu.Item>
      ) : null}
    </>
  )
}
