import { crc32, deflateRawSync } from 'node:zlib'

/** XML of a sheet; a cell "=12" is a formula whose last value is 12, "=" one never computed. */
export function sheetXml(rows: readonly (readonly string[])[]): string {
  const cell = (text: string, reference: string) => {
    if (!text.startsWith('=')) return `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`
    return `<c r="${reference}"><f>A1*2</f>${text === '=' ? '' : `<v>${text.slice(1)}</v>`}</c>`
  }
  const lines = rows.map((cells, row) => {
    const written = cells.map((text, column) => cell(text, `${String.fromCharCode(65 + column)}${row + 1}`))
    return `<row r="${row + 1}">${written.join('')}</row>`
  })
  return `<worksheet><sheetData>${lines.join('')}</sheetData></worksheet>`
}

/** The files of a workbook with one sheet, "Feuil1", for tests. */
export function workbook(sheet: string): [string, string][] {
  return workbookOf([['Feuil1', sheet]])
}

/** The files of a workbook with these sheets, by name, for tests. */
export function workbookOf(sheets: readonly (readonly [name: string, xml: string])[]): [string, string][] {
  const xmlns = 'http://schemas.openxmlformats.org'
  const named = sheets.map(([name], at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
  const targets = sheets.map(
    (_, at) =>
      `<Relationship Id="rId${at + 1}" Type="${xmlns}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  )
  return [
    ['[Content_Types].xml', '<Types/>'],
    [
      'xl/workbook.xml',
      `<workbook xmlns:r="${xmlns}/officeDocument/2006/relationships"><sheets>${named.join('')}</sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', `<Relationships>${targets.join('')}</Relationships>`],
    ...sheets.map(([, xml], at): [string, string] => [`xl/worksheets/sheet${at + 1}.xml`, xml]),
  ]
}

/** An OpenDocument spreadsheet whose sheets have these rows, as XML. */
export function odsFile(sheets: readonly (readonly [name: string, rows: string])[]): Uint8Array {
  const tables = sheets.map(([name, rows]) => `<table:table table:name="${name}">${rows}</table:table>`)
  return zip([
    ['mimetype', 'application/vnd.oasis.opendocument.spreadsheet'],
    [
      'content.xml',
      `<?xml version="1.0"?><office:document-content><office:body><office:spreadsheet>${tables.join('')}</office:spreadsheet></office:body></office:document-content>`,
    ],
  ])
}

/** A ZIP archive; `declaredSize` is what its directory says each file unzips to. */
export function zip(
  files: readonly (readonly [string | Uint8Array, string | Uint8Array])[],
  declaredSize?: number,
): Uint8Array {
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const [called, text] of files) {
    const [name, content] = [Buffer.from(called), Buffer.from(text)]
    // OpenDocument asks for it: what the file is can be read at its beginning.
    const isStored = called === 'mimetype'
    const data = isStored ? content : deflateRawSync(content)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(isStored ? 0 : 8, 4)
    fields.writeUInt32LE(crc32(content), 10)
    fields.writeUInt32LE(data.length, 14)
    fields.writeUInt32LE(declaredSize ?? content.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, data])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, tail, name]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}
