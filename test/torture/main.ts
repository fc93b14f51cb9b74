import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CHECKOUT } from '#platform/config.ts'
import { readersUnderTest, seededNumbers } from '../malformed/readers-under-test.ts'
import { startProgram } from '../program.ts'
import { setup as installServers, whyNoServers } from '../servers/install-servers.ts'
import { type Acknowledged, noneAcknowledged } from './acknowledged.ts'
import { type BombRound, dropOnServer, readByCommand, readHoles } from './bomb-round.ts'
import { makeBombs } from './bombs.ts'
import { fullDiskRound, readOnlyRound } from './disk-round.ts'
import { firmRound } from './firm-round.ts'
import { killPlan, killRound } from './kill-round.ts'
import { lookForFaults } from './look-for-faults.ts'
import { tortureMadeLedgers, tortureMadeLists } from './made-files-round.ts'
import { besides, mountNewImage, whyNoMount } from './mounted-disk.ts'
import { powerCutRound } from './power-cut-round.ts'
import { tortureReader } from './readers-round.ts'
import { countSent, openSending, SENDING_VICTIMS, sendingKill, startMailSink } from './sending-round.ts'
import { startTortured, withDatabase } from './tortured-server.ts'

// npm run torture [-- --rounds N --longest 6000 --cuts 10 --cases 10000 --seed 1 --made 200 --seeds 10 --clients 300 --days 540 --only readers,made,firm,kills,sending,cuts,disk,machines]: gives every
// reader thousands of damaged files, and ledgers made with each accident they have; and to the command and a server those made to fill a memory; kills the
// application and PostgreSQL at random moments of a mixed load, and both and the mail server while 500 messages leave; cuts
// a simulated power; lives companies day by day beside an independent model of the rules; fills the disk and makes folders read-only. Prints what each round has shown, and ends with 1
// when anything threw, was lost or was half there. Cuts and disks take Linux, root and loop devices: without them
// it says so and fails.
const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    longest: { type: 'string', default: '6000' },
    cuts: { type: 'string', default: '10' },
    cases: { type: 'string', default: '10000' },
    made: { type: 'string', default: '200' },
    seeds: { type: 'string', default: '10' },
    clients: { type: 'string', default: '300' },
    days: { type: 'string', default: '540' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: 'readers,made,firm,kills,sending,cuts,disk,machines' },
  },
})
const seed = Number(values.seed)
const CUSTOMERS = 250
/** Each is written to by e-mail. */
const SENDING_CUSTOMERS = 500
/** Where each round waits until the letters of all are archived. */
const FEW_CUSTOMERS = 30

const TORTURES: Readonly<Record<string, () => Promise<void>>> = {
  readers: async () => {
    await tortureReaders(Number(values.cases))
    await inFolder(dropBombs)
  },
  made: () => tortureMade(Number(values.made)),
  firm: () => inFolder(liveFirms),
  kills: () => inFolder((folder) => kill(folder, Number(values.rounds ?? 100))),
  sending: () => inFolder((folder) => killWhileSending(folder, Number(values.rounds ?? 100))),
  cuts: () => inFolder((folder) => cutPower(folder, Number(values.cuts))),
  disk: () => inFolder(refuseWrites),
  machines: () => inFolder((folder) => loseMachines(folder, Number(values.rounds ?? 20))),
}

let faulty = 0
say([`seed ${seed}`])
for (const name of values.only.split(',')) {
  const torture = TORTURES[name]
  if (!torture) throw new Error(`--only takes ${Object.keys(TORTURES).join(', ')}`)
  await torture()
}
say([faulty === 0 ? 'passed' : `${faulty} failed`])
process.exitCode = faulty > 0 ? 1 : 0

async function tortureReaders(cases: number): Promise<void> {
  say(['reader', 'cases', 'slowest', 'memory', 'faults'])
  for (const reader of await readersUnderTest()) {
    const { slowestMs, rssMegabytes, faults } = await tortureReader(reader, cases, seed)
    tell([reader.name, String(cases), milliseconds(slowestMs), `${rssMegabytes.toFixed(0)} MB`], faults)
  }
}

