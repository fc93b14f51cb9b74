import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { formatMoney } from '#domain/days-and-money/money.ts'
import { RelancesError } from '#domain/errors.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { fileSource } from '#readers/source.ts'
import type { ImportPreview } from '../contract.ts'
import { applyImport, type ImportOrder, type ImportParts } from './import-file.ts'

/** A file that has been dealt with, and where it now is. */
export interface FiledFile {
  readonly file: string
  readonly outcome: 'done' | 'refused'
  readonly place: string
}

export interface WatchRules {
  /** Between two looks at the folder; a file is complete when its size has not changed meanwhile. */
  readonly pauseMs: number
  readonly endsWhenIdle: boolean
  isStopped(): boolean
  onFiled(filed: FiledFile): void
  /** The folder cannot be read any more: a network drive gone, say. Told once; it is looked for until it is back. */
  onUnreachable(): void
}

interface WatchParts extends ImportParts {
  readonly database: Pick<Database, 'db' | 'refreshStatistics'>
}

/**
 * Imports what is dropped in a folder, one file after the other, oldest first, and files each under
 * done/ or refused/ with a report beside it. A file is moved only once its import is committed: cut
 * anywhere, the next watcher imports it again, and what is already there is not doubled. An archive of
 * which something was imported is done; its report says what was not. A file taken away meanwhile is
 * nobody's business; one that cannot be read is refused.
 * @throws RelancesError unavailable when the folder is out of reach and nothing is to be waited for
 */
export async function watchFolder(
  parts: WatchParts,
  context: Context,
  folder: string,
  options: ImportOrder['options'],
  rules: WatchRules,
): Promise<void> {
  let before: ReadonlyMap<string, string> | null = new Map()
  while (!rules.isStopped()) {
    const now = await filesIn(folder)
    if (now === null) {
      if (rules.endsWhenIdle) throw new RelancesError('unavailable', 'watch.unreachable', { folder })
      if (before !== null) rules.onUnreachable()
      before = null
      await delay(rules.pauseMs)
      continue
    }
    const complete = [...now].filter(([name, state]) => before?.get(name) === state).map(([name]) => name)
    for (const name of complete) {
      if (rules.isStopped()) return
      const filed = await importAndFile(parts, context, folder, name, options)
      if (filed) rules.onFiled(filed)
      now.delete(name)
    }
    if (rules.endsWhenIdle && now.size === 0) return
    before = now
    await delay(rules.pauseMs)
  }
}

// Name → size and time of the last change; hidden and partial files are somebody else's business yet.
// Null when the folder is out of reach.
async function filesIn(folder: string): Promise<Map<string, string> | null> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null)
  if (entries === null) return null
  const names = entries.filter((entry) => entry.isFile() && !isPartial(entry.name)).map(({ name }) => name)
  const states: { name: string; size: number; at: number }[] = []
  for (const name of names) {
    // Taken away between the list and the look: no file any more.
    const found = await stat(join(folder, name)).catch(() => null)
    if (found) states.push({ name, size: found.size, at: found.mtimeMs })
  }
  states.sort((one, other) => one.at - other.at || (one.name < other.name ? -1 : 1))
  return new Map(states.map(({ name, size, at }) => [name, `${size} ${at}`]))
}

function isPartial(name: string): boolean {
  return (
    name.startsWith('.') || name.startsWith('~') || /\.(?:part|partial|tmp|crdownload|filepart)$/i.test(name)
  )
}

async function importAndFile(
  parts: WatchParts,
  context: Context,
  folder: string,
  name: string,
  options: ImportOrder['options'],
): Promise<FiledFile | null> {
  const path = join(folder, name)
  const result = await importOne(parts, context, path, options)
  if (result === null) return null
  const isRefused = 'problem' in result || result.errors.length > 0
  const outcome = isRefused ? 'refused' : 'done'
  const place = await freePlace(join(folder, outcome), name)
  await writeFile(`${place}.rapport.txt`, importReport(name, result, context.language), { mode: 0o600 })
  await rename(path, place)
  return { file: name, outcome, place }
}

async function importOne(
  { database, archive }: WatchParts,
  context: Context,
  path: string,
  options: ImportOrder['options'],
): Promise<ImportPreview | { readonly problem: string } | null> {
  try {
    const sources = [await fileSource(path)] as const
    const result = await applyImport({ database, archive }, context, { sources, options })
    await database.refreshStatistics()
    return result
  } catch (error) {
    if (error instanceof RelancesError)
      return { problem: translate(context.language, error.key, error.values) }
    const code = error instanceof Error && 'path' in error && 'code' in error ? String(error.code) : null
    if (code === 'ENOENT') return null
    // What can be told of the file is; a database that fails is not the file's fault, and it stays.
    if (code === null) throw error
    return { problem: translate(context.language, 'watch.unreadable', { reason: code }) }
  }
}

// "facture.pdf", then "facture (2).pdf": what was filed before is never overwritten.
async function freePlace(folder: string, name: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const taken = new Set(await readdir(folder))
  const { name: base, ext } = parse(name)
  let place = name
  for (let rank = 2; taken.has(place) || taken.has(`${place}.rapport.txt`); rank++)
    place = `${base} (${rank})${ext}`
  return join(folder, place)
}

/** What became of a file, in words, to be kept beside it. */
export function importReport(
  file: string,
  result: ImportPreview | { readonly problem: string },
  language: Language,
): string {
  const say = (key: string, values: Readonly<Record<string, string | number>> = {}) =>
    translate(language, key, values)
  if ('problem' in result) return lines([say('watch.report-refused', { file }), result.problem])
  const { counts, documents, doubts, errors, remarks, warnings } = result
  const isRefused = errors.length > 0
  return lines([
    say(isRefused ? 'watch.report-refused' : 'watch.report-done', { file }),
    ...(isRefused ? [] : [say('watch.report-created', { ...counts.created })]),
    ...documents.map(({ file: name, number, state, currency, payableCents, remarks, status = '' }) => {
      const amount = payableCents === null || currency === null ? '' : formatMoney(payableCents, currency)
      const what = [name, number, status, amount, say(`watch.state-${state}`)].filter(Boolean).join(' · ')
      return [what, ...remarks.map((remark) => `    ${remark}`)].join('\n')
    }),
    ...(documents.length > 0 ? [] : errors.map(({ message }) => message)),
    ...doubts.map(({ answer, choices, count, question, setsAside }) => {
      const label = choices.find(({ choice }) => choice === answer)?.label
      if (label === undefined)
        return say(setsAside ? 'doubts.set-aside' : 'doubts.proposed', { count, question })
      return say('doubts.answered', { count, question, answer: label })
    }),
    ...remarks.map(({ message }) => message),
    ...warnings.map(({ message }) => message),
  ])
}

function lines(texts: readonly string[]): string {
  return `${texts.join('\n')}\n`
}
