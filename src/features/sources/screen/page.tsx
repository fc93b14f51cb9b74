import { Button } from '@mantine/core'
import { IconCloudDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { CompanyPicker } from '#ui/company-picker.tsx'
import { rememberedList } from '#ui/list-address.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchSources, type ShownSource, type Sources } from '../contract.ts'
import { SourceCard } from './source-card.tsx'
import { SourceDialog } from './source-dialog.tsx'
import { AGAIN_MS, sourcesKey } from './use-sources.ts'
import './sources.css'

/** « Paramètres › Sources »: the places that are read by themselves, and what the last looks found. */
export function SourcesPage() {
  const { t } = useTranslation()
  const { code } = useParams({ from: '/parametres/sources/$code' })
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery({
    queryKey: sourcesKey(code),
    queryFn: () => ask(fetchSources, { params: { code } }),
    refetchInterval: AGAIN_MS,
  })
  const choose = (chosen: string) =>
    void navigate({
      to: '/parametres/sources/$code',
      params: { code: chosen },
      search: (current) => current,
    })
  return (
    <>
      <ScreenHead
        title={t('nav.sources')}
        trail={[t('nav.settings')]}
        backLabel={t('sources.back')}
        onBack={() => void navigate({ to: '/relances', search: rememberedList() })}
      >
        <CompanyPicker code={code} onChoose={choose} />
      </ScreenHead>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={4} height={72} /> : null}
      {data ? <SourceList key={code} shown={data} /> : null}
    </>
  )
}

function SourceList({ shown: { company, sources } }: { readonly shown: Sources }) {
  const { t } = useTranslation()
  const [edited, setEdited] = useState<{ readonly source: ShownSource | null } | null>(null)
  const check = useCapability('manage-sources', company)
  const add = (
    <Button
      leftSection={<IconCloudDownload size={18} aria-hidden />}
      onClick={() => setEdited({ source: null })}
      {...whyDisabled(check)}
    >
      {t('sources.add')}
    </Button>
  )
  return (
    <div className="sources">
      <div className="sources-head">
        <p className="dimmed">{t('sources.lead')}</p>
        {sources.length > 0 ? add : null}
      </div>
      {sources.length === 0 ? (
        <Empty icon={<IconCloudDownload size={28} aria-hidden />} title={t('sources.empty')} actions={add}>
          {t('sources.emptyHint')}
        </Empty>
      ) : (
        <ul className="source-cards">
          {sources.map((source) => (
            <SourceCard
              key={source.id}
              company={company}
              source={source}
              onEdit={() => setEdited({ source })}
            />
          ))}
        </ul>
      )}
      {edited ? (
        <SourceDialog company={company} source={edited.source} onClose={() => setEdited(null)} />
      ) : null}
    </div>
  )
}
