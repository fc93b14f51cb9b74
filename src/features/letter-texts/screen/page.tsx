import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { LEVELS, type Level } from '#domain/dunning/levels.ts'
import { AUDIENCES, LANGUAGES } from '#domain/people/parties.ts'
import { ask } from '#ui/ask.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import { rememberedList } from '#ui/list-address.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { useSession } from '#ui/session.ts'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import type { Variant } from '../contract.ts'
import { fetchLetterText } from '../contract.ts'
import { TextForm } from './text-form.tsx'
import { letterTextKey } from './use-letter-text.tsx'
import '@mantine/tiptap/styles.layer.css'
import './letter-texts.css'
import './text-panels.css'

const ROUTE = '/parametres/relances/$code'

/** « Paramètres › Règlements › Relances »: what each level's letters say. */
export function LetterTextsPage() {
  const { t } = useTranslation()
  const { code } = useParams({ from: ROUTE })
  const variant = useVariant()
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery({
    queryKey: letterTextKey(code, variant),
    queryFn: () =>
      ask(fetchLetterText, {
        params: { code, level: variant.level, language: variant.language, audience: variant.audience },
      }),
    // Edits start from what is read when the text opens, never from an older reading.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  return (
    <>
      <ScreenHead
        title={t('nav.letterTexts')}
        trail={[t('nav.settings'), t('nav.payments')]}
        backLabel={t('letterTexts.back')}
        onBack={() => void navigate({ to: '/relances', search: rememberedList() })}
      />
      <VariantChoice code={code} variant={variant} />
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={5} height={72} /> : null}
      {data ? <TextForm key={JSON.stringify(letterTextKey(code, variant))} read={data} /> : null}
    </>
  )
}

// The address says which text; what it does not say is the first of each.
function useVariant(): Variant {
  const { niveau, langue, nature } = useSearch({ from: ROUTE })
  return {
    level: LEVELS.find((level) => String(level) === niveau) ?? 1,
    language: LANGUAGES.find((language) => language === langue) ?? 'fr',
    audience: AUDIENCES.find((audience) => audience === nature) ?? 'business',
  }
}

function VariantChoice({ code, variant }: { readonly code: string; readonly variant: Variant }) {
  const { t } = useTranslation()
  const { companies } = useSession()
  const navigate = useNavigate()
  const { level, language, audience } = variant
  const choose = (change: Partial<Variant & { code: string }>) => {
    const chosen = { ...variant, code, ...change }
    void navigate({
      to: ROUTE,
      params: { code: chosen.code },
      search: ({ entreprises }) => ({
        entreprises,
        niveau: String(chosen.level),
        langue: chosen.language,
        nature: chosen.audience,
      }),
    })
  }
  return (
    <div className="text-variant">
      {companies.length > 1 ? (
        <NativeSelect
          label={t('letterTexts.company')}
          value={code}
          data={companies.map((company) => ({
            value: company.code,
            label: `${company.code} · ${company.legalName}`,
          }))}
          onChange={(event) => choose({ code: event.currentTarget.value })}
        />
      ) : null}
      <SegmentedControl
        className="level-choice"
        aria-label={t('letterTexts.level')}
        value={String(level)}
        data={LEVELS.map((one) => ({ value: String(one), label: <LevelBadge level={one} /> }))}
        onChange={(value) => choose({ level: Number(value) as Level })}
      />
      <NativeSelect
        label={t('letterTexts.audience')}
        value={audience}
        data={AUDIENCES.map((one) => ({ value: one, label: t(`letterTexts.audiences.${one}`) }))}
        onChange={(event) =>
          choose({ audience: AUDIENCES.find((one) => one === event.currentTarget.value) ?? 'business' })
        }
      />
      <NativeSelect
        label={t('letterTexts.language')}
        value={language}
        data={LANGUAGES.map((one) => ({ value: one, label: t(`languages.${one}`) }))}
        onChange={(event) => choose({ language: event.currentTarget.value === 'en' ? 'en' : 'fr' })}
      />
    </div>
  )
}
