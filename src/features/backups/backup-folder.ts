import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expiredBackups, type Retention } from '#domain/backup-retention.ts'
import type { KeptBackup } from './contract.ts'

const NAME = /^relances-(\d{4}-\d\d-\d\d)-(\d\d)(\d\d)(\d\d)-(auto|manual)\.tar\.gz$/

/** "relances-2026-11-24-020000-auto.tar.gz": names sort by time. */
export function backupName(now: string, kind: KeptBackup['kind']): string {
  const time = now.slice(11, 19).replaceAll(':', '')
  return `relances-${now.slice(0, 10)}-${time}-${kind === 'manual' ? 'manual' : 'auto'}.tar.gz`
}

/** The whole backups of the folder, the newest first; nothing else that may be there. */
export async function listBackups(folder: string): Promise<KeptBackup[]> {
  const names = await readdir(folder).catch(() => [])
  const backups = await Promise.all(names.map((name) => describeBackup(folder, name)))
  return backups.filter((backup) => backup !== null).sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1))
}

/** Makes the folder when it is missing; only its owner reads what is in it. */
export async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
}

/** Removes the scheduled backups the retention no longer keeps; those asked for stay until somebody removes them. */
export async function removeExpired(folder: string, keep: Retention): Promise<void> {
  const scheduled = (await listBackups(folder)).filter(({ kind }) => kind === 'scheduled')
  const dated = scheduled.map(({ name, madeAt }) => ({ name, madeOn: madeAt.slice(0, 10) }))
  for (const { name } of expiredBackups(dated, keep)) await rm(join(folder, name), { force: true })
}

// A day: a backup under way writes all the time, however slow its disk.
const ABANDONED_MS = 24 * 60 * 60 * 1000

/** Removes what a server that died while it made a backup has left of it. */
export async function removeAbandoned(folder: string): Promise<void> {
  const drafts = (await readdir(folder)).filter((name) => NAME.test(name.replace(/\.partial$/, '')))
  for (const path of drafts.filter((name) => name.endsWith('.partial')).map((name) => join(folder, name))) {
    const file = await stat(path).catch(() => null)
    if (file && Date.now() - file.mtimeMs > ABANDONED_MS) await rm(path, { force: true })
  }
}

async function describeBackup(folder: string, name: string): Promise<KeptBackup | null> {
  const [, day, hours, minutes, seconds, kind] = NAME.exec(name) ?? []
  const file = day === undefined ? null : await stat(join(folder, name)).catch(() => null)
  if (!file?.isFile()) return null
  return {
    name,
    madeAt: `${day}T${hours}:${minutes}:${seconds}`,
    kind: kind === 'manual' ? 'manual' : 'scheduled',
    bytes: file.size,
  }
}
