import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openPdf, type PdfDocument } from '#ui/pdf-document.ts'
import { PdfPage } from '#ui/pdf-page.tsx'
import { Failure } from '#ui/states.tsx'
import type { LetterRow } from '../letter-contract.ts'
import { letterPdfQuery } from './queries.tsx'

export interface LetterSheetProps {
  readonly letter: LetterRow
  /** Only this page, or all of them one under the other. */
  readonly page: number | 'last' | 'all'
  readonly scale: number
  readonly searched: string
  readonly onPages?: (letter: number, pages: number) => void
}

/** One letter as it is printed. */
export function LetterSheet({ letter, page, scale, searched, onPages }: LetterSheetProps) {
  const { t } = useTranslation()
  const { document, error, retry } = useLetterDocument(letter.id)
  const pages = document?.numPages
  // A letter that cannot be shown has one page: one must be able to walk past it.
  const counted = error ? 1 : pages
  useEffect(() => {
    if (counted !== undefined) onPages?.(letter.id, counted)
  }, [counted, letter.id, onPages])
  if (error) return <Failure error={error} onRetry={retry} />
  if (!document || pages === undefined) return <Waiting scale={scale} />
  const shown =
    page === 'all'
      ? Array.from({ length: pages }, (_, index) => index + 1)
      : [page === 'last' ? pages : Math.min(page, pages)]
  return shown.map((number) => (
    <PdfPage
      key={`${letter.id} ${number}`}
      document={document}
      page={number}
      scale={scale}
      searched={searched}
      label={t('letters.pageOf', { name: letter.name, page: number, pages })}
    />
  ))
}

function Waiting({ scale }: { readonly scale: number }) {
  const { t } = useTranslation()
  return (
    <div className="sheet-waiting" style={{ width: 794 * scale, height: 1123 * scale }}>
      <p role="status">{t('letters.preparing')}</p>
      <Loader size="sm" />
    </div>
  )
}

function useLetterDocument(letter: number) {
  const { data: bytes, error, refetch } = useQuery(letterPdfQuery(letter))
  const [opened, setOpened] = useState<{ letter: number; document: PdfDocument } | null>(null)
  const [defect, setDefect] = useState<unknown>(null)
  useEffect(() => {
    if (!bytes) return
    const pdf = openPdf(bytes)
    let isGone = false
    pdf.document.then(
      (document) => isGone || setOpened({ letter, document }),
      (failure: unknown) => isGone || setDefect(failure),
    )
    return () => {
      isGone = true
      pdf.close()
    }
  }, [bytes, letter])
  return {
    document: opened?.letter === letter ? opened.document : null,
    error: error ?? defect,
    retry: () => void refetch(),
  }
}
