import { type PdfObject, readPdfObjects, referenceIn, shiftReferences } from './pdf-objects.ts'

/** Objects 1 and 2 of the file: the catalogue and the root of the page tree. Those of the parts follow. */
const CATALOG = 1
const PAGES = 2
const FIRST_FREE = 3

/** Belong to a part's own catalogue, which is dropped with them. */
const CATALOG_FIELDS = ['Outlines', 'Metadata']

/**
 * Puts PDF files written by the engine one after the other into one file, as they come: it holds one part
 * at a time, and a 20-byte entry for each object, so that ten thousand letters take no more memory than
 * five hundred. Nothing is decompressed and nothing laid out again. (A general library reads everything
 * before it writes anything.)
 */
export async function* concatenatePdfs(
  parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  title: string,
): AsyncGenerator<Uint8Array> {
  const file = startFile()
  // The comment of high bytes tells transfer programs that the file is binary.
  file.append(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'))
  const roots: { number: number; pages: number }[] = []
  for await (const part of parts) {
    const { size, objects, catalogNumber, infoNumber } = readPdfObjects(part)
    const shift = file.nextNumber - 1
    const catalog = objects.find((object) => object.number === catalogNumber)?.syntax ?? ''
    const root = referenceIn(catalog, 'Pages')
    const rootSyntax = objects.find((object) => object.number === root)?.syntax ?? ''
    const pages = Number(/\/Count (\d+)/.exec(rootSyntax)?.[1] ?? Number.NaN)
    if (root === null || !Number.isInteger(pages)) throw new Error('a part without pages')
    const dropped = new Set([catalogNumber, infoNumber])
    for (const field of CATALOG_FIELDS) dropped.add(referenceIn(catalog, field))
    const kept = objects.filter((object) => !dropped.has(object.number))
    for (const object of kept) writeObject(file, object, shift, object.number === root)
    roots.push({ number: root + shift, pages })
    file.nextNumber += size - 1
    yield file.take()
  }
  writeEnd(file, roots, title)
  yield file.take()
}

interface OutputFile {
  nextNumber: number
  length: number
  /** Where each object begins, by its number; 0 for a number no object has. */
  readonly offsets: number[]
  append(bytes: Uint8Array): void
  /** What was appended since the last time. */
  take(): Uint8Array
}

function startFile(): OutputFile {
  let pieces: Uint8Array[] = []
  return {
    nextNumber: FIRST_FREE,
    length: 0,
    offsets: [],
    append(bytes) {
      pieces.push(bytes)
      this.length += bytes.length
    },
    take() {
      const taken = Buffer.concat(pieces)
      pieces = []
      return taken
    },
  }
}

function writeObject(file: OutputFile, object: PdfObject, shift: number, isPageRoot: boolean): void {
  const number = object.number + shift
  file.offsets[number] = file.length
  let syntax = shiftReferences(object.syntax, shift)
  if (isPageRoot) syntax = syntax.replace('<<', `<< /Parent ${PAGES} 0 R`)
  if (object.stream === null) {
    file.append(Buffer.from(`${number} 0 obj\n${syntax}\nendobj\n`, 'latin1'))
  } else {
    file.append(Buffer.from(`${number} 0 obj\n${syntax}\n`, 'latin1'))
    file.append(object.stream)
    file.append(Buffer.from('endobj\n'))
  }
}

function writeEnd(
  file: OutputFile,
  roots: readonly { number: number; pages: number }[],
  title: string,
): void {
  const kids = roots.map((root) => `${root.number} 0 R`).join(' ')
  const count = roots.reduce((sum, root) => sum + root.pages, 0)
  const pages: PdfObject = {
    number: PAGES,
    syntax: `<< /Type /Pages /Kids [${kids}] /Count ${count} >>`,
    stream: null,
  }
  const catalog: PdfObject = {
    number: CATALOG,
    syntax: `<< /Type /Catalog /Pages ${PAGES} 0 R /ViewerPreferences << /DisplayDocTitle true >> >>`,
    stream: null,
  }
  const info: PdfObject = {
    number: file.nextNumber++,
    syntax: `<< /Title ${textString(title)} >>`,
    stream: null,
  }
  for (const object of [pages, catalog, info]) writeObject(file, object, 0, false)
  const tableAt = file.length
  file.append(Buffer.from(`xref\n0 ${file.nextNumber}\n0000000000 65535 f \n`))
  // A thousand entries at a time: the table of a long run is megabytes.
  for (let from = 1; from < file.nextNumber; from += 1000) {
    let entries = ''
    for (let number = from; number < Math.min(from + 1000, file.nextNumber); number++) {
      const offset = file.offsets[number]
      entries +=
        offset === undefined ? '0000000000 00000 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`
    }
    file.append(Buffer.from(entries))
  }
  const trailer = `<< /Size ${file.nextNumber} /Root ${CATALOG} 0 R /Info ${info.number} 0 R >>`
  file.append(Buffer.from(`trailer\n${trailer}\nstartxref\n${tableAt}\n%%EOF\n`))
}

// UTF-16 in hexadecimal: any character, and nothing to escape.
function textString(text: string): string {
  return `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`
}
