import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '#platform/database.ts'
import { FEC_COLUMNS } from '#readers/fec-layout.ts'
import type { BenchRow } from './row.ts'

const LINES = 1_000_000
const CHILD = fileURLToPath(new URL('import-child.ts', import.meta.url))

/**
 * A ledger of a million lines, one in ten on customers' accounts, imported by a process of its own,
 * against PostgreSQL copying the same lines as they are into a plain table (it needs to read the
 * file on its own disk). The importing process keeps to 300 MB.
 */
export async function benchImport(lines = LINES): Promise<readonly BenchRow[]> {
  const dir = mkdtempSync(join(tmpdir(), 'relances-bench-'))
  const dataDir = join(dir, 'data')
  const file = join(dir, 'fec.txt')
  await chmod(dir, 0o755)
  await writeLedger(file, lines)
  const database = await openDatabase(
    { dataDir, databaseUrl: null },
    { role: 'server', say: () => undefined },
  )
  try {
    const copySeconds = await timeCopy(database.owner, file)
    const { seconds, peakMegabytes } = await timeImport(dataDir, file)
    const million = `${lines.toLocaleString('en')} lines`
    return [
      {
        name: `import a FEC of ${million}`,
        value: seconds,
        unit: 's',
        baseline: copySeconds,
        baselineName: 'COPY of the raw lines',
        ratio: seconds / copySeconds,
        limit: 4,
      },
      {
        name: `peak memory of that import`,
        value: peakMegabytes,
        unit: 'MB',
        baseline: null,
        baselineName: null,
        ratio: null,
        limit: 300,
      },
    ]
  } finally {
    await database.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

async function timeCopy(owner: { query(text: string): Promise<unknown> }, file: string): Promise<number> {
  await owner.query(`create table raw_lines (${FEC_COLUMNS.map((column) => `${column} text`).join(', ')})`)
  const start = performance.now()
  await owner.query(`copy raw_lines from '${file}' with (format text, header)`)
  const seconds = (performance.now() - start) / 1000
  await owner.query('drop table raw_lines')
  return seconds
}

async function timeImport(
  dataDir: string,
  file: string,
): Promise<{ seconds: number; peakMegabytes: number }> {
  const child = fork(CHILD, [dataDir, file], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = once(child, 'exit')
  let peakMegabytes = 0
  // VmHWM is the peak the kernel has seen; elsewhere than on Linux nothing is sampled.
  const sample = () => {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readStatus(child.pid ?? 0))?.[1]
    peakMegabytes = Math.max(peakMegabytes, Number(peak ?? 0) / 1000)
  }
  const timer = setInterval(sample, 100)
  try {
    const seconds = await Promise.race([
      once(child, 'message').then(([message]) => Number(message)),
      ended.then(([code]) => Promise.reject(new Error(`the importing process ended with ${code}`))),
    ])
    sample()
    child.disconnect()
    await ended
    return { seconds, peakMegabytes }
  } finally {
    clearInterval(timer)
  }
}

function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}

// Twenty lines to a group: a sale of ten products, its payment three times out of four lettered, and
// purchases; two lines of the twenty are a customer's.
async function writeLedger(file: string, lines: number): Promise<void> {
  const out = createWriteStream(file)
  out.write(`${FEC_COLUMNS.join('\t')}\r\n`)
  for (let group = 0; group < lines / 20; group++) {
    if (!out.write(groupOf(group))) await new Promise((resolve) => out.once('drain', resolve))
  }
  out.end()
  await finished(out)
}

function groupOf(group: number): string {
  const customer = `C${String(group % 3000).padStart(5, '0')}`
  const day = `2024${String(1 + Math.floor((group / 50_000) * 11)).padStart(2, '0')}${String(1 + (group % 28)).padStart(2, '0')}`
  const cents = 10_000 + ((group * 7919) % 500_000)
  const letter = group % 4 === 0 ? '' : `L${group}`
  const row = (
    journal: string,
    entry: string,
    account: string,
    aux: string,
    debit: number,
    credit: number,
    code: string,
  ) =>
    [
      journal,
      journal === 'VT' ? 'Ventes' : journal === 'BQ' ? 'Banque' : 'Achats',
      entry,
      day,
      account,
      aux === '' ? 'Compte' : 'Clients',
      aux,
      aux === '' ? '' : `Client ${aux}`,
      `F${group}`,
      day,
      `Facture F${group} ${customer}`,
      euros(debit),
      euros(credit),
      code,
      code === '' ? '' : day,
      day,
      '',
      '',
    ].join('\t')
  const product = Math.floor(cents / 10)
  const rows = [row('VT', `V${group}`, '411000', customer, cents, 0, letter)]
  for (let item = 0; item < 10; item++) {
    rows.push(row('VT', `V${group}`, `70${item}000`, '', 0, item === 9 ? cents - 9 * product : product, ''))
  }
  rows.push(row('BQ', `B${group}`, '512000', '', cents, 0, ''))
  rows.push(row('BQ', `B${group}`, '411000', customer, 0, cents, letter))
  for (let item = 0; item < 7; item++) {
    rows.push(row('HA', `A${group}`, '606000', '', item === 6 ? 0 : 100, item === 6 ? 600 : 0, ''))
  }
  return `${rows.join('\r\n')}\r\n`
}

function euros(cents: number): string {
  const digits = String(cents).padStart(3, '0')
  return `${digits.slice(0, -2)},${digits.slice(-2)}`
}
