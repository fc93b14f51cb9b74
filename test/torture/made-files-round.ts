import { FEC_ACCIDENTS } from '../generated/fec-accidents.ts'
import { judgeFec } from '../generated/read-made-fec.ts'
import { seededNumbers } from '../malformed/readers-under-test.ts'

/** What a kind of accident has shown over many made ledgers. */
export interface MadeRound {
  readonly accident: string
  readonly read: number
  readonly refused: number
  readonly faults: readonly string[]
}

const TOLD = 3

/** Makes `files` ledgers with each accident and reads them: never another sum in silence. */
export async function* tortureMadeLedgers(files: number, seed: number): AsyncGenerator<MadeRound> {
  for (const [accident, make] of Object.entries(FEC_ACCIDENTS)) {
    const faults: string[] = []
    let [read, refused] = [0, 0]
    for (let file = 1; file <= files; file++) {
      const verdict = await judgeFec(make(seededNumbers(seed * 1_000_003 + file * 104_729)))
      if (verdict === 'read') read++
      else if (verdict === 'refused') refused++
      else faults.push(`file ${file}: ${verdict}`)
    }
    yield { accident, read, refused, faults: faults.slice(0, TOLD) }
  }
}
