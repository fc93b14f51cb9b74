import { expect } from 'vitest'
import type { NewApiKey } from '#features/people/contract.ts'
import type { BatchItem, PushAnswer } from '#features/programs/contract.ts'
import { openOffice } from '../people/office.ts'

interface Answer {
  readonly externalId: string
  readonly outcome: string
  readonly id: number | null
}

export interface Problem {
  readonly status: number
  readonly code: string
  readonly key: string
  readonly detail: string
  readonly field?: string
  readonly choices?: readonly string[]
}

export interface Batch {
  readonly isDone: boolean
  readonly refused: number
  readonly results: readonly PushAnswer[]
}

/** The office of FNAC and ISAGRI, where programs come in by keys of their own. */
export async function openProgramDesk() {
  const office = await openOffice({ today: '2026-03-31' })

  async function program(name: string, wanted: Partial<NewApiKey> = {}) {
    const { status, body } = await office.camille.ask<{ secret: string }>('POST', '/api/keys', {
      name,
      capabilities: ['read', 'import', 'remind', 'block', 'allocate'],
      companies: ['FNAC'],
      validDays: 90,
      ...wanted,
    })
    expect(status).toBe(200)
    return programOf(body.secret)
  }

  function programOf(secret: string) {
    const visit = office.server.visit()
    const ask = async <T = unknown>(
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ) =>
      await visit.ask<T>(method, `/api/v1/${path}`, body, { authorization: `Bearer ${secret}`, ...headers })
    return {
      secret,
      ask,
      /** What became of a record that was put. */
      async put(kind: string, externalId: string, data: unknown): Promise<string> {
        const { status, body } = await ask<Answer>('PUT', `${kind}/${encodeURIComponent(externalId)}`, data)
        expect(status, JSON.stringify(body)).toBe(200)
        return body.outcome
      },
      async refused(method: string, path: string, data?: unknown): Promise<Problem> {
        const { status, body } = await ask<Problem>(method, path, data)
        expect(status, JSON.stringify(body)).toBeGreaterThanOrEqual(400)
        return { ...body, status }
      },
      async batch(items: readonly unknown[], mode: 'atomic' | 'each' = 'atomic'): Promise<Batch> {
        const { status, body } = await ask<Batch>('POST', 'batches', { mode, items })
        expect(status, JSON.stringify(body)).toBe(200)
        return body
      },
    }
  }

  /** What FNAC has, as the database has it: documents with what is open of them. */
  async function books(company = 'FNAC') {
    const { rows: invoices } = await office.database.owner.query(
      `select i.number, i.source, i.total_cents::int as total, sum(j.open_cents)::int as open,
              array_agg(to_char(j.due_on, 'YYYY-MM-DD') || ' ' || j.open_cents order by j.due_on) as dues
       from invoices i join companies m on m.id = i.company_id
         join instalments j on j.company_id = i.company_id and j.invoice_id = i.id
       where m.code = $1 group by i.company_id, i.id order by i.number, i.id`,
      [company],
    )
    const { rows: credits } = await office.database.owner.query(
      `select k.kind, k.number, k.source, k.amount_cents::int as amount, k.open_cents::int as open
       from credits k join companies m on m.id = k.company_id where m.code = $1 order by k.received_on, k.id`,
      [company],
    )
    return { invoices, credits }
  }

  return { ...office, program, programOf, books }
}

/** Rows of a batch. */
export function row<Kind extends BatchItem['kind']>(kind: Kind, externalId: string, data: unknown) {
  return { kind, externalId, data }
}
