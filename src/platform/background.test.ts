import { beforeEach, expect, test, vi } from 'vitest'
import { type Background, openBackground } from './background.ts'
import type { Logger } from './log.ts'

const HOUR_MS = 3_600_000

let noted: { readonly job: string; readonly words: string }[]
let turns: number
let background: Background
const count = async () => {
  turns += 1
}

beforeEach(() => {
  noted = []
  turns = 0
  const error = (fields: { readonly job: string }, words: string) => noted.push({ job: fields.job, words })
  background = openBackground({ error } as unknown as Logger)
  return () => background.stop()
})

test('a job comes at once, then every so often', async () => {
  background.every({ name: 'count', everyMs: 1, turn: count })
  await vi.waitUntil(() => turns > 2)
})

test('a job woken while it rests comes at once; a rest before the first turn too', async () => {
  const job = background.every({ name: 'archive of letters', everyMs: HOUR_MS, restMs: HOUR_MS, turn: count })
  expect(turns).toBe(0)
  job.wake()
  await vi.waitUntil(() => turns === 1)
  job.wake()
  await vi.waitUntil(() => turns === 2)
})

test('what is committed during a turn is seen by one more; turns never overlap', async () => {
  let underWay = 0
  let most = 0
  const ends: (() => void)[] = []
  const turn = async () => {
    underWay += 1
    most = Math.max(most, underWay)
    await new Promise<void>((resolve) => ends.push(resolve))
    underWay -= 1
    turns += 1
  }
  const job = background.every({ name: 'sending', everyMs: HOUR_MS, turn })
  await vi.waitUntil(() => ends.length === 1)
  for (let letters = 0; letters < 3; letters += 1) job.wake()
  ends.shift()?.()
  await vi.waitUntil(() => ends.length === 1 && turns === 1)
  ends.shift()?.()
  await vi.waitUntil(() => turns === 2)
  expect(most).toBe(1)
  expect(underWay).toBe(0)
})

test('a job that fails is noted in words and tried again; the others go on', async () => {
  let tries = 0
  const turn = async () => {
    tries += 1
    throw new Error('disk full')
  }
  background.every({ name: 'backup of the day', everyMs: 1, turn })
  background.every({ name: 'sweep', everyMs: 1, turn: count })
  await vi.waitUntil(() => tries > 3 && turns > 3)
  expect(noted).toEqual([
    { job: 'backup of the day', words: 'backup of the day: failed, will be tried again' },
  ])
})

test('a failure that comes back after a turn that went well is noted anew, as is another failure', async () => {
  const outcomes = ['disk full', 'disk full', null, 'disk full', 'no network']
  const turn = async () => {
    const failure = outcomes.shift()
    if (failure) throw new Error(failure)
  }
  background.every({ name: 'backup', everyMs: 1, turn })
  await vi.waitUntil(() => outcomes.length === 0)
  await background.stop()
  expect(noted).toHaveLength(3)
})

test('the stop tells the turn under way, waits for it, and starts nothing more', async () => {
  let isDone = false
  const turn = async (stopping: AbortSignal) => {
    turns += 1
    await new Promise((resolve) => stopping.addEventListener('abort', resolve))
    isDone = true
  }
  const job = background.every({ name: 'archive', everyMs: 1, turn })
  await vi.waitUntil(() => turns === 1)
  job.wake()
  await background.stop()
  expect(isDone).toBe(true)
  job.wake()
  background.every({ name: 'late', everyMs: 1, turn })
  await new Promise((resolve) => setImmediate(resolve))
  await background.stop()
  expect(turns).toBe(1)
})
