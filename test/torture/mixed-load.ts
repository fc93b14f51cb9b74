import { setTimeout as delay } from 'node:timers/promises'
import type { Deposit, ImportState } from '#features/imports/contract.ts'
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
}

/** People at work, all at once: one imports, one allocates, one writes invoices, one reminds. */
export interface Load {
  readonly acknowledged: Acknowledged
  /** Keys of the refusals that are no fault of ours: database closed, disk full. */
  readonly unavailable: Set<string>
  /** What no sudden death excuses: a defect, a refusal of something in order. */
  readonly faults: string[]
  /** Ends with the actions under way. */
  stop(): Promise<void>
}

type Ask = <T>(method: string, path: string, body?: unknown) => Promise<T>

export function noneAcknowledged(): Acknowledged {
  return { imports: [], credits: [], allocations: [], drafts: [], confirmedRuns: [] }
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
  const actors = [importing, allocating, drafting, reminding].map((actor) =>
    repeat(() => actor(work, acknowledged)),
  )
  return {
    acknowledged,
    unavailable,
    faults,
    async stop() {
      isStopping = true
      await Promise.all(actors)
    },
  }
}

// A restart forgets the imports that had written nothing; who is overtaken five times over is asked to try again.
const EXCUSED = ['imports.no-deposit', 'platform.overtaken']

let imported = 0

type Actor = (
  work: { readonly ask: Ask; readonly company: BuiltCompany },
  acknowledged: Acknowledged,
) => Promise<void>

const importing: Actor = async ({ ask }, { imports }) => {
  imported += 1
  const n = imported
  const lines = [1, 2, 3].map((rank) => `I${n};Importé ${n};I${n}-${rank};10/01/2026;10/02/2026;${rank}00,00`)
  const list = ['Code client;Nom client;Numéro facture;Date facture;Échéance;Montant TTC', ...lines, ''].join(
    '\n',
  )
  const { id } = await ask<Deposit>('POST', `/api/imports?fileName=liste-${n}.csv`, list)
  await ask('POST', `/api/imports/${id}/preview`, { company: 'TORTURE' })
  await settled(ask, id)
  await ask('POST', `/api/imports/${id}/confirmation`, {})
  await settled(ask, id)
  imports.push(n)
}

async function settled(ask: Ask, id: string): Promise<void> {
  for (;;) {
    const { step, problem } = await ask<ImportState>('GET', `/api/imports/${id}`)
    if (step === 'previewed' || step === 'done') return
    if (step === 'failed') throw refusalOf(problem ?? '')
    await delay(20)
  }
}

// A failed import says why in a sentence only.
function refusalOf(problem: string): Refusal {
  const key = SENTENCES.find(([start]) => problem.startsWith(start))?.[1]
  return new Refusal(key ? 503 : 500, { key: key ?? 'import failed', message: problem })
}

const SENTENCES = [
  ['La base de données ne répond plus', 'platform.database-lost'],
  ['Le disque est plein', 'platform.disk-full'],
  ['Le disque refuse', 'platform.disk-read-only'],
] as const

/** The first clients pay; the others are reminded undisturbed. */
const PAYERS = 5
let paid = 0

const allocating: Actor = async ({ ask, company }, { credits, allocations }) => {
  paid += 1
  const payer = paid % PAYERS
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
  const { allocationIds } = await ask<{ allocationIds: number[] }>('POST', `/api/credits/${id}/allocations`, {
    shares,
  })
  allocations.push(...allocationIds)
}

let drafted = 0

const drafting: Actor = async ({ ask, company }, { drafts }) => {
  drafted += 1
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

const reminding: Actor = async ({ ask }, { confirmedRuns }) => {
  const { run } = await ask<{ run: number }>('POST', '/api/runs', {
    filters: { on: '2026-03-30' },
    selection: { base: 'all', customers: {}, invoices: {} },
    letterOn: TODAY,
  })
  await ask('POST', `/api/runs/${run}/confirmation`)
  confirmedRuns.push(run)
}
