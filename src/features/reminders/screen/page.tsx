import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HandBlockKind } from '#domain/dunning/blocks.ts'
import { KeysHelp } from '#ui/keys-help.tsx'
import { loadWords } from '#ui/language.ts'
import { lazyPart } from '#ui/lazy-part.tsx'
import { rememberList } from '#ui/list-address.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { useSession } from '#ui/session.ts'
import type { CustomerRow, InvoiceRow } from '../contract.ts'
import { BankFreshness } from './bank-freshness.tsx'
import { CustomerList } from './customer-list.tsx'
import { FiltersBar } from './filters-bar.tsx'
import { ListTabs } from './list-tabs.tsx'
import { type RemindersAddress, readAddress } from './page-address.ts'
import { customersQuery, refreshCustomer, totalsQuery, useLevelChange } from './queries.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { SetAsideList } from './set-aside-list.tsx'
import { useTicks } from './use-ticks.tsx'
import './reminders.css'

const ConfirmationModal = lazyPart(async () => (await import('./confirmation-modal.tsx')).ConfirmationModal)
const KeysModal = lazyPart(async () => (await import('./keys-modal.tsx')).KeysModal)
const NotePaymentModal = lazyPart(async () => (await import('./note-payment-modal.tsx')).NotePaymentModal)
const InvoiceModal = lazyPart(async () => {
  const [part] = await Promise.all([
    import('./invoice-modal.tsx'),
    loadWords('penalties'),
    loadWords('outbox'),
  ])
  return part.InvoiceModal
})

/** Panels of other features, which the router lends to this page. */
export interface RemindersPageProps {
  readonly renderBlock: (panel: BlockPanel) => ReactNode
  readonly renderCustomer: (panel: CustomerPanel) => ReactNode
  readonly renderContact: (panel: ContactPanel) => ReactNode
  readonly renderDoubt: (panel: DoubtPanel) => ReactNode
  readonly renderMerge: (panel: MergePanel) => ReactNode
}

export interface MergePanel {
  readonly customer: { readonly id: number; readonly code: string; readonly name: string }
  readonly company: string
  readonly onClose: () => void
}

export interface BlockPanel {
  readonly kind: HandBlockKind
  readonly customerId: number
  readonly invoiceId: number | undefined
  /** Who or what is set aside, in words. */
  readonly name: string
  readonly onDone: () => void
  readonly onClose: () => void
}

export interface ContactPanel {
  readonly customerId: number
  readonly name: string
  readonly onDone: () => void
  readonly onClose: () => void
}

export interface DoubtPanel {
  /** The question a row set aside waits for. */
  readonly doubtId: number
  readonly onClose: () => void
}

export interface CustomerPanel {
  readonly customerId: number
  readonly onSaved: () => void
  readonly onClose: () => void
}

/** « Ventes › Relances »: who owes, how much, since when, and the button that writes to them. */
export function RemindersPage(props: RemindersPageProps) {
  const { t } = useTranslation()
  const session = useSession()
  const [address, change] = useAddress()
  const state = useMemo(() => readAddress(address, session), [address, session])
  const customers = useInfiniteQuery(customersQuery(state))
  const totals = useQuery(totalsQuery(state)).data
  const ticks = useTicks(state.filters, state.tab)
  const panels = usePanels(state.filters.on, props)
  const [isConfirming, setConfirming] = useState(false)
  const [decided, setDecided] = useState<number | null>(null)
  return (
    <>
      <ScreenHead title={t('reminders.title')} trail={[t('nav.sales')]}>
        <RatesNotice companies={state.filters.companies} />
        <BankFreshness companies={state.filters.companies} />
        <KeysHelp>{(onClose) => <KeysModal onClose={onClose} />}</KeysHelp>
      </ScreenHead>
      <FiltersBar address={address} state={state} onChange={change} />
      <ListTabs
        state={state}
        totals={totals}
        onChange={change}
        onTickAdvised={() => ticks.tickBase('advised')}
      />
      {state.tab === 'set-aside' ? (
        <SetAsideList state={state} onDecide={setDecided} onChange={change} />
      ) : (
        <CustomerList
          state={state}
          customers={customers}
          totals={totals}
          ticks={ticks}
          actions={panels.actions}
          onChange={change}
        />
      )}
      <SelectionBar ticks={ticks} onRemind={() => setConfirming(true)} />
      <Suspense>
        {isConfirming ? <ConfirmationModal ticks={ticks} onClose={() => setConfirming(false)} /> : null}
        {decided === null ? null : props.renderDoubt({ doubtId: decided, onClose: () => setDecided(null) })}
        {panels.panel}
      </Suspense>
    </>
  )
}

