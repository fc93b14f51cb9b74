import { FEC_COLUMNS } from './fec-layout.ts'
import { issue } from './issues.ts'
import type { ReadIssue } from './records.ts'
import type { Source } from './source.ts'
import { MAX_LINE_CHARS, type TextFacts, textChunks } from './text.ts'
import { decodeEntities, newXmlScan, scanXml, type XmlEvents } from './xml-scan.ts'

/**
 * The XML form of a FEC (art. A47 A-1 LPF, XII: comptabilite / exercice / journal / ecriture /
 * ligne) told as the flat one: a block with the header, then blocks of TAB-separated lines, so that
 * one reader serves both. The document is scanned chunk by chunk and never held whole.
 */
export async function* fecXmlBlocks(
  source: Source,
  facts: TextFacts,
  onProgress?: (bytesRead: number) => void,
): AsyncGenerator<string | ReadIssue> {
  yield `${FEC_COLUMNS.join('\t')}\n`
  const rows: string[] = []
  const scan = newXmlScan()
  const events = rowEvents(rows)
  for await (const chunk of textChunks(source, facts.encoding, onProgress)) {
    const error = scanXml(scan, chunk, events)
    if (error) yield error
    if (scan.rest.length + scan.text.length > MAX_LINE_CHARS)
      yield issue('xml-malformed', { line: scan.line })
    if (rows.length > 0) yield rows.splice(0).join('')
  }
  if (scan.root.toLowerCase() !== 'comptabilite') yield issue('xml-not-a-fec', {}, { root: scan.root })
  if (scan.open.length > 0)
    yield issue('xml-truncated', { line: scan.line }, { element: scan.open.at(-1) ?? '' })
}

// Values are kept at the level they stand at; a line sees those of its écriture and journal.
function rowEvents(rows: string[]): XmlEvents {
  const levels = ['journal', 'ecriture', 'ligne']
  const values: Record<string, string>[] = [{}, {}, {}]
  let level = -1
  return {
    opened(name) {
      const found = levels.indexOf(name)
      if (found < 0) return
      level = found
      for (let deeper = found; deeper < levels.length; deeper++) values[deeper] = {}
    },
    closed(name, text) {
      if (name === 'ligne') rows.push(rowOf(Object.assign({}, ...values)))
      if (levels.includes(name)) level--
      else if (level >= 0) assign(values[level], name, text)
    },
  }
}

function assign(values: Record<string, string> | undefined, name: string, text: string): void {
  if (values) values[name.replace(/^compteaux/, 'compaux')] = decodeEntities(text).replace(/\s+/g, ' ').trim()
}

function rowOf(values: Readonly<Record<string, string>>): string {
  const sided =
    values.montant === undefined ? values : { ...values, ...sides(values.montant, values.sens ?? '') }
  return `${FEC_COLUMNS.map((column) => sided[column.toLowerCase()] ?? '').join('\t')}\n`
}

// An unknown sense is left where the amount should be, so that the line is refused with it in sight.
function sides(amount: string, sense: string): Record<string, string> {
  if (/^(?:d|\+?1)$/i.test(sense)) return { debit: amount, credit: '' }
  return /^(?:c|-1)$/i.test(sense) ? { debit: '', credit: amount } : { debit: `Sens=${sense}`, credit: '' }
}
