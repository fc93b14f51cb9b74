import { ActionIcon, Menu } from '@mantine/core'
import {
  IconAddressBook,
  IconAlertOctagon,
  IconArrowMerge,
  IconBan,
  IconBuildingBank,
  IconCalendarHeart,
  IconClockHour4,
  IconCoins,
  IconDotsVertical,
  IconFileTypePdf,
  IconGavel,
  IconHistory,
  IconPhone,
  IconUser,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { BLOCK_KINDS, type HandBlockKind } from '#domain/dunning/blocks.ts'
import { fetchStatement } from '#features/customers/contract.ts'
import { fileAddressOf } from '#ui/ask.ts'
import { useCapability, whyDisabledItem } from '#ui/capability.ts'
import { LightMenu } from '#ui/light-menu.tsx'
import type { CustomerRow, InvoiceRow } from '../contract.ts'

export interface RowMenuActions {
  readonly block: (row: CustomerRow, kind: HandBlockKind, invoice?: InvoiceRow) => void
  readonly editCustomer: (row: CustomerRow) => void
  readonly notePayment: (row: CustomerRow, invoice: InvoiceRow) => void
  readonly logContact: (row: CustomerRow) => void
  readonly merge: (row: CustomerRow) => void
}

interface RowMenuProps {
  readonly row: CustomerRow
  /** Given: the menu is about this invoice only. */
  readonly invoice?: InvoiceRow
  readonly tabIndex: number
  readonly actions: RowMenuActions
}

const BLOCK_ICONS: Readonly<Record<HandBlockKind, typeof IconBan>> = {
  dispute: IconAlertOctagon,
  promise: IconCalendarHeart,
  'do-not-remind': IconBan,
  'direct-debit': IconBuildingBank,
  'payment-under-way': IconClockHour4,
  insolvency: IconGavel,
}

/** What sets a client or an invoice aside, and the client's own file. */
export function RowMenu(props: RowMenuProps) {
  const { t } = useTranslation()
  const { row, invoice, tabIndex } = props
  const name = invoice ? (invoice.number ?? row.name) : row.name
  return (
    <LightMenu
      position="bottom-end"
      target={
        <ActionIcon
          variant="subtle"
          color="gray"
          tabIndex={tabIndex}
          aria-label={t('reminders.menu', { name })}
        >
          <IconDotsVertical size={18} />
        </ActionIcon>
      }
      renderItems={() => <RowItems {...props} />}
    />
  )
}

function RowItems({ row, invoice, actions }: RowMenuProps) {
  const { t } = useTranslation()
  // Insolvency is a state of the client, not of one of its invoices.
  const kinds = invoice ? BLOCK_KINDS.filter((kind) => kind !== 'insolvency') : BLOCK_KINDS
  const may = whyDisabledItem(useCapability('block', row.company))
  return (
    <>
      <Menu.Label>{t('reminders.setAside')}</Menu.Label>
      {kinds.map((kind) => {
        const Icon = BLOCK_ICONS[kind]
        return (
          <Menu.Item
            key={kind}
            leftSection={<Icon size={16} aria-hidden />}
            onClick={() => actions.block(row, kind, invoice)}
            {...may}
          >
            {t(`block.${kind}`)}
          </Menu.Item>
        )
      })}
      {invoice ? (
        <PaymentItem row={row} invoice={invoice} actions={actions} />
      ) : (
        <CustomerItems row={row} actions={actions} />
      )}
    </>
  )
}

function PaymentItem(props: Pick<RowMenuProps, 'row' | 'actions'> & { readonly invoice: InvoiceRow }) {
  const { t } = useTranslation()
  const { row, invoice, actions } = props
  return (
    <>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconCoins size={16} aria-hidden />}
        onClick={() => actions.notePayment(row, invoice)}
        {...whyDisabledItem(useCapability('allocate', row.company))}
      >
        {t('notePayment.menu')}
      </Menu.Item>
    </>
  )
}

function CustomerItems({ row, actions }: Pick<RowMenuProps, 'row' | 'actions'>) {
  const { t } = useTranslation()
  const mayLog = useCapability('block', row.company)
  const mayMerge = useCapability('allocate', row.company)
  return (
    <>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconPhone size={16} aria-hidden />}
        onClick={() => actions.logContact(row)}
        {...whyDisabledItem(mayLog)}
      >
        {t('reminders.logContact')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconUser size={16} aria-hidden />}
        renderRoot={(props) => <Link {...props} to="/clients/$id" params={{ id: String(row.customerId) }} />}
      >
        {t('reminders.customerPage')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconAddressBook size={16} aria-hidden />}
        onClick={() => actions.editCustomer(row)}
      >
        {t('reminders.editCustomer')}
      </Menu.Item>
      <Menu.Item
        component="a"
        href={fileAddressOf(fetchStatement, { params: { id: row.customerId }, query: {} })}
        target="_blank"
        rel="noreferrer"
        leftSection={<IconFileTypePdf size={16} aria-hidden />}
      >
        {t('reminders.statement')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconHistory size={16} aria-hidden />}
        renderRoot={(props) => (
          <Link
            {...props}
            to="/historique"
            search={{ onglet: 'lettres', idclient: String(row.customerId), client: row.name }}
          />
        )}
      >
        {t('reminders.pastReminders')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowMerge size={16} aria-hidden />}
        onClick={() => actions.merge(row)}
        {...whyDisabledItem(mayMerge)}
      >
        {t('reminders.merge')}
      </Menu.Item>
    </>
  )
}
