import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { noneAcknowledged } from './acknowledged.ts'
import { lookForFaults } from './look-for-faults.ts'
import { type Load, startLoad } from './mixed-load.ts'
import { type MountedDisk, mountSmall, setReadOnly } from './mounted-disk.ts'
import { startTortured, type TorturedServer } from './tortured-server.ts'

/** What a disk that takes no more has shown. */
export interface DiskRound {
  readonly what: 'disk full' | 'folders read-only'
  /** How the refusals of the meantime were worded. */
  readonly told: readonly string[]
  readonly faults: readonly string[]
}

const CUSTOMERS = 60
const LEFT_BYTES = 300_000

/** Fills the disk in the middle of a mixed load, then makes room: told in a sentence, nothing lost, work goes on. */
export async function fullDiskRound(folder: string): Promise<DiskRound> {
  const disk = mountSmall(join(folder, 'small'), 260)
  const filler = join(disk.path, 'filler')
  return await refuse(disk, 'disk full', 'platform.disk-full', {
    prepare: () => undefined,
    begin: () => fill(disk.path, filler),
    end: () => rmSync(filler),
  })
}

/** Makes the folders of the application (deposits, archive, backups) read-only in the middle of a mixed load, alike. */
export async function readOnlyRound(folder: string): Promise<DiskRound> {
  const disk = mountSmall(join(folder, 'small'), 600)
  const mounted: MountedDisk[] = []
  return await refuse(disk, 'folders read-only', 'platform.disk-read-only', {
    prepare: (dataDir) => {
      mkdirSync(dataDir, { recursive: true })
      for (const name of ['deposits', 'archive', 'backups'])
        mounted.push(mountSmall(join(dataDir, name), 100))
    },
    begin: () => setAll(mounted, true),
    end: () => setAll(mounted, false),
    after: () => {
      for (const one of mounted) one.unmount()
    },
  })
}

interface Steps {
  readonly prepare: (dataDir: string) => void
  readonly begin: () => void | Promise<void>
  readonly end: () => void | Promise<void>
  readonly after?: () => void
}

async function refuse(
  disk: MountedDisk,
  what: DiskRound['what'],
  expected: string,
  { prepare, begin, end, after }: Steps,
): Promise<DiskRound> {
  const dataDir = join(disk.path, 'data')
  prepare(dataDir)
  const server = await startTortured(dataDir, CUSTOMERS)
  const acknowledged = noneAcknowledged()
  try {
    const load = startLoad(server, acknowledged)
    await delay(1_000)
    await begin()
    await toldOf(load, expected)
    await end()
    await server.reopened()
    await load.stop()
    const faults = [
      ...load.faults,
      ...(await goesOn(server)),
      ...(await lookForFaults(dataDir, acknowledged)),
    ]
    if (!load.unavailable.has(expected)) faults.push(`never told: ${expected}`)
    return { what, told: [...load.unavailable], faults }
  } finally {
    await server.stop()
    after?.()
    disk.unmount()
  }
}

// Waits for the sentence, then a little longer, for whatever else may break.
async function toldOf(load: Load, expected: string): Promise<void> {
  const deadline = performance.now() + 60_000
  while (!load.unavailable.has(expected) && performance.now() < deadline) await delay(50)
  await delay(2_000)
}

// The same work again, once there is room: all of it is done, and nothing is refused any more.
async function goesOn(server: TorturedServer): Promise<string[]> {
  const acknowledged = noneAcknowledged()
  const load = startLoad(server, acknowledged)
  const undone = () => Object.entries(acknowledged).flatMap(([what, done]) => (done.length > 0 ? [] : [what]))
  const deadline = performance.now() + 60_000
  while (undone().length > 0 && performance.now() < deadline) await delay(50)
  await load.stop()
  return [...load.faults, ...load.unavailable, ...undone()].map((what) => `did not go on: ${what}`)
}

async function setAll(disks: readonly MountedDisk[], isReadOnly: boolean): Promise<void> {
  for (const disk of disks) await setReadOnly(disk, isReadOnly)
}

// The server writes meanwhile: what was free a moment ago may not be any more.
function fill(path: string, filler: string): void {
  const { bavail, bsize } = statfsSync(path)
  try {
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - LEFT_BYTES)))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}
