import { setTimeout as delay } from 'node:timers/promises'
import { type Acknowledged, countOf } from './acknowledged.ts'
import { faultsIn, loggedDefects } from './look-for-faults.ts'
import type { Machines } from './machines.ts'
import { startLoad } from './mixed-load.ts'
import { askServer, TODAY } from './tortured-server.ts'

/** What befalls the machines in the middle of the work. */
export const BLOWS = [
  'application killed',
  'primary killed',
  'primary unplugged',
  'primary and standby apart',
] as const

/** What a round has shown. */
export interface MachinesRound {
  readonly blow: (typeof BLOWS)[number]
  readonly blownAfterMs: number
  /** From the promotion (from the kill, of an application) until an invoice is written and acknowledged. */
  readonly backMs: number
  readonly acknowledged: number
  readonly faults: readonly string[]
}

/** What is promised after a promotion. */
const BACK_WITHIN_MS = 10_000
const ANSWER_WITHIN_MS = 30_000
const GIVE_UP_MS = 120_000
/** A person or a program notices that the primary is lost, and promotes the standby. */
const NOTICE_MS = 1_000
/** How long a primary that was cut off is back on the network, and takes itself for the primary, under the load. */
const TWO_PRIMARIES_MS = 3_000

/**
 * Strikes in the middle of a mixed load, promotes the standby when the primary is lost, and looks: service is back in
 * time, what was acknowledged is there, no letter went twice, `verify` is clean. Then the lost machine begins again as
 * the standby.
 */
export async function machinesRound(
  machines: Machines,
  acknowledged: Acknowledged,
  { blow, waitMs, victim }: { blow: MachinesRound['blow']; waitMs: number; victim: number },
): Promise<MachinesRound> {
  const slow: string[] = []
  const load = startLoad({ ask: patiently(machines.address, slow), company: machines.company }, acknowledged)
  await delay(waitMs)
  const logged = machines.log().length
  const backMs = await (blow === 'application killed'
    ? loseApplication(machines, acknowledged, victim)
    : losePrimary(machines, acknowledged, blow))
  // The work goes on where it now is.
  await delay(1_000)
  await load.stop()
  if (blow !== 'application killed') await rebuild(machines)
  const faults = [
    ...(backMs > BACK_WITHIN_MS ? [`back after ${backMs.toFixed(0)} ms only`] : []),
    ...slow,
    ...load.faults,
    ...loggedDefects(machines.log().slice(logged)),
    ...(await machines.look(async (database) => {
      await untilArchived(database)
      const faults = await faultsIn(database, machines.dataDir, acknowledged)
      // The next round may deposit as many files as it likes, which one person may not.
      await database.owner.query('delete from attempts')
      return [...faults, ...(await lettersTwice(database))]
    })),
  ]
  return { blow, blownAfterMs: waitMs, backMs, acknowledged: countOf(acknowledged), faults }
}

async function loseApplication(
  machines: Machines,
  acknowledged: Acknowledged,
  victim: number,
): Promise<number> {
  const application = machines.applications[victim % machines.applications.length]
  await application?.kill()
  const backMs = await untilBack(machines, acknowledged)
  await application?.restart()
  return backMs
}

async function losePrimary(
  machines: Machines,
  acknowledged: Acknowledged,
  blow: MachinesRound['blow'],
): Promise<number> {
  const { primary, standby } = machines
  if (blow === 'primary killed') primary.kill()
  if (blow === 'primary unplugged') primary.machine.unplug()
  if (blow === 'primary and standby apart') primary.machine.loseSightOf(standby.machine)
  await delay(NOTICE_MS)
  await standby.promote()
  const backMs = await untilBack(machines, acknowledged)
  primary.machine.heal()
  if (blow !== 'primary killed') await delay(TWO_PRIMARIES_MS)
  return backMs
}

async function rebuild(machines: Machines): Promise<void> {
  const { primary, standby } = machines
  await primary.beginStandby(standby)
  await standby.waitFor(primary)
  machines.swap()
}

let probes = 0

/**
 * Writes an invoice as soon as that is possible again; how long it took. One is sent every half second, whatever
 * becomes of those before: some are lost with the machine they were for.
 */
async function untilBack(machines: Machines, { drafts }: Acknowledged): Promise<number> {
  const start = performance.now()
  let backMs: number | null = null
  const sent: Promise<void>[] = []
  while (backMs === null && performance.now() - start < GIVE_UP_MS) {
    sent.push(
      writeInvoice(machines).then(
        (id) => {
          drafts.push(id)
          backMs ??= performance.now() - start
        },
        () => undefined,
      ),
    )
    await Promise.race([delay(500), ...sent.slice(-1)])
    await delay(50)
  }
  await Promise.all(sent)
  return backMs ?? GIVE_UP_MS
}

async function writeInvoice({ address, company }: Machines): Promise<number> {
  probes += 1
  const invoice = {
    customerId: company.customers.get('C0'),
    number: `P${probes}`,
    issuedOn: TODAY,
    currency: 'EUR',
    label: '',
    instalments: [{ dueOn: '2026-04-30', amountCents: 5_000 }],
  }
  const { id } = await askServer<{ id: number }>(address, 'POST', '/api/invoices', invoice, GIVE_UP_MS)
  return id
}

// A request that hangs with the machine it was for would hang with the person who asked.
function patiently(address: string, slow: string[]) {
  return async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const start = performance.now()
    try {
      return await askServer<T>(address, method, path, body, GIVE_UP_MS)
    } finally {
      const ms = performance.now() - start
      if (ms > ANSWER_WITHIN_MS) slow.push(`${method} ${path} answered after ${ms.toFixed(0)} ms`)
    }
  }
}

type Look = Parameters<Parameters<Machines['look']>[0]>[0]

/** Letters of a process that died are archived by another one. */
async function untilArchived({ owner }: Look): Promise<void> {
  const deadline = performance.now() + GIVE_UP_MS
  const left = 'select from letters where archived_at is null and status = $1'
  while (((await owner.query(left, ['confirmed'])).rowCount ?? 0) > 0 && performance.now() < deadline)
    await delay(200)
}

/** Letters archived by two, and clients who have the same step for the same invoice in two letters. */
async function lettersTwice({ owner }: Look): Promise<string[]> {
  const { rows } = await owner.query<{ waiting: number; archivings: number; archived: number }>(
    `select count(*) filter (where archived_at is null)::int as waiting, count(archived_at)::int as archived,
       (select count(*)::int from audit_rows where table_name = 'letters' and operation = 'update'
          and after ->> 'archived_at' is not null and before ->> 'archived_at' is null) as archivings
     from letters where status = 'confirmed'`,
  )
  const { waiting = 0, archivings = 0, archived = 0 } = rows[0] ?? {}
  return [
    waiting > 0 ? `${waiting} letters not archived` : '',
    archivings === archived ? '' : `${archived} letters archived ${archivings} times`,
  ].filter((fault) => fault !== '')
}
