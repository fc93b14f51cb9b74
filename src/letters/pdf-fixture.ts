import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

const MM_PER_POINT = 25.4 / 72

/** A run of text as a reader finds it, measured from the top left corner of the page. */
export interface ReadText {
  readonly text: string
  readonly leftMm: number
  readonly rightMm: number
  readonly baselineMm: number
  readonly sizeMm: number
}

export interface ReadPdf {
  readonly title: unknown
  readonly language: unknown
  readonly isTagged: boolean
  readonly pages: readonly (readonly ReadText[])[]
  /** Words of each page, spaces of any kind made one plain space: what a search in the file finds. */
  readonly words: readonly string[]
}

/** Reads a PDF back with another engine than the one that wrote it. */
export async function readPdf(pdf: Uint8Array): Promise<ReadPdf> {
  // The reader keeps the buffer it is given: a copy leaves the caller's alone.
  const task = getDocument({ data: Uint8Array.from(pdf), verbosity: 0 })
  const document = await task.promise
  const { info } = await document.getMetadata()
  const marks = await document.getMarkInfo()
  const pages: ReadText[][] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const heightMm = (page.view[3] ?? 0) * MM_PER_POINT
    const { items } = await page.getTextContent()
    const texts = items.flatMap((item): ReadText[] => {
      if (!('str' in item) || item.str.trim() === '') return []
      const [size = 0, , , , x = 0, y = 0] = item.transform.map(Number)
      return [
        {
          text: item.str,
          leftMm: x * MM_PER_POINT,
          rightMm: (x + item.width) * MM_PER_POINT,
          baselineMm: heightMm - y * MM_PER_POINT,
          sizeMm: size * MM_PER_POINT,
        },
      ]
    })
    pages.push(texts)
  }
  await task.destroy()
  const fields: Record<string, unknown> = { ...info }
  return {
    title: fields.Title,
    language: fields.Language,
    isTagged: marks !== null,
    pages,
    words: pages.map((page) =>
      page
        .map((item) => item.text)
        .join(' ')
        .replace(/\s+/g, ' '),
    ),
  }
}
