import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { plainText } from '#domain/letters/rich-text-plain.ts'
import type { LetterTextState, PreviewNotes } from '#features/letter-texts/contract.ts'
import { createTestDatabase } from '../database.ts'
import { textOfPdf } from '../pdf-text.ts'
import { invoice } from './company-desk.ts'
import { found } from './desk.ts'
import { saying, TODAY, textDesk } from './text-desk.ts'

// The letter beside the editor, rendered by the engine that prints.

const database = await createTestDatabase()
const { ask, call, open, pool } = textDesk(database)
const ATELIER = { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01')] }

describe('preview', () => {
  async function preview(base: string, seen: LetterTextState, change: object, customer: string | null) {
    const { level, language, audience, text, settings } = seen
    const request = { level, language, audience, settings, customer, text: { ...text, ...change } }
    const answer = await ask('POST', `${base}/preview`, request)
    expect(answer.status, await answer.clone().text()).toBe(200)
    const notes = JSON.parse(decodeURIComponent(answer.headers.get('x-preview') ?? '')) as PreviewNotes
    return { pdf: new Uint8Array(await answer.arrayBuffer()), notes }
  }

  test('is byte for byte the page that a run prints once the text is saved, and writes nothing', async () => {
    const { company, base, read, put, desk } = await open([
      { ...ATELIER, invoices: [{ ...invoice('1', '2026-03-01'), level: 2, lastRemindedOn: '2026-03-10' }] },
    ])
    const seen = await read('2/fr/business')
    const customer = `${found(company.customers.get('A'))}:EUR`
    const body = saying(
      'Depuis le {previousReminderDate}, vous nous devez {netAmount}.',
      'Appelez le {phone}.',
    )
    const { pdf, notes } = await preview(base, seen, { body }, customer)
    expect(notes).toEqual({ pages: 1, customer: 'Atelier', missing: ['phone'], unprintable: [] })
    expect(await read('2/fr/business')).toEqual(seen)
    await put(seen, { text: { body } })
    const [letter] = await desk.letters(await desk.draft('2026-03-30', TODAY))
    const { letterhead, content } = found(letter)
    const printed = await pool.print({ letterhead, contents: [content] })
    expect(hashOf(pdf)).toBe(hashOf(printed.pdf))
    const words = await textOfPdf(pdf)
    expect(words).toContain('Depuis le 10/03/2026')
    expect(words).not.toContain('Appelez')
  })

  test('is for the contact of reminders, as the letter of a run is, and a draft keeps who it was', async () => {
    const { company, base, read, put, desk } = await open([ATELIER])
    const id = found(company.customers.get('A'))
    await database.owner.query(
      `insert into customer_contacts (company_id, customer_id, name, is_for_reminders, created_by)
       values ($1, $2, 'Claire Morel', true, 'test')`,
      [company.id, id],
    )
    const seen = await read()
    const body = saying('Bonjour {contactName}, il reste {netAmount}.')
    const { pdf, notes } = await preview(base, seen, { body }, `${id}:EUR`)
    expect(notes.missing).toEqual([])
    expect(await textOfPdf(pdf)).toContain('À l’attention de Claire Morel')
    await put(seen, { text: { body } })
    const run = await desk.draft('2026-03-30', TODAY)
    await database.owner.query('delete from customer_contacts where customer_id = $1', [id])
    const { content } = found((await desk.letters(run))[0])
    expect(content.recipientLines).toEqual(['Atelier', 'À l’attention de Claire Morel', '60000 BEAUVAIS'])
    expect(plainText(content.body)).toContain('Bonjour Claire Morel')
  })

  test('shows an invented client to a company without any, and says what does not print', async () => {
    const { base, read } = await open([])
    const { pdf, notes } = await preview(base, await read('3/en/public'), { title: 'NOTICE \u{1F0A1}' }, null)
    expect(notes).toMatchObject({ customer: null, unprintable: ['\u{1F0A1}'] })
    expect(await textOfPdf(pdf)).toContain('Commune de Valmont')
  })

  test('offers the clients the page would propose, by name', async () => {
    const { base } = await open([
      { ...ATELIER, kind: 'consumer' },
      { code: 'B', name: 'Bois', invoices: [invoice('2', '2026-03-31')] },
    ])
    const rows = (await call<{ rows: object[] }>('GET', `${base}/recipients?search=atel`)).body.rows
    expect(rows).toMatchObject([{ code: 'A', audience: 'consumer', level: 1 }])
    expect((await call<{ rows: object[] }>('GET', `${base}/recipients?search=bois`)).body.rows).toEqual([])
  })
})

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
