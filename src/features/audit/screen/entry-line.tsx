import { Anchor, Button, Table } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import type { AuditEntry, AuditTarget } from '../contract.ts'

/** One thing done: when, who and from where, what; before and after once unfolded. */
export function EntryLine({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation()
  const format = useFormats()
  const [isOpen, setOpen] = useState(false)
  const detail = useId()
  const { summary: what, customer } = entry
  const [day = '', time = ''] = entry.at.split(' ')
  return (
    <li className="audit-entry">
      <time className="figures audit-at" dateTime={entry.at.replace(' ', 'T')}>
        {format.day(day)}
        <span className="dimmed">{time}</span>
      </time>
      <div className="audit-what">
        <strong>{what}</strong>
        <span className="dimmed">
          {[entry.company ?? t('journal.installation'), customer ? `${customer.code} · ${customer.name}` : '']
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
      </div>
      <div className="audit-who">
        {entry.actor}
        <span className="dimmed">
          {entry.address ? t('journal.address', { address: entry.address }) : t('journal.here')}
        </span>
      </div>
      <div className="audit-acts">
        {entry.target ? <Record target={entry.target} label={t('journal.openOf', { what })} /> : null}
        <Button
          variant="subtle"
          size="compact-sm"
          aria-expanded={isOpen}
          aria-controls={detail}
          aria-label={t('journal.showOf', { what })}
          leftSection={
            isOpen ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />
          }
          onClick={() => setOpen(!isOpen)}
        >
          {t('journal.show')}
        </Button>
      </div>
      <div id={detail} className="audit-detail" hidden={!isOpen}>
        {isOpen ? <Detail entry={entry} /> : null}
      </div>
    </li>
  )
}

function Detail({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation()
  return (
    <>
      {entry.isErased ? <p className="dimmed">{t('journal.erased')}</p> : null}
      {entry.changes.length > 0 ? (
        <Table className="audit-changes" verticalSpacing={4} aria-label={entry.summary}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('journal.field')}</Table.Th>
              <Table.Th>{t('journal.before')}</Table.Th>
              <Table.Th>{t('journal.after')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entry.changes.map(({ label, before, after }) => (
              <Table.Tr key={label}>
                <Table.Th scope="row">{label}</Table.Th>
                <Table.Td>{before ?? '–'}</Table.Td>
                <Table.Td>{after ?? '–'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ) : entry.isErased ? null : (
        <p className="dimmed">{t('journal.noField')}</p>
      )}
      {entry.link === null ? null : <p className="dimmed">{t('journal.link', { link: entry.link })}</p>}
    </>
  )
}

function Record({ target, label }: { readonly target: AuditTarget; readonly label: string }) {
  const { t } = useTranslation()
  return (
    <Anchor
      size="sm"
      aria-label={label}
      renderRoot={(props) => <Link {...props} {...placeOf(target)} search={{}} />}
    >
      {t('journal.open')}
    </Anchor>
  )
}

// The address of each kind of record, as the router knows them.
function placeOf({ screen, id }: AuditTarget) {
  switch (screen) {
    case 'invoice':
      return { to: '/factures/$id', params: { id } } as const
    case 'customer':
      return { to: '/clients/$id', params: { id } } as const
    case 'credit-note':
      return { to: '/avoirs/$id', params: { id } } as const
    case 'payment':
      return { to: '/reglements/$id', params: { id } } as const
    case 'run':
      return { to: '/relances/lettres/$run', params: { run: id } } as const
    case 'texts':
      return { to: '/parametres/relances/$code', params: { code: id } } as const
    case 'procedure':
      return { to: '/parametres/procedure/$code', params: { code: id } } as const
    case 'rates':
      return { to: '/parametres/taux/$code', params: { code: id } } as const
    case 'company':
      return { to: '/parametres/entreprises/$code', params: { code: id } } as const
    case 'imports':
      return { to: '/travaux' } as const
    case 'people':
      return { to: '/parametres/utilisateurs' } as const
    case 'bank':
      return { to: '/rapprochement' } as const
  }
}
