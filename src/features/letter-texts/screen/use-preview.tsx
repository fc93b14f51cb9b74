import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { askBytes } from '#ui/ask.ts'
import { openPdf, type PdfDocument } from '#ui/pdf-document.ts'
import type { PreviewNotes, PreviewRequest } from '../contract.ts'
import { previewLetter } from '../preview-contract.ts'

/** Long enough not to render each letter of a word, short enough to be seen within the second. */
const PAUSE_MS = 250

interface ShownPreview {
  readonly document: PdfDocument
  readonly notes: PreviewNotes
}

export interface Preview {
  /** The last letter rendered: it stays while the next one is on its way. */
  readonly shown: ShownPreview | null
  readonly isLate: boolean
  readonly error: Error | null
}

/** The letter of what is being typed; an older request is abandoned as soon as there is a newer one. */
export function usePreview(code: string, request: PreviewRequest | null): Preview {
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
