import { setTimeout as delay } from 'node:timers/promises'
import type { BackupState } from '#features/backups/contract.ts'
import type { Acknowledged, Actor, Work } from './acknowledged.ts'
import { depositing, importing } from './import-load.ts'
import { Refusal, refusalOf, TODAY } from './tortured-server.ts'

/** People at work, all at once: one imports, one sends files and comes back to them later, one allocates, one writes invoices, one reminds, one saves. */
export interface Load {
  readonly acknowledged: Acknowledged
  /** Keys of the refusals that are no fault of ours: database closed, disk full. */
  readonly unavailable: Set<string>
  /** What no sudden death excuses: a defect, a refusal of something in order. */
  readonly faults: string[]
  /** What each of them is at: "import: writing", "run: confirmation"… */
  doing(): string[]
  /** Ends with the actions under way. */
  stop(): Promise<void>
}

/** The steps of their work that write, for whoever wants to disturb one of them. */
export const STEPS = [
  'import: deposit',
  'import: writing',
  'deposit: file',
  'deposit: preview',
  'deposit: confirmation',
  'payment: entry',
  'payment: allocation',
  'invoice: entry',
  'run: letters',
  'run: confirmation',
  'backup',
] as const

/** Starts work that goes on until `stop`; `acknowledged` is added to, so that rounds may share it. */
export function startLoad(work: Work, acknowledged: Acknowledged): Load {
  let isStopping = false
  const unavailable = new Set<string>()
  const faults: string[] = []
  const repeat = async (act: () => Promise<void>) => {
    while (!isStopping) {
      try {
        await act()
      } catch (error) {
        note(error)
        await delay(20)
      }
    }
  }
  const note = (error: unknown) => {
    // A broken connection is what was asked for.
    if (!(error instanceof Refusal) || EXCUSED.includes(error.key)) return
    if (error.status === 503) unavailable.add(error.key)
    else faults.push(error.message)
  }
  const doing = new Map<Actor, string>()
  const actors = [importing, depositing, allocating, drafting, reminding, saving].map((actor) =>
    repeat(() => actor(work, acknowledged, (step) => doing.set(actor, step))),
  )
  return {
    acknowledged,
    unavailable,
    faults,
    doing: () => [...doing.values()],
    async stop() {
      isStopping = true
      await Promise.all(actors)
    },
  }
}

// Who is overtaken five times over is asked to try again; one backup is made at a time, whoever asks for another.
const EXCUSED = ['platform.overtaken', 'backup.under-way', 'backup.exists']

/** The first clients pay; the others are reminded undisturbed. */
const PAYERS = 5
let paid = 0

const allocating: Actor = async ({ ask, company }, { credits, allocations }, begin) => {
  paid += 1
  const payer = paid % PAYERS
  begin('payment: entry')
  const { id } = await ask<{ id: number }>('POST', '/api/credits', {
    customerId: company.customers.get(`C${payer}`),
    kind: 'payment',
    number: `V${paid}`,
    receivedOn: TODAY,
    currency: 'EUR',
    amountCents: 200,
    label: '',
    correctsInvoiceId: null,
  })
  credits.push(id)
  const shares = [`A${payer}`, `B${payer}`].map((number) => ({
    instalmentId: company.instalments.get(number),
    amountCents: 100,
  }))
  begin('payment: allocation')
  const { allocationIds } = await ask<{ allocationIds: number[] }>('POST', `/api/credits/${id}/allocations`, {
    shares,
  })
  allocations.push(...allocationIds)
  begin('rest')
  // Whoever makes letters for everybody meanwhile is overtaken by each payment, and has to get a turn.
  await delay(1_000)
}

let drafted = 0

const drafting: Actor = async ({ ask, company }, { drafts }, begin) => {
  drafted += 1
  begin('invoice: entry')
  const { id } = await ask<{ id: number }>('POST', '/api/invoices', {
    customerId: company.customers.get('C0'),
    number: `D${drafted}`,
    issuedOn: TODAY,
    currency: 'EUR',
    label: '',
    instalments: [{ dueOn: '2026-04-30', amountCents: 5_000 }],
  })
  drafts.push(id)
}

const reminding: Actor = async ({ ask }, { confirmedRuns }, begin) => {
  begin('run: letters')
  const { run } = await ask<{ run: number }>('POST', '/api/runs', {
    filters: { on: '2026-03-30' },
    selection: { base: 'all', customers: {}, invoices: {} },
    letterOn: TODAY,
  })
  begin('run: confirmation')
  await ask('POST', `/api/runs/${run}/confirmation`)
  confirmedRuns.push(run)
}

const saving: Actor = async ({ ask }, { backups }, begin) => {
  begin('backup')
  const before = await ask<BackupState>('POST', '/api/backups')
  let state = before
  while (state.runningSince !== null) {
    await delay(50)
    state = await ask<BackupState>('GET', '/api/backups')
  }
  const known = new Set(before.backups.map(({ name }) => name))
  const made = state.backups.find(({ name }) => !known.has(name))
  // Neither made nor failed: the server that was making it is dead.
  if (made) backups.push(made.name)
  else if (state.failure) throw refusalOf(state.failure.message)
  begin('rest')
  // One a second: two of the same second would bear the same name.
  await delay(1_000)
}