async function tortureMade(files: number): Promise<void> {
  say(['accident', 'files', 'read', 'refused', 'faults'])
  for await (const { accident, read, refused, faults } of tortureMadeLedgers(files, seed)) {
    tell([accident, String(files), String(read), String(refused)], faults)
  }
  say(['list', 'read', 'asked or refused', 'faults'])
  for await (const { accident, read, refused, faults } of tortureMadeLists(files, seed)) {
    tell([accident, String(read), String(refused)], faults)
  }
}

async function liveFirms(folder: string): Promise<void> {
  const size = { clients: Number(values.clients), days: Number(values.days) }
  say(['firm', `${size.clients} clients`, `${size.days} days`, 'acts', 'faults'])
  for (let one = seed; one < seed + Number(values.seeds); one += 1) {
    const { acts, faults } = await firmRound(folder, one, size)
    tell([`seed ${one}`, '', '', String(acts)], faults)
  }
}

async function dropBombs(folder: string): Promise<void> {
  const bombs = await makeBombs()
  say(['file', 'weighs', 'by', 'took', 'memory', 'told', 'faults'])
  const show = (name: string, weight: number, by: string, { ms, peakMegabytes, told, faults }: BombRound) => {
    const figures = [
      `${(weight / 1e6).toFixed(1)} MB`,
      by,
      milliseconds(ms),
      `${peakMegabytes.toFixed(0)} MB`,
    ]
    tell([name, ...figures, told.slice(0, 60)], faults)
  }
  show('holes.txt', 0, 'command', await readHoles(folder))
  for (const bomb of bombs) show(bomb.name, bomb.bytes.length, 'command', await readByCommand(folder, bomb))
  const server = await startTortured(join(folder, 'data'), 1)
  for (const bomb of bombs) show(bomb.name, bomb.bytes.length, 'server', await dropOnServer(server, bomb))
  await server.stop()
}

async function kill(folder: string, rounds: number): Promise<void> {
  const server = await startTortured(join(folder, 'data'), CUSTOMERS)
  const acknowledged = noneAcknowledged()
  const hits = new Map<string, number>()
  const opened: number[] = []
  say(['round', 'killed', 'aimed at', 'after', 'open again in', 'acknowledged', 'faults'])
  for (const [index, plan] of killPlan(rounds, Number(values.longest), seededNumbers(seed)).entries()) {
    const round = await killRound(server, acknowledged, plan)
    const times = [milliseconds(round.killedAfterMs), milliseconds(round.reopenedMs)]
    tell(
      [String(index + 1), round.victim, round.aim ?? 'chance', ...times, String(round.acknowledged)],
      round.faults,
    )
    opened.push(round.reopenedMs)
    for (const step of round.doing) hits.set(step, (hits.get(step) ?? 0) + 1)
  }
  await server.stop()
  sum('kills', opened, acknowledged)
  say(['killed in', ...[...hits].toSorted().map(([step, times]) => `${step} ${times}`)])
  tell(['last backup'], await restoreFaults(folder, acknowledged))
}

/** What is wrong with the last backup that was acknowledged, put into a new folder. */
async function restoreFaults(folder: string, { backups }: Acknowledged): Promise<string[]> {
  const name = backups.at(-1)
  if (name === undefined) return ['none was made']
  const dataDir = join(folder, 'restored')
  const args = [join(CHECKOUT, 'src/cli/main.ts'), 'restore', join(folder, 'data', 'backups', name)]
  const program = startProgram(args, { RELANCES_DATA: dataDir })
  if ((await program.exited) !== 0) return [program.output.err]
  return await lookForFaults(dataDir, noneAcknowledged())
}