function useAddress(): [RemindersAddress, (change: RemindersAddress) => void] {
  const address = useSearch({ from: '/relances' })
  const navigate = useNavigate({ from: '/relances' })
  // The viewer's back arrow returns to this very list.
  useEffect(() => rememberList(address), [address])
  const change = useCallback(
    (patch: RemindersAddress) =>
      void navigate({ search: (current) => ({ ...current, ...patch }), replace: true, resetScroll: false }),
    [navigate],
  )
  return [address, change]
}

type OpenPanel =
  | { readonly kind: 'invoice'; readonly invoiceId: number }
  | { readonly kind: 'customer'; readonly row: CustomerRow }
  | { readonly kind: 'contact'; readonly row: CustomerRow }
  | { readonly kind: 'merge'; readonly row: CustomerRow }
  | { readonly kind: 'payment'; readonly row: CustomerRow; readonly invoice: InvoiceRow }
  | {
      readonly kind: 'block'
      readonly row: CustomerRow
      readonly block: HandBlockKind
      readonly invoice?: InvoiceRow
    }

/** The panel open over the list, and the acts of a line that open it. */
function usePanels(on: string, props: RemindersPageProps) {
  const { renderBlock, renderCustomer, renderContact, renderMerge } = props
  const client = useQueryClient()
  const [open, setOpen] = useState<OpenPanel | null>(null)
  const setLevel = useLevelChange().mutate
  const actions = useMemo(
    () => ({
      openInvoice: (invoiceId: number) => setOpen({ kind: 'invoice', invoiceId }),
      editCustomer: (row: CustomerRow) => setOpen({ kind: 'customer', row }),
      logContact: (row: CustomerRow) => setOpen({ kind: 'contact', row }),
      merge: (row: CustomerRow) => setOpen({ kind: 'merge', row }),
      notePayment: (row: CustomerRow, invoice: InvoiceRow) => setOpen({ kind: 'payment', row, invoice }),
      refresh: (row: CustomerRow) => void refreshCustomer(client, row, on),
      block: (row: CustomerRow, block: HandBlockKind, invoice?: InvoiceRow) =>
        setOpen({ kind: 'block', row, block, ...(invoice ? { invoice } : {}) }),
      setLevel: (row: CustomerRow, level: CustomerRow['level'], invoiceId?: number) =>
        setLevel({
          row,
          change: { on, customerId: row.customerId, currency: row.currency, level, invoiceId },
        }),
    }),
    [client, on, setLevel],
  )
  const onClose = () => setOpen(null)
  const refreshed = (row: CustomerRow) => () => void refreshCustomer(client, row, on)
  return { actions, panel: open ? panelOf(open) : null }

  function panelOf(panel: OpenPanel): ReactNode {
    if (panel.kind === 'invoice')
      return <InvoiceModal invoiceId={panel.invoiceId} on={on} onClose={onClose} />
    const { row } = panel
    if (panel.kind === 'customer')
      return renderCustomer({ customerId: row.customerId, onSaved: refreshed(row), onClose })
    if (panel.kind === 'contact')
      return renderContact({ customerId: row.customerId, name: row.name, onDone: refreshed(row), onClose })
    if (panel.kind === 'merge') {
      const { customerId: id, code, name, company } = row
      return renderMerge({ customer: { id, code, name }, company, onClose })
    }
    if (panel.kind === 'payment')
      return <NotePaymentModal row={row} invoice={panel.invoice} onDone={refreshed(row)} onClose={onClose} />
    return renderBlock({
      kind: panel.block,
      customerId: row.customerId,
      invoiceId: panel.invoice?.id,
      name: panel.invoice?.number ?? row.name,
      onDone: refreshed(row),
      onClose,
    })
  }
}

/** A new half-year has begun and its legal rates are not there: said until someone adds them. */
function RatesNotice({ companies }: { readonly companies: readonly string[] | undefined }) {
  const { t } = useTranslation()
  const session = useSession()
  const lacking = session.companies.find(
    ({ code, lacksRates }) => lacksRates && (!companies?.length || companies.includes(code)),
  )
  if (!lacking) return null
  return (
    <p className="bank-freshness" data-stale="true">
      <Link to="/parametres/taux/$code" params={{ code: lacking.code }}>
        {t('reminders.ratesMissing')}
      </Link>
    </p>
  )
}
