import { join } from 'node:path'
import { openDatabase } from '#platform/database.ts'
import { openFirm } from '../firm/firm.ts'
import { openProgram } from '../firm/program.ts'
import { simulate } from '../firm/simulate.ts'
import { seededNumbers } from '../malformed/readers-under-test.ts'

/** How long a firm is lived, and how large it is. */
export interface FirmSize {
  readonly clients: number
  readonly days: number
}

const TOLD_ACTS = 12

/**
 * A company lived day by day on a database of its own, beside the independent model: always the same for the same
 * seed. Gives what it did, counted, and what disagreed, with the last acts before it.
 */
export async function firmRound(
  folder: string,
  seed: number,
  { clients, days }: FirmSize,
): Promise<{ readonly acts: number; readonly faults: readonly string[] }> {
  const config = { dataDir: join(folder, `firm-${seed}`), databaseUrl: null }
  const database = await openDatabase(config, { role: 'server', say: () => undefined })
  const firm = openFirm(openProgram(database), clients, seededNumbers(seed))
  try {
    const lastDay = await simulate(firm, days)
    return { acts: firm.log.length, faults: await firm.program.faults(lastDay) }
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return { acts: firm.log.length, faults: [said, ...firm.log.slice(-TOLD_ACTS)] }
  } finally {
    await database.close()
  }
}
