import { FEC_ACCIDENTS } from '../generated/fec-accidents.ts'
import { LIST_ACCIDENTS } from '../generated/list-accidents.ts'
import { LIST_SHAPES, oneOf } from '../generated/list-shapes.ts'
import { judgeFec } from '../generated/read-made-fec.ts'
import { judgeList } from '../generated/read-made-list.ts'
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

/** Makes `files` lists of each shape, each with an accident drawn at random, then fifty times as many of any shape. */
export async function* tortureMadeLists(files: number, seed: number): AsyncGenerator<MadeRound> {
  for (const shape of Object.keys(LIST_SHAPES)) yield await listRound(shape, [shape], files, seed)
  yield await listRound('any list', Object.keys(LIST_SHAPES), files * 50, seed + 1)
}

async function listRound(
  accident: string,
  shapes: readonly string[],
  files: number,
  seed: number,
): Promise<MadeRound> {
  const faults: string[] = []
  let [read, refused] = [0, 0]
  for (let file = 1; file <= files; file++) {
    const below = seededNumbers(seed * 1_000_003 + file * 104_729)
    const shape = oneOf(below, shapes)
    const happened = oneOf(below, Object.keys(LIST_ACCIDENTS))
    const made = LIST_SHAPES[shape]?.(below)
    const list = made && LIST_ACCIDENTS[happened]?.(made, below)
    const verdict = list ? await judgeList(list) : 'wrong: not made'
    if (verdict === 'read') read++
    else if (verdict.startsWith('wrong')) faults.push(`file ${file}, ${shape}, ${happened}: ${verdict}`)
    else refused++
  }
  return { accident, read, refused, faults: faults.slice(0, TOLD) }
}
