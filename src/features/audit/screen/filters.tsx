import { NativeSelect } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isDay } from '#domain/days-and-money/day.ts'
import { AUDIT_KINDS } from '#domain/people/audit.ts'
import { ask } from '#ui/ask.ts'
import { DayField } from '#ui/day-field.tsx'
import { TypedFilter } from '#ui/typed-filter.tsx'
import { type AuditQuery, fetchAuditPeople } from '../contract.ts'

interface AuditAddress {
  readonly qui?: string | undefined
  readonly sujet?: string | undefined
  readonly du?: string | undefined
  readonly au?: string | undefined
  readonly q?: string | undefined
}

const NO_FILTER = {
  qui: undefined,
  sujet: undefined,
  du: undefined,
  au: undefined,
  q: undefined,
} satisfies AuditAddress

/** The filters as the address holds them, and as the server is asked. */
export function useAuditAddress() {
  const address = useSearch({ from: '/parametres/journal' })
  const navigate = useNavigate({ from: '/parametres/journal' })
  const change = (patch: AuditAddress) =>
    void navigate({ search: (current) => ({ ...current, ...patch }), replace: true })
  const query: AuditQuery = {
    companies: address.entreprises,
    who: address.qui,
    kind: AUDIT_KINDS.find((kind) => kind === address.sujet),
    from: dayOf(address.du),
    to: dayOf(address.au),
    text: address.q,
  }
  return { address, query, change, clear: () => change(NO_FILTER) }
}

export function AuditFilters() {
  const { t, i18n } = useTranslation()
  const { address, change } = useAuditAddress()
  const { data } = useQuery({
    queryKey: ['audit-people', i18n.language],
    queryFn: () => ask(fetchAuditPeople, {}),
  })
  const people = (data?.people ?? []).map(({ who, name }) => ({ value: who, label: name }))
  const kinds = AUDIT_KINDS.map((kind) => ({ value: kind, label: t(`journal.kinds.${kind}`) }))
  return (
    <search className="audit-filters">
      <TypedFilter
        label={t('journal.text')}
        icon={<IconSearch size={16} aria-hidden />}
        value={address.q ?? ''}
        onChange={(q) => change({ q: q || undefined })}
      />
      <NativeSelect
        label={t('journal.who')}
        data={[{ value: '', label: t('journal.anybody') }, ...people]}
        value={address.qui ?? ''}
        onChange={(event) => change({ qui: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        label={t('journal.kind')}
        data={[{ value: '', label: t('journal.anyKind') }, ...kinds]}
        value={address.sujet ?? ''}
        onChange={(event) => change({ sujet: event.currentTarget.value || undefined })}
      />
      <DayField
        label={t('journal.from')}
        value={address.du ?? null}
        onChange={(day) => change({ du: day ?? undefined })}
      />
      <DayField
        label={t('journal.to')}
        value={address.au ?? null}
        onChange={(day) => change({ au: day ?? undefined })}
      />
    </search>
  )
}

function dayOf(text: string | undefined): string | undefined {
  return text !== undefined && isDay(text) ? text : undefined
}
