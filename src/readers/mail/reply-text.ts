import EmailReplyParser from 'email-reply-parser'

/** A reply longer than this is cut before it is searched: its own words stand first. */
const MOST_CHARS = 12_000
const MOST_LINE_CHARS = 1_000

/** What mailers write above what they quote, on lines of its own. */
const SEPARATOR =
  /^\s*(?:-{2,}\s*(?:message (?:d.origine|original|initial|transf[ée]r[ée])|original message|forwarded message|mail original|e-?mail d.origine)\s*-{2,}|_{10,}|-{10,}|d[ée]but du message (?:transf[ée]r[ée]|r[ée]exp[ée]di[ée])\s*:)\s*$/i
const SENDER = /^\s*\*?(?:de|from|exp[ée]diteur|von)\s*:\*?\s*\S/i
const SENDER_NEXT = /^\s*\*?(?:envoy[ée](?: le)?|sent|date|gesendet|objet|subject|[àa]|to)\s*:/i
const WROTE = /^\s*(?:le|on)\s.{4,300}\s(?:a [ée]crit|wrote)\s*:\s*$/i
const FOOTER =
  /^\s*(?:envoy[ée] (?:depuis|de|à partir de|avec) |sent from |obtenir outlook|get outlook|t[ée]l[ée]charger outlook|provenance : courrier)/i

/**
 * The words that somebody has written above, below or between what is quoted, without their signature. Empty when all
 * is quoted.
 */
export function replyText(text: string): string {
  const lines = text
    .slice(0, MOST_CHARS)
    .split('\n')
    .map((line) => line.slice(0, MOST_LINE_CHARS).trimEnd())
  const own = withoutQuoted(lines).join('\n').trim()
  // It knows the signatures and the mailers of ten languages.
  return new EmailReplyParser().read(own).getVisibleText().trim()
}

function withoutQuoted(lines: readonly string[]): string[] {
  const own: string[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (/^\s*>/.test(line) || FOOTER.test(line)) continue
    const taken = headingLines(lines, at)
    if (taken === 0) {
      own.push(line)
      continue
    }
    // Under the heading, quoted line by line: what stands between or after them is the writer's. Else all is quoted.
    const next = lines.slice(at + taken).find((after) => after.trim() !== '') ?? ''
    if (!/^\s*>/.test(next)) break
    at += taken - 1
  }
  return own
}

/** How many lines the heading of a quotation takes from here on; 0 where none begins. */
function headingLines(lines: readonly string[], at: number): number {
  const line = lines[at] ?? ''
  if (SEPARATOR.test(line)) return 1
  const following = lines.slice(at + 1, at + 4)
  if (SENDER.test(line) && following.some((next) => SENDER_NEXT.test(next))) return 1
  for (let count = 1; count <= 3; count += 1) {
    const heading = lines.slice(at, at + count)
    if (heading.slice(1).some((next) => next.trim() === '' || /^\s*(?:le|on)\s/i.test(next))) return 0
    if (WROTE.test(heading.join(' '))) return count
  }
  return 0
}
