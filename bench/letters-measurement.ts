import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { fontFolders } from '#letters/fonts.ts'
import { batchView, letterView } from '#letters/letter-view.ts'
import { pagePlans } from '#letters/page-plan.ts'
import { createLetterPool, type LetterPool } from '#letters/pool.ts'
import { LETTERS_PER_CHUNK, printParts } from '#letters/print-file.ts'
import { benchLetter, LETTERHEAD } from './letters-data.ts'

// A process of its own for each measurement, so that neither memory nor warm code passes from one to the
// next. Told what to do by its arguments, it sends back one `Measurement`.

export type Subject = 'bare-archive' | 'bare-print' | 'pool-archive' | 'pool-print'

export interface Measurement {
  readonly cpuMsPerLetter: number
  readonly peakMegabytes: number
}

const TEMPLATE = fileURLToPath(new URL('../src/letters/template/', import.meta.url))

const [subject, size] = process.argv.slice(2)
const letters = Number(size)
process.send?.(await measure(subject))

async function measure(name: string | undefined): Promise<Measurement> {
  switch (name) {
    case 'bare-archive':
      return bareEngine(1, { pdfStandard: 'a-3b', creationTimestamp: 1 })
    case 'bare-print':
      return bareEngine(LETTERS_PER_CHUNK, { pdfTags: false, creationTimestamp: 1 })
    case 'pool-archive':
      return throughPool(archiveEach)
    case 'pool-print':
      return throughPool(printAll)
    default:
      throw new Error(`no measurement called ${name}`)
  }
}

/**
 * The compiler alone, in a loop: the same template, the data prepared beforehand, and
 * memory looked after in the same way, which makes it faster.
 */
async function bareEngine(
  chunk: number,
  options: { pdfStandard?: string; pdfTags?: boolean; creationTimestamp: number },
): Promise<Measurement> {
  const asTyped = (text: string) => text
  const compiler = NodeCompiler.create({ workspace: TEMPLATE, fontArgs: [{ fontPaths: fontFolders() }] })
  const data: Buffer[] = []
  for (let from = 0; from < letters; from += chunk) {
    const views = Array.from({ length: Math.min(chunk, letters - from) }, (_, index) =>
      letterView(LETTERHEAD, benchLetter(from + index), asTyped),
    )
    const planned = views.flatMap((view) =>
      pagePlans(view, 2)
        .slice(0, 1)
        .map((plan) => ({ ...view, plan })),
    )
    data.push(Buffer.from(JSON.stringify(batchView(LETTERHEAD, planned, 'Bench', asTyped))))
  }
  let done = 0
  const start = process.cpuUsage()
  for (const view of data) {
    compiler.mapShadow(`${TEMPLATE}data.json`, view)
    const document = compiler.compile({ mainFilePath: `${TEMPLATE}letter.typ` }).result
    if (!document) throw new Error('the bare engine refused a letter')
    compiler.pdf(document, options)
    compiler.evictCache(1)
    if (++done % 8 === 0 || chunk > 1) globalThis.gc?.({ type: 'minor' })
    await new Promise(setImmediate)
  }
  return measurement(process.cpuUsage(start), 0, 0)
}

async function throughPool(work: (pool: LetterPool) => Promise<void>): Promise<Measurement> {
  const start = process.cpuUsage()
  const pool = createLetterPool()
  await work(pool)
  const { cpuMicros, peakRssBytes } = pool.usage()
  await pool.close()
  return measurement(process.cpuUsage(start), cpuMicros, peakRssBytes)
}

async function archiveEach(pool: LetterPool): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < letters) await pool.archive(LETTERHEAD, benchLetter(next++))
  }
  await Promise.all(Array.from({ length: pool.size + 1 }, lane))
}

async function printAll(pool: LetterPool): Promise<void> {
  function* run() {
    for (let index = 0; index < letters; index++) {
      yield { letterhead: LETTERHEAD, content: benchLetter(index) }
    }
  }
  // Each part is dropped as a server would send it off.
  for await (const part of printParts(pool, run(), { title: 'Bench' })) {
    if (part.warnings.length > 0) throw new Error('a letter of the benchmark has a warning')
  }
}

// This process and its largest child at their highest: they need not have been so at once.
function measurement(own: NodeJS.CpuUsage, childMicros: number, childBytes: number): Measurement {
  const ownBytes = process.resourceUsage().maxRSS * 1024
  return {
    cpuMsPerLetter: (own.user + own.system + childMicros) / 1000 / letters,
    peakMegabytes: (ownBytes + childBytes) / 1_000_000,
  }
}
