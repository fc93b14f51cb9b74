import { SegmentedControl, Tabs, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { KeysDialog } from '#ui/keys-dialog.tsx'
import { KeysHelp } from '#ui/keys-help.tsx'
import { ScreenHead } from '#ui/screen-head.tsx'
import { MovementList } from './movement-list.tsx'
import { countsQuery, type MovementsAsked } from './queries.tsx'
import './reconciliation.css'

const KEYS = [
  { keys: ['↑', '↓'], meaning: 'move' },
  { keys: ['↵'], meaning: 'confirm' },
  { keys: ['C'], meaning: 'choose' },
  { keys: ['X'], meaning: 'setAside' },
  { keys: ['Suppr'], meaning: 'undo' },
  { keys: ['?'], meaning: 'help' },
] as const

const TABS = { pending: 'a-regarder', matched: 'rapproches', 'set-aside': 'mis-de-cote' } as const
type Tab = keyof typeof TABS
const FILTERS = ['all', 'with', 'without', 'returns'] as const

/** « Ventes › Rapprochement »: bank movements to confirm, those matched, those set aside. */
export function ReconciliationPage() {
  const { t } = useTranslation()
  const { asked, tab, change } = useAddress()
  return (
    <>
      <ScreenHead title={t('bank.title')} trail={[t('nav.sales')]}>
        <KeysHelp>{(onClose) => <KeysModal onClose={onClose} />}</KeysHelp>
      </ScreenHead>
      <MovementTabs
        tab={tab}
        companies={asked.companies}
        onChange={(next) => change({ onglet: TABS[next] })}
      />
      <search className="bank-filters">
        <SearchField value={asked.search ?? ''} onChange={(texte) => change({ texte: texte || undefined })} />
        {tab === 'pending' ? (
          <SegmentedControl
            aria-label={t('bank.filter.label')}
            data={FILTERS.map((value) => ({ value, label: t(`bank.filter.${value}`) }))}
            value={asked.proposal ?? 'all'}
            onChange={(value) => change({ proposition: value === 'all' ? undefined : value })}
          />
        ) : null}
      </search>
      <MovementList
        asked={asked}
        onClearFilters={() => change({ texte: undefined, proposition: undefined })}
      />
    </>
  )
}

interface MovementTabsProps {
  readonly tab: Tab
  readonly companies: string | undefined
  readonly onChange: (tab: Tab) => void
}

function MovementTabs({ tab, companies, onChange }: MovementTabsProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { data } = useQuery(countsQuery(companies))
  const counts = { pending: data?.pending, matched: data?.matched, 'set-aside': data?.setAside }
  return (
    <Tabs
      value={tab}
      onChange={(next) => onChange(next as Tab)}
      keepMounted={false}
      aria-label={t('bank.title')}
    >
      <Tabs.List>
        {(Object.keys(TABS) as Tab[]).map((one) => (
          <Tabs.Tab
            key={one}
            value={one}
            rightSection={<span className="tab-count figures">{format.count(counts[one] ?? 0)}</span>}
          >
            {t(`bank.tab.${one}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  )
}

function SearchField(props: { readonly value: string; readonly onChange: (text: string) => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState(props.value)
  const settle = useDebouncedCallback(props.onChange, 300)
  useEffect(() => setText(props.value), [props.value])
  return (
    <TextInput
      type="search"
      className="bank-search"
      aria-label={t('bank.search')}
      placeholder={t('bank.search')}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        settle(event.currentTarget.value.trim())
      }}
    />
  )
}

interface Address {
  readonly onglet?: string | undefined
  readonly texte?: string | undefined
  readonly proposition?: string | undefined
}

function useAddress() {
  const address = useSearch({ from: '/rapprochement' })
  const navigate = useNavigate({ from: '/rapprochement' })
  const change = (patch: Address) =>
    void navigate({ search: (current) => ({ ...current, ...patch }), replace: true })
  const tab = (Object.keys(TABS) as Tab[]).find((one) => TABS[one] === address.onglet) ?? 'pending'
  const proposal = FILTERS.find((one) => one === address.proposition)
  const asked: MovementsAsked = { tab, proposal, search: address.texte, companies: address.entreprises }
  return { asked, tab, change }
}

/** The keys of the movements. */
function KeysModal({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return <KeysDialog keys={KEYS} meaningOf={(meaning) => t(`bank.key.${meaning}`)} onClose={onClose} />
}
