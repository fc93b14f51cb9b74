import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { listen } from '#platform/listen.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { openProgramDesk } from './program-desk.ts'

// docs/api.md, its commands run as they are written, one after the other in one shell.

const GUIDE = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8')
const BLOCKS = [...GUIDE.matchAll(/^```(sh|json)\n([\s\S]*?)^```$/gm)].map(([, language, text = '']) => ({
  language,
  text,
}))

const desk = await openProgramDesk()
const { secret } = await desk.program('Guide', { capabilities: ['read', 'import', 'remind'] })
const listener = await listen(desk.server.app, { host: '127.0.0.1', port: 0 })
afterAll(() => listener.close())

const MARK = '--- next command ---'

test('the guide of the API does what it says, from a key to a confirmed run', {
  timeout: 120_000,
}, async () => {
  const commands = BLOCKS.filter(({ language }) => language === 'sh').map(({ text }) => text)
  expect(commands.length).toBeGreaterThan(6)
  const script = ['set -euo pipefail', ...commands.map((text) => `${text}\necho; echo '${MARK}'`)].join('\n')
  const { stdout } = await promisify(execFile)('bash', ['-c', script], {
    cwd: temporaryFolder(),
    env: {
      PATH: process.env.PATH,
      RELANCES: listener.address,
      KEY: secret,
      DAY: '2026-03-31',
    },
  })
  const answers = stdout.split(`${MARK}\n`).slice(0, -1)
  expect(answers).toHaveLength(commands.length)
  let at = -1
  for (const { language, text } of BLOCKS) {
    if (language === 'sh') at += 1
    else expect(JSON.parse(answers[at] ?? ''), text).toMatchObject(JSON.parse(text))
  }
  const { rows } = JSON.parse(answers.at(-1) ?? '') as {
    rows: { kind: string; levelAfter: number; invoice: string }[]
  }
  expect(rows.map(({ kind, levelAfter, invoice }) => [kind, levelAfter, invoice]).toSorted()).toEqual([
    ['letter', 2, 'F-1'],
    ['letter', 2, 'F-2'],
  ])
  expect(await desk.books()).toMatchObject({
    invoices: [
      { number: 'FA-2026-001', open: 40_000 },
      { number: 'FA-2026-002', open: 10_000 },
    ],
  })
})
