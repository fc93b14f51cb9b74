import { Alert, Button, Select } from '@mantine/core'
import { useDebouncedValue, useElementSize } from '@mantine/hooks'
import { IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LetterText, LevelSettings } from '#domain/letters/letter-text.ts'
import { ask, askBytes } from '#ui/ask.ts'
import { openPdf, type PdfDocument } from '#ui/pdf-document.ts'
import { PdfPage } from '#ui/pdf-page.tsx'
import { messageOf, RowsSkeleton } from '#ui/states.tsx'
import type { PreviewNotes, PreviewRequest, Recipients, Variant } from '../contract.ts'
import { fetchRecipients, previewLetter } from '../preview-contract.ts'
import { useVariableName } from './variable-words.tsx'

/** Long enough not to render each letter of a word, short enough to be seen within the second. */
const PAUSE_MS = 250

interface PreviewPaneProps {
  readonly code: string
  readonly variant: Variant
  readonly text: LetterText | null
  readonly settings: LevelSettings
  /** Whom it is shown to first; without one, somebody the text is written for. */
  readonly first?: string
}

const EXAMPLE = 'example'
/** CSS pixels of the width of A4 at full size. */
const PAPER_PX = 794

/** The letter a client would get, as it would print. */
export function PreviewPane({ code, variant, text, settings, first }: PreviewPaneProps) {
  const { t } = useTranslation()
  const { level, language, audience } = variant
  const [chosen, setChosen] = useState<string | null>(first ?? null)
  const recipients = useQuery({
    queryKey: ['letter-recipients', code, ''],
    queryFn: () => ask(fetchRecipients, { params: { code }, query: { search: '' } }),
  })
  const proposed = proposedRecipient(recipients.data, variant)
  const customer = chosen ?? proposed
  const isReady = text !== null && !recipients.isPending
  const request: PreviewRequest | null = isReady
    ? { level, language, audience, text, settings, customer: customer === EXAMPLE ? null : customer }
    : null
  const preview = usePreview(code, request)
  return (
    <section className="text-preview" aria-label={t('letterTexts.preview.title')}>
      {recipients.isPending ? (
        <RowsSkeleton rows={1} height={60} />
      ) : (
        <RecipientChoice code={code} chosen={customer} onChoose={setChosen} />
      )}
      <PreviewNotices preview={preview} isExampleChosen={customer === EXAMPLE} />
      <PreviewSheets preview={preview} />
    </section>
  )
}

// A client the text is written for, as close as there is one; else the invented one.
function proposedRecipient(recipients: Recipients | undefined, { level, audience }: Variant): string {
  const rows = recipients?.rows ?? []
  const found =
    rows.find((row) => row.audience === audience && row.level === level) ??
    rows.find((row) => row.audience === audience)
  return found?.key ?? EXAMPLE
}

interface RecipientChoiceProps {
  readonly code: string
  readonly chosen: string
  readonly onChoose: (key: string) => void
}

function RecipientChoice({ code, chosen, onChoose }: RecipientChoiceProps) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const [kept, setKept] = useState<{ value: string; label: string } | null>(null)
  const [settled] = useDebouncedValue(kept?.label === search ? '' : search, 200)
  const { data } = useQuery({
    queryKey: ['letter-recipients', code, settled],
    queryFn: ({ signal }) =>
      ask(fetchRecipients, { params: { code }, query: { search: settled } }, { signal }),
    placeholderData: (previous) => previous,
  })
  const rows = (data?.rows ?? []).map((row) => ({
    value: row.key,
    label: `${row.name} · ${row.code}${row.currency === 'EUR' ? '' : ` · ${row.currency}`}`,
  }))
  const example = { value: EXAMPLE, label: t('letterTexts.preview.example') }
  const others = kept && !rows.some(({ value }) => value === kept.value) ? [kept] : []
  return (
    <Select
      label={t('letterTexts.preview.recipient')}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t('letterTexts.preview.nobody')}
      comboboxProps={{ portalProps: { target: '#content' } }}
      value={chosen}
      data={[example, ...others, ...rows]}
      // The server searches: what it found is all to be shown.
      filter={({ options }) => options}
      searchValue={search}
      onSearchChange={setSearch}
      onChange={(value, option) => {
        if (value === null || option === null) return
        setKept(value === EXAMPLE ? null : { value, label: option.label })
        onChoose(value)
      }}
    />
  )
}

