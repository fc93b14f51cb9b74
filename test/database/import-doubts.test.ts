import { beforeEach, describe, expect, test } from 'vitest'
import { applyImport } from '#features/imports/server/import-file.ts'
import { importReport } from '#features/imports/server/watch-folder.ts'
import { cancelImport } from '#ledger/cancel-import.ts'
import { decideDoubt, reopenDoubt } from '#ledger/decide-doubt.ts'
import { withScope } from '#platform/scoped.ts'
import { bytesSource } from '#readers/source.ts'
import { memoryArchive } from '../archive.ts'
import { createTestDatabase } from '../database.ts'
import { balanceOf, CONTEXT, importText, openByNumber, previewText } from './import-world.ts'

const database = await createTestDatabase()
let company = ''
let rank = 0

beforeEach(() => {
  rank += 1
  company = `DOUTE${rank}`
})

// Leroy's software says « Clôturée » of invoices paid or written off.
const HEADER = 'Client;N° facture;Date facture;Échéance;Montant TTC;Statut'
const FIRST = [
  HEADER,
  'Leroy SARL;F1;01/01/2024;31/01/2024;120,00;Clôturée',
  'Leroy SARL;F2;01/02/2024;29/02/2024;80,00;Impayée',
  'Martin;F3;01/02/2024;29/02/2024;50,00;clôturée',
].join('\r\n')

const asked = 'unknown-state:cloturee'

/** Numbers set aside, lecture à confirmer. */
async function setAside(): Promise<string[]> {
  const { rows } = await database.owner.query<{ number: string }>(
    `select coalesce(i.number, 'client ' || c.code) as number from dunning_blocks b
       join companies e on e.id = b.company_id
       join customers c on c.company_id = b.company_id and c.id = b.customer_id
       left join invoices i on i.company_id = b.company_id and i.id = b.invoice_id
     where e.code = $1 and b.kind = 'to-confirm' and b.lifted_at is null order by 1`,
    [company],
  )
  return rows.map(({ number }) => number)
}

async function doubtId(): Promise<number> {
  const { rows } = await database.owner.query<{ id: number }>(
    `select q.id from import_doubts q join companies e on e.id = q.company_id where e.code = $1 order by q.id desc`,
    [company],
  )
  return rows[0]?.id ?? 0
}

async function inCompany<T>(work: Parameters<typeof withScope<T>>[2]): Promise<T> {
  const { rows } = await database.owner.query<{ id: number }>('select id from companies where code = $1', [
    company,
  ])
  return await withScope(database, { ...CONTEXT, companyIds: rows.map(({ id }) => id) }, work)
}

const decide = async (choice: Parameters<typeof decideDoubt>[2]) => {
  const id = await doubtId()
  return await inCompany((tx) => decideDoubt(tx, id, choice, 'comptable'))
}
const reopen = async () => {
  const id = await doubtId()
  return await inCompany((tx) => reopenDoubt(tx, id, 'comptable'))
}

