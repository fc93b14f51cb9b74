import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { LETTERHEAD, letter } from './letter-fixture.fr.ts'
import { createLetterPool, type LetterPool, type LetterPoolOptions } from './pool.ts'

const FAULTY_CHILD = fileURLToPath(new URL('./faulty-child-fixture.ts', import.meta.url))

// Real processes: on a busy machine each takes seconds to start.
vi.setConfig({ testTimeout: 60_000 })

let pool: LetterPool
afterEach(() => pool.close())

function faultyPool(options: LetterPoolOptions = {}): LetterPool {
  pool = createLetterPool({ size: 1, timeoutMs: 1000, childScript: FAULTY_CHILD, ...options })
  return pool
}

function archive(customerCode: string) {
  return pool.archive(LETTERHEAD, letter(1, { customerCode }))
}

/** The process that did the job, as the stand-in child tells it. */
async function workerOf(customerCode: string): Promise<string> {
  const { pdf } = await archive(customerCode)
  return Buffer.from(pdf).toString()
}

describe('with the real engine', () => {
  test('archives and prints', async () => {
    pool = createLetterPool({ size: 1 })
    const [archived, printed] = await Promise.all([
      pool.archive(LETTERHEAD, letter()),
      pool.print({ letterhead: LETTERHEAD, contents: [letter(1), letter(50)] }),
    ])
    expect(Buffer.from(archived.pdf).toString('latin1')).toMatch(/^%PDF-1\.7[\s\S]*\/StructTreeRoot/)
    expect(archived).toMatchObject({ pages: 1, warnings: [] })
    expect(printed).toMatchObject({ pagesPerLetter: [1, 2], warnings: [] })
    expect(pool.usage().cpuMicros).toBeGreaterThan(0)
  })

  test('the same letter has the same bytes in two processes', async () => {
    pool = createLetterPool({ size: 2 })
    const [first, second] = await Promise.all([
      pool.archive(LETTERHEAD, letter(3)),
      pool.archive(LETTERHEAD, letter(3)),
    ])
    expect(Buffer.compare(first.pdf, second.pdf)).toBe(0)
  })
})

describe('when a child misbehaves', () => {
  test('one that hangs is killed and replaced, and only its job fails', async () => {
    faultyPool()
    const before = await workerOf('A')
    const hung = archive('HANG')
    const after = workerOf('B')
    await expect(hung).rejects.toMatchObject({
      code: 'unavailable',
      key: 'letters.render-timed-out',
      values: { seconds: 1 },
    })
    expect(await after).not.toBe(before)
  })

  test('one that dies fails only its job', async () => {
    faultyPool({ size: 2 })
    const outcomes = await Promise.allSettled(['A', 'CRASH', 'B', 'C'].map(archive))
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ])
  })

  test('a job is tried again once', async () => {
    faultyPool()
    const folder = mkdtempSync(join(tmpdir(), 'relances-pool-'))
    try {
      await expect(archive(`CRASH-ONCE:${join(folder, 'crashed')}`)).resolves.toMatchObject({ pages: 1 })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('a letter the engine refuses fails at once, and its child goes on', async () => {
    faultyPool()
    const before = await workerOf('A')
    await expect(archive('REFUSE')).rejects.toMatchObject({ key: 'letters.render-failed' })
    expect(await workerOf('B')).toBe(before)
  })

  test('one that has grown fat is replaced', async () => {
    faultyPool()
    const fat = await workerOf('FAT')
    expect(await workerOf('A')).not.toBe(fat)
  })
})

test('a letter someone waits for goes before the queued batch', async () => {
  faultyPool()
  const order: string[] = []
  const note = (name: string) => () => order.push(name)
  await Promise.all([
    archive('SLOW').then(note('running')),
    archive('A').then(note('queued')),
    pool.archive(LETTERHEAD, letter(), 'interactive').then(note('interactive')),
  ])
  expect(order).toEqual(['running', 'interactive', 'queued'])
})

test('closing lets the running job end and refuses the others', async () => {
  faultyPool()
  const running = archive('SLOW')
  const queued = archive('A')
  const closing = pool.close()
  await expect(queued).rejects.toMatchObject({ key: 'letters.pool-closed' })
  await expect(running).resolves.toMatchObject({ pages: 1 })
  await closing
  await expect(archive('B')).rejects.toMatchObject({ key: 'letters.pool-closed' })
})
