import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, vi } from 'vitest'
import type { Deposit, ImportState } from '#features/imports/deposit-contract.ts'
import type { Visitor } from '#platform/access.ts'
import type { Database } from '#platform/database.ts'
import { ofxText } from '#readers/statement-fixture.ts'
import { IBAN } from '../database/bank-world.ts'
import { createTestDatabase } from '../database.ts'
import { ADDRESS, openServerApp } from '../server-app.ts'
import { createVisitor } from '../visitor.ts'
import { buildCompany } from '../world.ts'

// Camille and Lucie manage the books of FNAC, Renaud those of LAMBERT, where Rose reads, all on two processes of one
// installation: any request goes to either. Each test file opens a world of its own: files share this module.

export const TODAY = '2026-03-31'

/** A statement of FNAC's account with one transfer, as its bank sends it. */
export function statementFile(on: string, cents: number, text: string): string {
  const amount = (cents / 100).toFixed(2)
  return ofxText(
    `<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>${on.replaceAll('-', '')}<TRNAMT>${amount}<FITID>${on}${cents}<NAME>${text}</STMTTRN>`,
  )
}

async function fill(database: Database, visitors: Map<string, Visitor>): Promise<void> {
  const invoice = (number: string, cents: number) => ({
    number,
    issuedOn: '2026-01-10',
    dueOn: '2026-02-10',
    cents,
  })
  for (const [code, legalName] of [
    ['FNAC', 'Fnac'],
    ['LAMBERT', 'Menuiserie Lambert'],
  ] as const)
    await buildCompany(database, {
      code,
      legalName,
      customers: [
        {
          code: 'C1',
          name: 'Garage Martin',
          invoices: [invoice('F-1', 12_000), invoice('F-2', 34_000)],
        },
        { code: 'P9', name: 'Paul Verdier', invoices: [] },
      ],
    })
  await database.owner.query(`update companies set iban = '${IBAN}' where code = 'FNAC'`)
  const people = {
    camille: { FNAC: 'manager' },
    lucie: { FNAC: 'manager' },
    renaud: { LAMBERT: 'manager' },
    rose: { LAMBERT: 'reader' },
  } as const
  for (const [name, byCompany] of Object.entries(people))
    visitors.set(name, await createVisitor(database, { name, byCompany }))
}

/** The two processes, their people and what they do with imports under way. */
export async function openDepositWorld() {
  const database = await createTestDatabase()
  const visitors = new Map<string, Visitor>()
  const known = async ({ headers }: { headers: Headers }) =>
    visitors.get(headers.get('x-visitor') ?? '') ?? null
  const first = await openServerApp(database, { today: TODAY }, { known })
  const { dataDir } = first.config
  const { blobFolder } = first.config
  const second = await openServerApp(database, { today: TODAY, dataDir, blobFolder }, { known })

  beforeAll(() => fill(database, visitors))

  /** Somebody asks one of the two processes. */
  async function ask<T>(who: string, method: string, path: string, body?: unknown, server = first) {
    const headers = { 'x-visitor': who }
    return await server.visit().ask<T>(method, path, body, headers)
  }

  /** Somebody sends a file. */
  async function send<T>(who: string, path: string, content: string) {
    const answer = await first.app.request(`${ADDRESS}${path}`, {
      method: 'POST',
      headers: { host: 'localhost:4800', 'x-visitor': who, 'content-type': 'application/octet-stream' },
      body: content,
    })
    return { status: answer.status, body: (await answer.json()) as T }
  }

  const stateOf = async (who: string, id: string, server = first) =>
    (await ask<ImportState>(who, 'GET', `/api/imports/${id}`, undefined, server)).body

  /** Once nobody reads or writes it any more. */
  async function settled(who: string, id: string, server = first): Promise<ImportState> {
    const isBusy = async () => ['reading', 'writing'].includes((await stateOf(who, id, server)).step)
    await vi.waitUntil(async () => !(await isBusy()), { timeout: 20_000, interval: 20 })
    return await stateOf(who, id, server)
  }

  /** Camille's statement, read: 120,00 € from Garage Martin for F-1. */
  async function previewed(content = statementFile('2026-03-30', 12_000, 'F-1')) {
    const { body: deposit } = await send<Deposit>('camille', '/api/imports?fileName=banque.ofx', content)
    expect(deposit).toMatchObject({ kind: 'statements', problem: null })
    await ask('camille', 'POST', `/api/imports/${deposit.id}/preview`, { company: 'FNAC' })
    const state = await settled('camille', deposit.id)
    expect(state).toMatchObject({ step: 'previewed', problem: null })
    return state
  }

  const confirm = (who: string, { id, digest }: Pick<ImportState, 'id' | 'digest'>, server = first) =>
    ask<{ key?: string }>(who, 'POST', `/api/imports/${id}/confirmation`, { digest }, server)

  const discard = (id: string) => ask('camille', 'DELETE', `/api/imports/${id}`)

  const rowsOf = async (table: string) =>
    Number((await database.owner.query(`select count(*) as count from ${table}`)).rows[0].count)
  const waiting = () => readdirSync(join(blobFolder, 'deposits')).length

  return {
    ask,
    blobFolder,
    confirm,
    database,
    discard,
    first,
    previewed,
    rowsOf,
    second,
    send,
    settled,
    stateOf,
    visitors,
    waiting,
  }
}