describe('a list with a state nobody knows', () => {
  test('its invoices are imported set aside, counted, and nothing is settled', async () => {
    const { counts, doubts } = await importText(database, FIRST, { company })
    expect(counts.toConfirm).toEqual({ doubts: 1, items: 2 })
    expect(doubts).toMatchObject([
      {
        id: asked,
        question: 'Que veut dire l’état « Clôturée » ?',
        answer: null,
        count: 2,
        amounts: [{ currency: 'EUR', cents: 17_000 }],
      },
    ])
    expect(await openByNumber(database, company)).toEqual({ F1: 12_000, F2: 8_000, F3: 5_000 })
    expect(await setAside()).toEqual(['F1', 'F3'])
  })

  test('the same file again sets nothing aside twice, and a preview nothing at all', async () => {
    await previewText(database, FIRST, { company })
    expect(await setAside()).toEqual([])
    await importText(database, FIRST, { company })
    await importText(database, FIRST, { company })
    expect(await setAside()).toEqual(['F1', 'F3'])
  })

  test('answered at import, it asks no more, and the next file of that header is read so', async () => {
    await importText(database, FIRST, { company, answers: { [asked]: 'settled' } })
    expect(await openByNumber(database, company)).toEqual({ F2: 8_000 })
    const next = `${FIRST}\r\nMartin;F4;01/03/2024;31/03/2024;60,00;Clôturée`
    const { counts, doubts } = await importText(database, next, { company })
    expect(doubts).toMatchObject([{ answer: 'settled', count: 3 }])
    expect(counts.toConfirm).toEqual({ doubts: 0, items: 0 })
    expect(await openByNumber(database, company)).toEqual({ F2: 8_000 })
  })

  test('answered by a later import, what was set aside comes back; that import cancelled, it is again', async () => {
    await importText(database, FIRST, { company })
    await importText(database, FIRST, { company, answers: { [asked]: 'open' } })
    expect(await setAside()).toEqual([])
    const { rows } = await database.owner.query<{ id: number }>(
      `select m.id from imports m join companies e on e.id = m.company_id where e.code = $1 order by m.id desc`,
      [company],
    )
    const latest = rows[0]?.id ?? 0
    await inCompany((tx) => cancelImport(tx, latest, { actor: 'comptable', today: '2026-11-30' }))
    expect(await setAside()).toEqual(['F1', 'F3'])
  })

  test('what is known already is neither settled nor changed by a reading nobody has confirmed', async () => {
    await importText(database, FIRST.replaceAll(/cl.tur.e/gi, 'Impayée'), { company })
    const paid = await importText(database, FIRST.replace('120,00;Clôturée', '120,00;Payée'), { company })
    expect(paid.counts.closed.instalments).toBe(1)
    // F1 was paid, and is now « Clôturée » for 100.00: it stays paid. F3 stays open for 50.00.
    const doubtful = FIRST.replace('120,00', '100,00').replace('50,00', '45,00')
    await importText(database, doubtful, { company })
    expect(await openByNumber(database, company)).toEqual({ F2: 8_000, F3: 5_000 })
    expect(await setAside()).toEqual(['F3'])
  })
})

describe('the plan of an import', () => {
  test('lists what is new and set aside with its amounts, and its preview and its confirmation are one', async () => {
    const shown = (await previewText(database, FIRST, { company })).plan
    expect(shown?.changes).toEqual([
      {
        ...{ kind: 'set-aside', code: 'LEROY-SARL', customer: 'Leroy SARL', number: 'F1' },
        ...{ dueOn: '2024-01-31', currency: 'EUR', beforeCents: null, afterCents: 12_000 },
        ...{ beforeDueOn: null, asideFor: 'to-confirm', asideUntil: null },
      },
      {
        ...{ kind: 'new', code: 'LEROY-SARL', customer: 'Leroy SARL', number: 'F2' },
        ...{ dueOn: '2024-02-29', currency: 'EUR', beforeCents: null, afterCents: 8_000 },
        ...{ beforeDueOn: null, asideFor: null, asideUntil: null },
      },
      {
        ...{ kind: 'set-aside', code: 'MARTIN', customer: 'Martin', number: 'F3' },
        ...{ dueOn: '2024-02-29', currency: 'EUR', beforeCents: null, afterCents: 5_000 },
        ...{ beforeDueOn: null, asideFor: 'to-confirm', asideUntil: null },
      },
    ])
    expect(shown?.books).toEqual([{ currency: 'EUR', openCents: 25_000, unallocatedCents: 0 }])
    const done = (await importText(database, FIRST, { company })).plan
    expect(done).toEqual(shown)
  })

  test('says what changes from what to what, what is settled, and that nothing does', async () => {
    const known = FIRST.replaceAll(/cl.tur.e/gi, 'Impayée')
    await importText(database, known, { company })
    expect((await previewText(database, known, { company })).plan).toMatchObject({ changes: [], sums: [] })
    const paid = known.replace('120,00;Impayée', '120,00;Payée').replace('50,00', '45,00')
    const { plan } = await importText(database, paid, { company })
    expect(
      plan?.changes.map(({ kind, number, beforeCents, afterCents }) => [
        kind,
        number,
        beforeCents,
        afterCents,
      ]),
    ).toEqual([
      ['settled', 'F1', 12_000, 0],
      ['changed', 'F3', 5_000, 4_500],
    ])
    expect(plan?.books).toEqual([{ currency: 'EUR', openCents: 12_500, unallocatedCents: 0 }])
  })

  test('another answer is another plan', async () => {
    const digest = async (answers = {}) =>
      (await previewText(database, FIRST, { company, answers })).plan?.digest
    expect(await digest()).toBe(await digest())
    expect(await digest({ [asked]: 'settled' })).not.toBe(await digest())
  })
})