async function killWhileSending(folder: string, rounds: number): Promise<void> {
  const sink = await startMailSink(folder)
  const server = await startTortured(join(folder, 'data'), SENDING_CUSTOMERS)
  await withDatabase(server.dataDir, (database) => openSending(database, server.company.id, sink.port))
  const below = seededNumbers(seed)
  say(['round', 'killed', 'taken', 'faults'])
  for (let round = 0; round < rounds; round += 1) {
    const victim = SENDING_VICTIMS[round % SENDING_VICTIMS.length] ?? 'application'
    const { taken, faults } = await sendingKill(server, sink, { victim, waitMs: below(1_000) })
    tell([String(round + 1), victim, String(taken)], faults)
  }
  const { sent, ambiguous, takenUnseen, faults } = await countSent(server.dataDir, sink)
  await server.stop()
  await sink.stop()
  tell([`${sent} sent`, `${ambiguous} ambiguous`, `${takenUnseen} taken`], faults)
}

async function cutPower(folder: string, rounds: number): Promise<void> {
  if (!canMount('power cuts')) return
  const { image, path } = besides(folder, 'disk')
  const disk = mountNewImage(image, path, 4_000)
  const below = seededNumbers(seed)
  try {
    const server = await startTortured(join(path, 'data'), CUSTOMERS)
    const acknowledged = noneAcknowledged()
    say(['cut', 'after', 'acknowledged', 'faults'])
    for (let round = 1; round <= rounds; round += 1) {
      const cut = await powerCutRound(server, acknowledged, { folder, cutAfterMs: 300 + below(2_000) })
      tell([String(round), milliseconds(cut.cutAfterMs), String(cut.acknowledged)], cut.faults)
    }
    await server.stop()
  } finally {
    disk.unmount()
  }
}

async function refuseWrites(folder: string): Promise<void> {
  if (!canMount('full and read-only disks')) return
  say(['disk', 'told', 'faults'])
  for (const round of [fullDiskRound, readOnlyRound]) {
    const { what, told, faults } = await round(folder)
    tell([what, told.join(' ')], faults)
  }
}

async function loseMachines(folder: string, rounds: number): Promise<void> {
  const reason = whyNoServers()
  if (reason !== null) return tell(['machines not tried'], [reason])
  installServers()
  // Only now: it looks for the account that the packages bring.
  const { BLOWS, machinesRound } = await import('./machines-round.ts')
  const { startMachines } = await import('./machines.ts')
  const machines = await startMachines(folder, FEW_CUSTOMERS)
  const acknowledged = noneAcknowledged()
  const below = seededNumbers(seed)
  const back: number[] = []
  say(['round', 'blow', 'after', 'back in', 'acknowledged', 'faults'])
  for (let round = 0; round < rounds; round += 1) {
    const plan = { blow: BLOWS[round % BLOWS.length] ?? BLOWS[0], waitMs: 500 + below(3_500), victim: round }
    const { blow, blownAfterMs, backMs, ...shown } = await machinesRound(machines, acknowledged, plan)
    const times = [milliseconds(blownAfterMs), milliseconds(backMs)]
    tell([String(round + 1), blow.padEnd(26), ...times, String(shown.acknowledged)], shown.faults)
    back.push(backMs)
  }
  await machines.stop()
  sum('machines', back, acknowledged)
}

/** The rounds in one line. */
function sum(name: string, backMs: readonly number[], acknowledged: Acknowledged): void {
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`
  const done = Object.entries(acknowledged).map(([what, all]) => `${all.length} ${what}`)
  const times = `back in ${seconds(Math.min(...backMs))} to ${seconds(Math.max(...backMs))}`
  say([`${name}: ${backMs.length} rounds, ${times}, acknowledged ${done.join(', ')}`])
}

function canMount(what: string): boolean {
  const reason = whyNoMount()
  if (reason !== null) tell([`${what} not tried`], [reason])
  return reason === null
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'relances-torture-'))
  // As root, PostgreSQL runs as another user, who has to get in.
  chmodSync(folder, 0o755)
  await work(folder)
  rmSync(folder, { recursive: true, force: true })
}

function tell(cells: readonly string[], faults: readonly string[]): void {
  if (faults.length > 0) faulty += 1
  say([...cells, faults.join('; ') || 'none'])
}

function say(cells: readonly string[]): void {
  process.stdout.write(
    `${cells.map((cell, at) => (at === cells.length - 1 ? cell : cell.padEnd(14))).join('  ')}\n`,
  )
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(0)} ms`
}
