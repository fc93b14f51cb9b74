import { useEffect, useRef, useState } from 'react'
import { drawPage, type PdfDocument, POINT } from './pdf-document.ts'
import { markText } from './text-marks.ts'
import './pdf-page.css'

export interface PdfPageProps {
  readonly document: PdfDocument
  /** From 1. */
  readonly page: number
  /** 1 is the size of the paper. */
  readonly scale: number
  readonly label: string
  /** Words to mark on the page. */
  readonly searched: string
}

const A4 = { width: 595.28 * POINT, height: 841.89 * POINT }

/** One page: the drawing for the eye, the text layer for the selection and for screen readers. */
export function PdfPage({ document, page, scale, label, searched }: PdfPageProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const layer = useRef<HTMLDivElement>(null)
  const [texts, setTexts] = useState<readonly HTMLElement[]>([])
  const [size, setSize] = useState(A4)

  useEffect(() => {
    let cancel = () => {}
    let isGone = false
    const draw = async () => {
      const loaded = await document.getPage(page)
      if (isGone || !canvas.current || !layer.current) return
      const { width, height } = loaded.getViewport({ scale: POINT })
      setSize({ width, height })
      const drawing = drawPage(loaded, { canvas: canvas.current, layer: layer.current, scale })
      cancel = drawing.cancel
      setTexts(await drawing.done)
    }
    // A page left before it was drawn is no failure.
    draw().catch(() => {})
    return () => {
      isGone = true
      cancel()
    }
  }, [document, page, scale])

  useEffect(() => markText(texts, searched), [texts, searched])
  const box = { width: size.width * scale, height: size.height * scale }
  return (
    <section className="pdf-page" style={box} aria-label={label}>
      <canvas ref={canvas} style={box} />
      <div ref={layer} className="text-layer" />
    </section>
  )
}
