import type { StatementFormat } from '#domain/matching/statement-formats.ts'
import { isZip } from './binary.ts'
import { readCamt } from './camt.ts'
import { readCfonb } from './cfonb.ts'
import { decodeBytes } from './encoding.ts'
import { fileTooLarge, issue } from './issues.ts'
import { readOfx } from './ofx.ts'
import { bytesSource, readAll, readHead, type Source } from './source.ts'
import type { Statement, StatementsRead } from './statement.ts'
import { refusedStatement, statementKind } from './statement-format.ts'
import { inspectText } from './text.ts'
import { unzip, type ZipLimits, zippedFiles } from './unzip.ts'

/** A statement is read whole; one of a year of a busy account weighs a tenth of this. */
const MAX_BYTES = 30_000_000
/** A letter of the bank may come first. */
const TRIED_FILES = 3
const LIMITS: ZipLimits = { files: 500, fileBytes: MAX_BYTES, totalBytes: MAX_BYTES }

/** What reads the text of each format; never throws. */
export const STATEMENT_READERS: Readonly<Record<StatementFormat, (text: string) => StatementsRead>> = {
  'cfonb-120': readCfonb,
  'camt-053': readCamt,
  ofx: readOfx,
}

/**
 * Reads the bank statements of a file that a bank writes for programs, known by its content, or an archive of them. Never throws on a bad file: one wrong statement refuses them all, with its reason.
 */
export async function readStatements(source: Source): Promise<StatementsRead> {
  if (source.size > MAX_BYTES) return { reason: fileTooLarge(source.size, MAX_BYTES) }
  const read = isZip(await readHead(source, 4)) ? await readZipped(source) : await readOne(source)
  return 'reason' in read ? read : read.map(toldIfRepeated)
}

/** True when one of the first files of this archive is a bank statement, whatever its name. */
export async function holdsStatements(archive: Source): Promise<boolean> {
  const files = await zippedFiles(archive, LIMITS)
  if ('code' in files) return false
  let tried = 0
  for await (const { content } of files) {
    if (!('code' in content) && statementKind(new TextDecoder('windows-1252').decode(content)) !== null)
      return true
    tried += 1
    if (tried === TRIED_FILES) return false
  }
  return false
}

async function readZipped(source: Source): Promise<StatementsRead> {
  const files = await unzip(source, LIMITS)
  if ('code' in files) return { reason: files }
  const statements: Statement[] = []
  for (const { name, bytes } of files) {
    const read = await readOne(bytesSource(name, bytes))
    if ('reason' in read) return read
    statements.push(...read)
  }
  return statements.length > 0 ? statements : { reason: issue('statement-none') }
}

async function readOne(source: Source): Promise<StatementsRead> {
  const { facts, error } = await inspectText(source)
  if (error) return { reason: error }
  const text = decodeBytes(await readAll(source), facts.encoding)
  const kind = statementKind(text)
  if (!kind) return { reason: refusedStatement('not-a-statement') }
  return kind.format ? STATEMENT_READERS[kind.format](text) : { reason: kind.refusal }
}

// Kept all the same, with its warning and the same keys: what to do of it is for who counts.
function toldIfRepeated(statement: Statement, index: number, all: readonly Statement[]): Statement {
  const first = all.findIndex(({ key }) => key === statement.key)
  // Days without any movement may well be alike.
  if (first === index || statement.movements.length === 0) return statement
  const values = { account: statement.account ?? '', day: statement.closedOn ?? '' }
  return { ...statement, warnings: [...statement.warnings, issue('statement-repeated', {}, values)] }
}
