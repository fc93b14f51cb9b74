import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Acknowledged, countOf } from './acknowledged.ts'
import { lookForFaults } from './look-for-faults.ts'
import { startLoad } from './mixed-load.ts'
import { besides, copyImage, mountImage } from './mounted-disk.ts'
import { openCopy, type TorturedServer } from './tortured-server.ts'

/** What a simulated power cut has shown. */
export interface PowerCutRound {
  readonly cutAfterMs: number
  readonly acknowledged: number
  readonly faults: readonly string[]
}

/**
 * Stops every process of the server at one instant of a mixed load, copies the image of its disk as it is, without
 * unmounting, and opens the copy: only what had reached the disk is in it. The server then goes on.
 */
export async function powerCutRound(
  server: TorturedServer,
  acknowledged: Acknowledged,
  { folder, cutAfterMs }: { readonly folder: string; readonly cutAfterMs: number },
): Promise<PowerCutRound> {
  const copy = besides(folder, 'copy')
  const load = startLoad(server, acknowledged)
  await delay(cutAfterMs)
  const stopped = stopAll(Object.values(server.pids()))
  const atTheCut = structuredClone(acknowledged)
  copyImage(besides(folder, 'disk').image, copy.image)
  for (const pid of stopped) process.kill(pid, 'SIGCONT')
  await load.stop()

  const disk = mountImage(copy.image, copy.path)
  const faults = [...load.faults]
  try {
    const dataDir = join(copy.path, 'data')
    await openCopy(dataDir, async () => {
      faults.push(...(await lookForFaults(dataDir, atTheCut)))
    })
  } finally {
    disk.unmount()
    rmSync(copy.image)
  }
  return { cutAfterMs, acknowledged: countOf(atTheCut), faults }
}

// Parents first, so that none starts another child meanwhile; again until no new one is found.
function stopAll(roots: readonly number[]): number[] {
  const stopped: number[] = []
  for (let found = [...roots]; found.length > 0; found = descendants(roots, stopped)) {
    for (const pid of found) process.kill(pid, 'SIGSTOP')
    stopped.push(...found)
  }
  return stopped
}

function descendants(roots: readonly number[], known: readonly number[]): number[] {
  const lines = execFileSync('ps', ['-e', '-o', 'pid=', '-o', 'ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
  const family = new Set(roots)
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number])
  for (let size = 0; size < family.size; ) {
    size = family.size
    for (const [pid, parent] of pairs) if (family.has(parent)) family.add(pid)
  }
  return [...family].filter((pid) => !known.includes(pid))
}
