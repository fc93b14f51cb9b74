import { setTimeout as delay } from 'node:timers/promises'
import type { BackupState } from '#features/backups/contract.ts'
import type { Deposit, ImportState } from '#features/imports/deposit-contract.ts'
import type { BuiltCompany } from '../world.ts'
import { Refusal, TODAY } from './tortured-server.ts'

/** What a server has acknowledged: its answer had come back whole. */
export interface Acknowledged {
  /** Each brought three invoices, I<n>-1 to I<n>-3. */
  readonly imports: number[]
  readonly credits: number[]
  readonly allocations: number[]
  readonly drafts: number[]
  readonly confirmedRuns: number[]
  /** Names of files in the folder of the backups. */
  readonly backups: string[]
}

/** People at work, all at once: one imports, one allocates, one writes invoices, one reminds, one saves. */
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
  'payment: entry',
  'payment: allocation',
  'invoice: entry',
  'run: letters',
  'run: confirmation',
  'backup',
] as const

type Ask = <T>(method: string, path: string, body?: unknown) => Promise<T>

export function noneAcknowledged(): Acknowledged {
  return { imports: [], credits: [], allocations: [], drafts: [], confirmedRuns: [], backups: [] }
}

/** How many answers that is. */
export function countOf(acknowledged: Acknowledged): number {
  return Object.values(acknowledged).reduce((sum, list) => sum + list.length, 0)
}

/** Starts work that goes on until `stop`; `acknowledged` is added to, so that rounds may share it. */
export function startLoad(
  work: { readonly ask: Ask; readonly company: BuiltCompany },
  acknowledged: Acknowledged,
): Load {
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
  const actors = [importing, allocating, drafting, reminding, saving].map((actor) =>
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

// A restart forgets the imports that had written nothing; who is overtaken five times over is asked to try again;
// one backup is made at a time, whoever asks for another.
const EXCUSED = ['imports.no-deposit', 'platform.overtaken', 'backup.under-way', 'backup.exists']

let imported = 0

type Actor = (
  work: { readonly ask: Ask; readonly company: BuiltCompany },
  acknowledged: Acknowledged,
  begin: (step: string) => void,
) => Promise<void>

const importing: Actor = async ({ ask }, { imports }, begin) => {
  imported += 1
  const n = imported
  const lines = [1, 2, 3].map((rank) => `I${n};Importé ${n};I${n}-${rank};10/01/2026;10/02/2026;${rank}00,00`)
  const list = ['Code client;Nom client;Numéro facture;Date facture;Échéance;Montant TTC', ...lines, ''].join(
    '\n',
  )
  begin('import: deposit')
  const { id } = await ask<Deposit>('POST', `/api/imports?fileName=liste-${n}.csv`, list)
  for (let isDone = false; !isDone; ) {
    begin('import: reading')
    await ask('POST', `/api/imports/${id}/preview`, { company: 'TORTURE' })
    const { digest } = await settled(ask, id)
    begin('import: writing')
    await ask('POST', `/api/imports/${id}/confirmation`, { digest })
    // What others did in between changed what it would do: looked at again, as a person would.
    isDone = (await settled(ask, id)).step === 'done'
  }
  imports.push(n)
}

const OVERTAKEN = ['Un autre import', 'L’import ne ferait plus']

async function settled(ask: Ask, id: string): Promise<ImportState> {
  for (;;) {
    const state = await ask<ImportState>('GET', `/api/imports/${id}`)
    const { step, problem } = state
    if (step === 'previewed' || step === 'done') return state
    if (step === 'to-review' && OVERTAKEN.some((start) => problem?.startsWith(start))) return state
    if (step === 'failed' || step === 'to-review') throw refusalOf(problem ?? '')
    await delay(20)
  }
}

// A failed import or backup says why in a sentence only.
function refusalOf(problem: string): Refusal {
  const key = SENTENCES.find(([start]) => problem.startsWith(start))?.[1]
  return new Refusal(key ? 503 : 500, { key: key ?? 'failed', message: problem })
}

const SENTENCES = [
  ['La base de données ne répond plus', 'platform.database-lost'],
  ['Relances s’est arrêté', 'imports.interrupted'],
  ['Le disque est plein', 'platform.disk-full'],
  ['Le disque refuse', 'platform.disk-read-only'],
  ['La sauvegarde', 'backup.not-writable'],
  ['Une sauvegarde est déjà en cours', 'backup.under-way'],
  ['Le fichier', 'backup.exists'],
] as const

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