describe('nobody to ask', () => {
  test('strict, the file is refused with its questions, and nothing is written', async () => {
    const order = { sources: [bytesSource('leroy.csv', Buffer.from(FIRST))] as const, options: strict() }
    const refused = applyImport({ database, archive: memoryArchive() }, CONTEXT, order)
    await expect(refused).rejects.toMatchObject({
      code: 'conflict',
      key: 'doubts.refused',
      values: { questions: 'Que veut dire l’état « Clôturée » ? (unknown-state:cloturee, 2)' },
    })
    expect(await openByNumber(database, company)).toEqual({})
    const answered = { ...order, options: { ...strict(), answers: { [asked]: 'settled' as const } } }
    await applyImport({ database, archive: memoryArchive() }, CONTEXT, answered)
    expect(await openByNumber(database, company)).toEqual({ F2: 8_000 })
  })

  const strict = () => ({ company, companyName: 'Leroy et fils', netting: false, isStrict: true })

  test('the report of the watched folder names the question, counts its lines, and says what was understood', async () => {
    const report = importReport('leroy.csv', await importText(database, FIRST, { company }), 'fr')
    expect(report).toContain(
      'Lecture à confirmer, 2 lignes mises de côté : Que veut dire l’état « Clôturée » ?',
    )
    expect(report).toContain('Colonnes lues (6) :')
    const again = await importText(database, FIRST, { company, answers: { [asked]: 'settled' } })
    expect(importReport('leroy.csv', again, 'fr')).toContain(
      'Réponse appliquée à 2 lignes : Que veut dire l’état « Clôturée » ? Payé.',
    )
  })
})

describe('one act decides for all', () => {
  test('paid: settled without inventing a payment, and taken back as it was', async () => {
    await importText(database, FIRST, { company })
    expect(await decide('settled')).toMatchObject({ effect: 'settle', items: 2, doubtKey: asked })
    expect(await openByNumber(database, company)).toEqual({ F2: 8_000 })
    expect(await setAside()).toEqual([])
    await reopen()
    expect(await openByNumber(database, company)).toEqual({ F1: 12_000, F2: 8_000, F3: 5_000 })
    expect(await setAside()).toEqual(['F1', 'F3'])
  })

  test('still owed: proposed as any other', async () => {
    await importText(database, FIRST, { company })
    await decide('open')
    expect(await setAside()).toEqual([])
    expect(await balanceOf(database, company)).toBe(25_000)
  })

  test('to be ignored: out of the books, and back when the decision is taken back', async () => {
    await importText(database, FIRST, { company })
    await decide('leave-out')
    expect(await balanceOf(database, company)).toBe(8_000)
    await reopen()
    expect(await balanceOf(database, company)).toBe(25_000)
    expect(await setAside()).toEqual(['F1', 'F3'])
  })

  test('a decision is made once, among the answers of the question', async () => {
    await importText(database, FIRST, { company })
    await expect(decide('same')).rejects.toMatchObject({ code: 'invalid' })
    await decide('open')
    await expect(decide('open')).rejects.toMatchObject({ code: 'conflict' })
  })

  test('a decision is in the audit, with who and what', async () => {
    await importText(database, FIRST, { company })
    await decide('settled')
    const { rows } = await database.owner.query(
      `select r.after ->> 'decision' as decision, r.after ->> 'decided_by' as by from audit_rows r
         join companies e on e.id = r.company_id
       where e.code = $1 and r.table_name = 'import_doubts' and r.operation = 'update'`,
      [company],
    )
    expect(rows).toEqual([{ decision: 'settled', by: 'comptable' }])
  })
})

describe('a credit under a question', () => {
  const file = [
    HEADER,
    'Leroy SARL;F1;01/01/2024;31/01/2024;120,00;Impayée',
    'Leroy SARL;AV1;05/01/2024;;-30,00;Clôturée',
  ].join('\r\n')

  test('sets its client aside, since what the client owes depends on it', async () => {
    await importText(database, file, { company })
    expect(await setAside()).toEqual(['client LEROY-SARL'])
    await decide('leave-out')
    expect(await setAside()).toEqual([])
    expect(await balanceOf(database, company)).toBe(12_000)
    await reopen()
    expect(await balanceOf(database, company)).toBe(9_000)
  })
})