function PreviewNotices({ preview, isExampleChosen }: { preview: Preview; isExampleChosen: boolean }) {
  const { t } = useTranslation()
  const nameOf = useVariableName()
  const notes = preview.shown?.notes
  return (
    <>
      {preview.error ? (
        <Alert color="red" role="alert" title={t('failure.title')}>
          {messageOf(preview.error)}
        </Alert>
      ) : null}
      {notes && notes.customer === null && !isExampleChosen ? (
        <p className="dimmed">{t('letterTexts.preview.nothingToRemind')}</p>
      ) : null}
      {notes && notes.missing.length > 0 ? (
        <p className="text-warning">
          {t('letterTexts.preview.missing', {
            count: notes.missing.length,
            names: notes.missing.map(nameOf).join(', '),
          })}
        </p>
      ) : null}
      {notes && notes.unprintable.length > 0 ? (
        <p className="text-warning">
          {t('letterTexts.preview.unprintable', { characters: notes.unprintable.join(' ') })}
        </p>
      ) : null}
    </>
  )
}

function PreviewSheets({ preview: { shown, isLate } }: { readonly preview: Preview }) {
  const { t } = useTranslation()
  const { ref, width } = useElementSize()
  const [isFullSize, setFullSize] = useState(false)
  const scale = isFullSize ? 1 : Math.min(1, Math.max(0.3, width / PAPER_PX))
  const pages = shown?.document.numPages ?? 0
  const Zoom = isFullSize ? IconZoomOut : IconZoomIn
  return (
    <>
      <div className="preview-bar">
        <p className="dimmed" role="status">
          {shown
            ? t(isLate ? 'letterTexts.preview.late' : 'letterTexts.preview.ready', { count: pages })
            : t('loading')}
        </p>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Zoom size={16} aria-hidden />}
          onClick={() => setFullSize((current) => !current)}
        >
          {t(isFullSize ? 'letterTexts.preview.fit' : 'letterTexts.preview.fullSize')}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <section ref={ref} className="preview-sheets" aria-label={t('letterTexts.preview.pages')} tabIndex={0}>
        {shown && width > 0
          ? Array.from({ length: pages }, (_, index) => (
              <PdfPage
                // biome-ignore lint/suspicious/noArrayIndexKey: pages have no other name than their number
                key={index}
                document={shown.document}
                page={index + 1}
                scale={scale}
                searched=""
                label={t('letterTexts.preview.page', { page: index + 1, pages })}
              />
            ))
          : null}
      </section>
    </>
  )
}

interface ShownPreview {
  readonly document: PdfDocument
  readonly notes: PreviewNotes
}

interface Preview {
  /** The last letter rendered: it stays while the next one is on its way. */
  readonly shown: ShownPreview | null
  readonly isLate: boolean
  readonly error: Error | null
}

/** The letter of what is being typed; an older request is abandoned as soon as there is a newer one. */
function usePreview(code: string, request: PreviewRequest | null): Preview {
  const [asked] = useDebouncedValue(request === null ? null : JSON.stringify(request), PAUSE_MS)
  const { data, error, isPlaceholderData, isPending } = useQuery({
    queryKey: ['letter-preview', code, asked],
    queryFn: async ({ signal }) => {
      const { bytes, headers } = await askBytes(
        previewLetter,
        { params: { code }, body: JSON.parse(asked ?? '') as PreviewRequest },
        { signal },
      )
      const notes = JSON.parse(decodeURIComponent(headers.get('x-preview') ?? 'null')) as PreviewNotes
      return { bytes, notes }
    },
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
  })
  const [shown, setShown] = useState<ShownPreview | null>(null)
  useEffect(() => {
    if (!data) return
    const pdf = openPdf(data.bytes)
    let isGone = false
    pdf.document.then(
      (document) => isGone || setShown({ document, notes: data.notes }),
      () => undefined,
    )
    return () => {
      isGone = true
      pdf.close()
    }
  }, [data])
  return { shown, isLate: isPlaceholderData || isPending, error }
}
