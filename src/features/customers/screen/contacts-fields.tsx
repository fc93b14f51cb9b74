import { Button, Radio, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../contract.ts'

interface ContactsFieldsProps {
  readonly contacts: readonly Contact[]
  readonly onChange: (contacts: Contact[]) => void
}

/** The people one speaks to, one of them about reminders. */
export function ContactsFields({ contacts, onChange }: ContactsFieldsProps) {
  const { t } = useTranslation()
  const change = (index: number, patch: Partial<Contact>) =>
    onChange(contacts.map((contact, at) => (at === index ? { ...contact, ...patch } : contact)))
  const choose = (index: number) =>
    onChange(contacts.map((contact, at) => ({ ...contact, isForReminders: at === index })))
  const add = () =>
    onChange([
      ...contacts,
      { name: '', role: null, email: null, phone: null, isForReminders: contacts.length === 0 },
    ])
  return (
    <>
      <h2>{t('record.contacts')}</h2>
      {contacts.map((contact, index) => (
        <fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: a contact being typed has no other identity
          key={index}
          className="record-contact"
          aria-label={t('record.contactNumber', { number: index + 1 })}
        >
          <div className="record-pair">
            <TextInput
              label={t('record.contactName')}
              required
              maxLength={100}
              value={contact.name}
              onChange={(event) => change(index, { name: event.currentTarget.value })}
            />
            <TextInput
              label={t('record.contactRole')}
              maxLength={100}
              value={contact.role ?? ''}
              onChange={(event) => change(index, { role: event.currentTarget.value || null })}
            />
            <TextInput
              label={t('record.contactEmail')}
              type="email"
              value={contact.email ?? ''}
              onChange={(event) => change(index, { email: event.currentTarget.value || null })}
            />
            <TextInput
              label={t('record.contactPhone')}
              maxLength={100}
              value={contact.phone ?? ''}
              onChange={(event) => change(index, { phone: event.currentTarget.value || null })}
            />
          </div>
          <div className="record-actions">
            <Radio
              name="contact-for-reminders"
              label={t('record.forReminders')}
              checked={contact.isForReminders}
              onChange={() => choose(index)}
            />
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              leftSection={<IconTrash size={14} aria-hidden />}
              onClick={() => onChange(contacts.filter((_, at) => at !== index))}
            >
              {t('record.removeContact', { name: contact.name })}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button variant="default" size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
          {t('record.addContact')}
        </Button>
      </div>
    </>
  )
}
