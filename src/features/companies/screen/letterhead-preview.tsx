import { Button, SegmentedControl, Skeleton } from '@mantine/core'
import { useDebouncedValue, useElementSize } from '@mantine/hooks'
import { IconMail } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addressOf, askBytes } from '#ui/ask.ts'
import { openPdf, type PdfDocument, POINT } from '#ui/pdf-document.ts'
import { PdfPage } from '#ui/pdf-page.tsx'
import { messageOf } from '#ui/states.tsx'
import { fetchEnvelopeSheet, previewLetterhead } from '../letterhead-contract.ts'
import { letterheadOf, problemsOf } from './letterhead-fields.tsx'
import type { LetterheadEditing } from './use-letterhead.tsx'

const PAUSE_MS = 300
const PAGE_WIDTH = 595.28 * POINT

/** The letterhead being edited on a letter to nobody, made by what prints the real ones. */
export function LetterheadPreview({ editing }: { readonly editing: LetterheadEditing }) {
  const { t } = useTranslation()
  const [language, setLanguage] = useState<'fr' | 'en'>('fr')
  const { ref, width } = useElementSize()
  // Judged as it was when it is asked for, not as it is being typed since.
  const [form] = useDebouncedValue(editing.form, PAUSE_MS)
  const isReady = problemsOf(form).length === 0
  const wanted = letterheadOf(form)
  const { data, error } = useQuery({
    queryKey: ['letterhead-preview', editing.code, language, wanted],
    queryFn: async ({ signal }) =>
      (
        await askBytes(
          previewLetterhead,
          { params: { code: editing.code }, body: { ...wanted, language } },
          { signal },
        )
      ).bytes,
    enabled: isReady,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
  const document = usePdf(data)
  return (
    <section className="letterhead-preview" aria-labelledby="letterhead-preview">
      <div className="letterhead-preview-head">
        <h2 id="letterhead-preview">{t('letterhead.preview')}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('letterhead.previewLanguage')}
          data={[
            { value: 'fr', label: t('letterhead.french') },
            { value: 'en', label: t('letterhead.english') },
          ]}
          value={language}
          onChange={(value) => setLanguage(value === 'en' ? 'en' : 'fr')}
        />
      </div>
      {isReady ? null : <p className="letterhead-odd">{t('letterhead.previewWaiting')}</p>}
      {error ? <p role="alert">{messageOf(error)}</p> : null}
      <div ref={ref} className="letterhead-paper">
        {document && width > 0 ? (
          <PdfPage
            document={document}
            page={1}
            scale={width / PAGE_WIDTH}
            label={t('letterhead.previewPage')}
            searched=""
          />
        ) : error ? null : (
          <Skeleton height="100%" radius={0} />
        )}
      </div>
      <Button
        component="a"
        href={addressOf(fetchEnvelopeSheet, { params: { code: editing.code } })}
        target="_blank"
        rel="noreferrer"
        variant="default"
        leftSection={<IconMail size={16} aria-hidden />}
      >
        {t('letterhead.sheet')}
      </Button>
      <p className="dimmed letterhead-hint">{t('letterhead.sheetHint')}</p>
    </section>
  )
}

// The page shown stays until the next one is ready to take its place.
function usePdf(bytes: ArrayBuffer | undefined): PdfDocument | null {
  const [document, setDocument] = useState<PdfDocument | null>(null)
  useEffect(() => {
    if (!bytes) return
    let isGone = false
    const opened = openPdf(bytes)
    opened.document.then(
      (ready) => {
        if (!isGone) setDocument(ready)
      },
      () => {},
    )
    return () => {
      isGone = true
      opened.close()
    }
  }, [bytes])
  return document
}
