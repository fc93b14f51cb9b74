import { setTimeout as delay } from 'node:timers/promises'
import type { Deposit, ImportState } from '#features/imports/deposit-contract.ts'
import type { Actor, WaitingDeposit, Work } from './acknowledged.ts'
import { Refusal, refusalOf } from './tortured-server.ts'

let sent = 0

/** Imports a list from its deposit to its end. */
export const importing: Actor = async ({ ask }, { imports }, begin) => {
  sent += 1
  const n = sent
  begin('import: deposit')
  const { id } = await deposit({ ask }, n)
  for (let isDone = false; !isDone; ) {
    begin('import: reading')
    await ask('POST', `/api/imports/${id}/preview`, OPTIONS)
    const { digest } = await settled({ ask }, id)
    begin('import: writing')
    await ask('POST', `/api/imports/${id}/confirmation`, { digest })
    // What others did in between changed what it would do: looked at again, as a person would.
    isDone = (await settled({ ask }, id)).step === 'done'
  }
  imports.push(n)
}

// Enough to outlast a few sudden deaths before their turn comes.
const WAITING = 6

/**
 * Sends lists and has them previewed, and comes back to them later, across the deaths in between: what was acknowledged
 * is there as it was, and is imported once.
 */
export const depositing: Actor = async ({ ask }, acknowledged, begin) => {
  const { deposits } = acknowledged
  if (deposits.length >= WAITING) await comeBack({ ask }, acknowledged, begin)
  else {
    sent += 1
    const n = sent
    begin('deposit: file')
    const waiting: WaitingDeposit = { ...(await deposit({ ask }, n)), n, digest: null }
    deposits.push(waiting)
    begin('deposit: preview')
    await preview({ ask }, waiting)
  }
  begin('rest')
  await delay(500)
}

async function comeBack(
  { ask }: Pick<Work, 'ask'>,
  { deposits, imports }: Parameters<Actor>[1],
  begin: (step: string) => void,
): Promise<void> {
  const [waiting] = deposits
  if (!waiting) return
  begin('deposit: confirmation')
  const isDone = await end({ ask }, waiting)
  // Last in turn, when it is to be looked at again or the process that had it is not known to be dead yet.
  deposits.splice(deposits.indexOf(waiting), 1)
  if (isDone) imports.push(waiting.n)
  else deposits.push(waiting)
}

/** Imports what waits; false when it is not done yet. */
async function end({ ask }: Pick<Work, 'ask'>, waiting: WaitingDeposit): Promise<boolean> {
  const { step, digest } = await ask<ImportState>('GET', `/api/imports/${waiting.id}`)
  // Its confirmation was acknowledged by nobody, and was made all the same.
  if (step === 'done') return true
  if (step === 'reading' || step === 'writing') return false
  if (step !== 'previewed' || digest === null) {
    await preview({ ask }, waiting)
    return false
  }
  if (waiting.digest !== null && waiting.digest !== digest)
    throw new Refusal(500, {
      key: 'other',
      message: `the preview of deposit ${waiting.n} is not what was shown`,
    })
  await ask('POST', `/api/imports/${waiting.id}/confirmation`, { digest })
  return (await settled({ ask }, waiting.id)).step === 'done'
}

async function preview({ ask }: Pick<Work, 'ask'>, waiting: WaitingDeposit): Promise<void> {
  waiting.digest = null
  await ask('POST', `/api/imports/${waiting.id}/preview`, OPTIONS)
  waiting.digest = (await settled({ ask }, waiting.id)).digest
}

const OPTIONS = { company: 'TORTURE' }

async function deposit({ ask }: Pick<Work, 'ask'>, n: number): Promise<Pick<Deposit, 'id'>> {
  const lines = [1, 2, 3].map((rank) => `I${n};Importé ${n};I${n}-${rank};10/01/2026;10/02/2026;${rank}00,00`)
  const list = ['Code client;Nom client;Numéro facture;Date facture;Échéance;Montant TTC', ...lines, ''].join(
    '\n',
  )
  const { id } = await ask<Deposit>('POST', `/api/imports?fileName=liste-${n}.csv`, list)
  return { id }
}

const OVERTAKEN = ['Un autre import', 'L’import ne ferait plus']

async function settled({ ask }: Pick<Work, 'ask'>, id: string): Promise<ImportState> {
  for (;;) {
    const state = await ask<ImportState>('GET', `/api/imports/${id}`)
    const { step, problem } = state
    if (step === 'previewed' || step === 'done') return state
    if (step === 'to-review' && OVERTAKEN.some((start) => problem?.startsWith(start))) return state
    if (step === 'failed' || step === 'to-review') throw refusalOf(problem ?? '')
    await delay(20)
  }
}
