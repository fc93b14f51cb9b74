const PREFERENCES = '/ViewerPreferences <<'
const DISPLAYED = '\n    /DisplayDocTitle true'

/**
 * A file of the engine whose window is named by its title, and not by the name of the file (PDF/UA asks for it). The
 * catalogue is the last object that the engine writes: only the place of the table after it moves.
 */
export function withDisplayedTitle(pdf: Uint8Array): Uint8Array {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const catalogAt = bytes.lastIndexOf('/Type /Catalog')
  const preferencesAt = bytes.indexOf(PREFERENCES, catalogAt)
  const tableAt = Number(
    /startxref\s+(\d+)\s+%%EOF\s*$/.exec(bytes.toString('latin1', bytes.length - 64))?.[1],
  )
  const startAt = bytes.lastIndexOf('startxref')
  const isLast = catalogAt > 0 && preferencesAt > catalogAt && preferencesAt < tableAt && startAt > tableAt
  if (!isLast || bytes.indexOf('endobj', catalogAt) !== bytes.lastIndexOf('endobj', tableAt))
    throw new Error('the engine wrote its catalogue elsewhere')
  const insertAt = preferencesAt + PREFERENCES.length
  return Buffer.concat([
    bytes.subarray(0, insertAt),
    Buffer.from(DISPLAYED),
    bytes.subarray(insertAt, startAt),
    Buffer.from(`startxref\n${tableAt + DISPLAYED.length}\n%%EOF`),
  ])
}
