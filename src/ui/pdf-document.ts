import * as pdfjs from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'

/**
 * pdf.js, loaded only by the screens that show a PDF. Its worker is a file of ours, so that the
 * strict content policy holds.
 */
pdfjs.GlobalWorkerOptions.workerSrc = workerUrl

// A letter left before it is drawn is no fault: pdf.js warns of each in the console.
const verbosity = pdfjs.VerbosityLevel.ERRORS

// One worker for all the letters: starting one costs more than opening a letter.
let sharedWorker: pdfjs.PDFWorker | null = null

export type PdfDocument = pdfjs.PDFDocumentProxy

/** Opens the bytes of a PDF; `close` frees them in the worker. */
export function openPdf(bytes: ArrayBuffer): { document: Promise<PdfDocument>; close: () => void } {
  // pdf.js takes the bytes away to its worker: it gets a copy, the cache keeps its own.
  const data = new Uint8Array(bytes.slice(0))
  sharedWorker ??= new pdfjs.PDFWorker({ verbosity })
  const task = pdfjs.getDocument({ data, worker: sharedWorker, verbosity, disableWorkerRendering: true })
  return { document: task.promise, close: () => void task.destroy() }
}

/** CSS pixels of a PDF point at 100 %. */
export const POINT = 96 / 72

export interface PageDrawing {
  /** Resolves with the elements of the text layer once all is drawn. */
  readonly done: Promise<readonly HTMLElement[]>
  readonly cancel: () => void
}

/** Draws a page on `canvas`, and over it the text that can be selected, searched and read aloud. */
export function drawPage(
  page: pdfjs.PDFPageProxy,
  { canvas, layer, scale }: { canvas: HTMLCanvasElement; layer: HTMLElement; scale: number },
): PageDrawing {
  const viewport = page.getViewport({ scale: scale * POINT })
  const density = window.devicePixelRatio || 1
  canvas.width = Math.floor(viewport.width * density)
  canvas.height = Math.floor(viewport.height * density)
  const drawing = page.render({
    canvas,
    viewport,
    transform: density === 1 ? undefined : [density, 0, 0, density, 0, 0],
  })
  layer.replaceChildren()
  layer.style.setProperty('--total-scale-factor', String(scale * POINT))
  const text = new pdfjs.TextLayer({
    textContentSource: page.streamTextContent({ includeMarkedContent: false }),
    container: layer,
    viewport,
  })
  return {
    done: Promise.all([drawing.promise, text.render()]).then(() => text.textDivs),
    cancel: () => {
      drawing.cancel()
      text.cancel()
    },
  }
}
