import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CustomerDetail } from '../contract.ts'

/** Whom to speak to about what is owed, ready to be called or written to. */
export function ContactForReminders({ customer }: { readonly customer: CustomerDetail }) {
  const { t } = useTranslation()
  const contact = customer.contacts.find(({ isForReminders }) => isForReminders)
  const { email, phone } = contact ?? customer
  return (
    <section aria-labelledby="contact-for-reminders">
      <h2 id="contact-for-reminders">{t('record.contactForReminders')}</h2>
      <p className="record-reach">
        {contact ? (
          <strong>{[contact.name, contact.role].filter(Boolean).join(', ')}</strong>
        ) : (
          <span className="dimmed">{t('record.noContactForReminders')}</span>
        )}
        {phone ? <Anchor href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</Anchor> : null}
        {email ? <Anchor href={`mailto:${email}`}>{email}</Anchor> : null}
      </p>
    </section>
  )
}
