import { Anchor, Button, Menu } from '@mantine/core'
import { IconFileTypePdf, IconMail, IconNotes, IconPhone } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HandBlockKind } from '#domain/dunning/blocks.ts'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled, whyDisabledItem } from '#ui/capability.ts'
import { lazyPart } from '#ui/lazy-part.tsx'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { type CustomerDetail, fetchCustomer } from '../contract.ts'
import { IdentityForm } from './identity-form.tsx'
import { StandingCard } from './standing-card.tsx'
import { Timeline } from './timeline.tsx'
import './customers.css'

/** Panels of other features, which the router lends to this page. */
export interface RecordPageProps {
  readonly renderBlock: (panel: {
    readonly kind: HandBlockKind
    readonly customerId: number
    readonly invoiceId: undefined
    readonly name: string
    readonly onDone: () => void
    readonly onClose: () => void
  }) => ReactNode
  readonly renderPersonalData: (menu: {
    readonly customerId: number
    readonly name: string
    readonly company: string
    readonly onErased: () => void
  }) => ReactNode
  readonly renderMerges: (customerId: number) => ReactNode
  readonly renderContact: (panel: {
    readonly customerId: number
    readonly name: string
    readonly onDone: () => void
    readonly onClose: () => void
  }) => ReactNode
}

/** One client: what they owe, who they are, and everything that happened. */
export function RecordPage(props: RecordPageProps) {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/clients/$id' })
  const customerId = Number(id)
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery({
    queryKey: ['customer', customerId],
    queryFn: () => ask(fetchCustomer, { params: { id: customerId } }),
    // Edits start from what is read when the page opens.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  return (
    <>
      <ScreenHead
        title={data?.name ?? t('customers.title')}
        trail={[t('nav.sales'), t('customers.title'), ...(data ? [`${data.code} · ${data.company}`] : [])]}
        backLabel={t('record.back')}
        onBack={() =>
          void navigate({ to: '/clients', search: (current) => ({ entreprises: current.entreprises }) })
        }
      >
        {data ? <Actions customer={data} {...props} /> : null}
      </ScreenHead>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={5} height={72} /> : null}
      {data ? (
        <div className="customer-record">
          <div className="record-main">
            <StandingCard customerId={customerId} company={data.company} />
            <ContactForReminders customer={data} />
            <Timeline customerId={customerId} />
            <Suspense>{props.renderMerges(customerId)}</Suspense>
          </div>
          <div className="record-side">
            <IdentityForm key={data.updatedAt} customer={data} />
          </div>
        </div>
      ) : null}
    </>
  )
}

const StatementModal = lazyPart(async () => (await import('./statement-modal.tsx')).StatementModal)

type Panel = HandBlockKind | 'contact' | 'statement'
const BLOCKS = ['promise', 'dispute', 'do-not-remind'] as const

function Actions({
  customer,
  renderBlock,
  renderContact,
  renderPersonalData,
}: RecordPageProps & { readonly customer: CustomerDetail }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [panel, setPanel] = useState<Panel | null>(null)
  const mayBlock = useCapability('block', customer.company)
  const { phone } = reachOf(customer)
  const about = {
    customerId: customer.id,
    name: customer.name,
    onDone: () =>
      void client.invalidateQueries({
        predicate: ({ queryKey }) =>
          ['customers', 'standing', 'timeline', 'agenda', 'reminders'].includes(String(queryKey[0])),
      }),
    onClose: () => setPanel(null),
  }
  return (
    <div className="record-actions">
      <Button
        variant="default"
        onClick={() => setPanel('statement')}
        leftSection={<IconFileTypePdf size={16} aria-hidden />}
      >
        {t('record.statement')}
      </Button>
      <Suspense>
        {renderPersonalData({
          customerId: customer.id,
          name: customer.name,
          company: customer.company,
          // Everything the page shows may be gone.
          onErased: () => void client.invalidateQueries(),
        })}
      </Suspense>
      <Button
        variant="default"
        renderRoot={(props) => <Link {...props} to="/doublons" search={{ entreprises: customer.company }} />}
      >
        {t('merges.title')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default">{t('reminders.setAside')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {BLOCKS.map((kind) => (
            <Menu.Item key={kind} onClick={() => setPanel(kind)} {...whyDisabledItem(mayBlock)}>
              {t(`block.${kind}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {phone ? (
        <Button
          className="record-call"
          variant="default"
          component="a"
          href={telOf(phone)}
          leftSection={<IconPhone size={16} aria-hidden />}
        >
          {t('record.call')}
        </Button>
      ) : null}
      <Button
        className="record-call"
        leftSection={<IconNotes size={16} aria-hidden />}
        onClick={() => setPanel('contact')}
        {...whyDisabled(mayBlock)}
      >
        {t('record.log')}
      </Button>
      <Suspense>
        {panel === 'statement' ? <StatementModal customer={customer} onClose={about.onClose} /> : null}
        {panel === 'contact' ? renderContact(about) : null}
        {panel !== null && panel !== 'contact' && panel !== 'statement'
          ? renderBlock({ ...about, kind: panel, invoiceId: undefined })
          : null}
      </Suspense>
    </div>
  )
}

// The contact for reminders, else the client itself.
function reachOf(customer: CustomerDetail) {
  const contact = customer.contacts.find(({ isForReminders }) => isForReminders)
  const { email, phone } = contact ?? customer
  return { contact, email, phone }
}

function telOf(phone: string): string {
  return `tel:${phone.replaceAll(/[^+\d]/g, '')}`
}

const AddressesDialog = lazyPart(async () => (await import('./addresses-dialog.tsx')).AddressesDialog)

/** Whom to speak to about what is owed, ready to be called or written to. */
function ContactForReminders({ customer }: { readonly customer: CustomerDetail }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const { contact, email, phone } = reachOf(customer)
  return (
    <section aria-labelledby="contact-for-reminders">
      <h2 id="contact-for-reminders">{t('record.contactForReminders')}</h2>
      <p className="record-reach">
        {contact ? (
          <strong>{[contact.name, contact.role].filter(Boolean).join(', ')}</strong>
        ) : (
          <span className="dimmed">{t('record.noContactForReminders')}</span>
        )}
        {phone ? <Anchor href={telOf(phone)}>{phone}</Anchor> : null}
        {email ? <Anchor href={`mailto:${email}`}>{email}</Anchor> : null}
      </p>
      <Button
        mt="xs"
        size="compact-sm"
        variant="default"
        leftSection={<IconMail size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('record.addresses.title')}
      </Button>
      <Suspense>
        {isOpen ? <AddressesDialog customer={customer} onClose={() => setOpen(false)} /> : null}
      </Suspense>
    </section>
  )
}
