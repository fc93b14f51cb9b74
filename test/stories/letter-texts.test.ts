import { describe, expect, test } from 'vitest'
import type { LetterText } from '#domain/letters/letter-text.ts'
import { plainText } from '#domain/letters/rich-text-plain.ts'
import type { TextVersions } from '#features/letter-texts/contract.ts'
import { createTestDatabase } from '../database.ts'
import { instalment, invoice } from './company-desk.ts'
import { found } from './desk.ts'
import { saying, TODAY, textDesk } from './text-desk.ts'

// The texts of the letters, changed through the routes the screen uses, and what the letters make of them.

const database = await createTestDatabase()
const { call, open } = textDesk(database)

const ATELIER = { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01')] }

describe('what is saved', () => {
  test('is a new version, and what the next letters say', async () => {
    const { read, put, desk, base } = await open([ATELIER])
    const before = await desk.letters(await desk.draft('2026-03-30', TODAY))
    const seen = await read()
    expect(seen).toMatchObject({
      version: 1,
      origin: 'default',
      settings: { deadlineDays: 8, printsQr: true },
    })
    const saved = await put(seen, {
      text: {
        title: 'RAPPEL POUR {customerName}',
        body: saying('Cher client,', 'Vous nous devez {netAmount} : payez avant le {deadlineDate}.'),
        closing: 'Bien à vous, {companyName}.',
        signatoryName: 'Anne Lambert',
        signatoryTitle: 'La comptable',
      },
      settings: { deadlineDays: 15, printsQr: false },
    })
    expect(saved.body).toMatchObject({ version: 2, origin: 'edit', savedBy: 'Camille Martin' })
    const [letter] = await desk.letters(await desk.draft('2026-03-30', TODAY))
    expect(letter?.content).toMatchObject({
      title: 'RAPPEL POUR Atelier',
      signatory: { name: 'Anne Lambert', title: 'La comptable' },
      paymentQr: null,
    })
    expect(plainText(found(letter).content.body)).toBe(
      'Cher client,\n\nVous nous devez 100,00\u00a0€ : payez avant le 15/04/2026.\n\nBien à vous, Menuiserie Lambert.',
    )
    // The letter made before keeps the words it was made with.
    expect(before[0]?.content.title).toBe('LETTRE DE RELANCE N°1')
    expect((await call<TextVersions>('GET', `${base}/1/fr/business/versions`)).body.rows).toMatchObject([
      { version: 2, origin: 'edit' },
      { version: 1, origin: 'default' },
    ])
  })

  test('the same text again is no new version, an older one is said to be restored', async () => {
    const { read, put, base } = await open([])
    const first = await put(await read(), { text: { title: 'UN' } })
    const again = await put(first.body, {})
    expect(again.body.version).toBe(2)
    const second = await put(again.body, { text: { title: 'DEUX' } })
    const one = (await call<LetterText>('GET', `${base}/1/fr/business/versions/2`)).body
    const restored = await put(second.body, { text: one })
    expect(restored.body).toMatchObject({ version: 4, origin: 'restore', originVersion: 2 })
    const ours = (await call<LetterText>('GET', `${base}/1/fr/business/default`)).body
    expect((await put(restored.body, { text: ours })).body).toMatchObject({ version: 5, origin: 'default' })
  })

  test('the list of versions goes on, page after page', async () => {
    const { read, put, base } = await open([])
    let seen = await read()
    for (let n = 2; n <= 33; n += 1) seen = (await put(seen, { text: { title: `TITRE ${n}` } })).body
    const path = `${base}/1/fr/business/versions`
    const first = (await call<TextVersions>('GET', path)).body
    const rest = (await call<TextVersions>('GET', `${path}?after=${first.next}`)).body
    expect([...first.rows, ...rest.rows].map(({ version }) => version)).toEqual(
      Array.from({ length: 33 }, (_, index) => 33 - index),
    )
    expect(rest.next).toBeNull()
  })

  test('« pour mémoire » is of the level: what is overdue and not ticked is listed, and not moved', async () => {
    const customer = { ...ATELIER, invoices: [invoice('1', '2026-03-01'), invoice('2', '2026-03-29', 7_000)] }
    const { company, desk, read, put } = await open([customer])
    await put(await read(), { settings: { listsForInformation: true } })
    const run = await desk.draftInvoices('2026-03-30', TODAY, [
      [found(company.customers.get('A')), found(company.invoices.get('1'))],
    ])
    const [letter] = await desk.letters(run)
    expect(letter?.content.rows.map((row) => row.number)).toEqual(['1'])
    expect(letter?.content.informationRows.map((row) => row.number)).toEqual(['2'])
    await desk.confirm(run)
    expect(await desk.state(instalment(company, '1'))).toMatchObject({ level: 2 })
    expect(await desk.state(instalment(company, '2'))).toMatchObject({ level: 1, last_reminded_on: null })
  })
})

describe('what is refused', () => {
  test.each([
    [
      'an unknown variable',
      { body: saying('Payez {toutDeSuite}') },
      /« toutDeSuite » n’existe pas \(le texte/,
    ],
    ['the 40 € of a business', { body: saying('Et {recoveryFees}') }, /« recoveryFees » ne peut pas figurer/],
    [
      'a variable that may be missing in a title',
      { title: 'A {phone}' },
      /« phone » ne peut pas .* le titre/,
    ],
    ['an empty letter', { body: saying(' ') }, /Il manque le texte de la lettre/],
    [
      'an image',
      { body: { type: 'doc', content: [{ type: 'image' }] } },
      /n’imprime pas \(Texte de la lettre, élément n°.1\)/,
    ],
    [
      'a link',
      { body: marked('link') },
      /mise en forme .*\(Texte de la lettre, élément n°.1, élément n°.1\)/,
    ],
    [
      'a script in an attribute',
      { body: { type: 'doc', content: [{ type: 'paragraph', onload: 'x' }] } },
      /ne produit pas/,
    ],
    [
      'a variable that is no inline',
      { body: { type: 'doc', content: [{ type: 'variable', attrs: { name: 'iban' } }] } },
      /n’imprime pas/,
    ],
    ['20,001 characters', { emailBody: saying('x'.repeat(20_001)) }, /trop long \(Texte de l’e-mail/],
    ['a subject on two lines', { emailSubject: 'Un\nBcc: tous' }, /une seule ligne : Objet de l’e-mail/],
  ])('%s', async (_, text, message) => {
    const { read, put } = await open([])
    const refused = await put(await read('4/fr/consumer'), { text })
    expect(refused.status).toBe(400)
    expect(refused.body.message).toMatch(message)
    expect(await read('4/fr/consumer')).toMatchObject({ version: 1 })
  })
})

function marked(type: string) {
  const text = { type: 'text', text: 'ici', marks: [{ type }] }
  return { type: 'doc', content: [{ type: 'paragraph', content: [text] }] }
}

describe('two people at once', () => {
  test('the second is refused with the name of the first, and nothing is overwritten', async () => {
    const { read, put } = await open([])
    const seen = await read()
    await put(seen, { text: { title: 'LE PREMIER' } })
    const late = await put(seen, { text: { title: 'LE SECOND' } })
    expect(late.status).toBe(409)
    expect(late.body.message).toMatch(/Camille Martin a enregistré ce texte entre-temps \(version 2\)/)
    expect((await read()).text.title).toBe('LE PREMIER')
  })

  test('settings changed from another text of the level are not overwritten either', async () => {
    const { read, put } = await open([])
    const [french, english] = [await read('2/fr/business'), await read('2/en/public')]
    await put(english, { settings: { deadlineDays: 20 } })
    const late = await put(french, { text: { title: 'AUTRE' }, settings: { deadlineDays: 5 } })
    expect(late.status).toBe(409)
    expect(await read('2/fr/business')).toMatchObject({ version: 1, settings: { deadlineDays: 20 } })
  })

  test('of two saves at the same instant, one wins', async () => {
    const { read, put } = await open([])
    const seen = await read()
    const outcomes = await Promise.all(['A', 'B'].map((title) => put(seen, { text: { title } })))
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await read()).toMatchObject({ version: 2 })
  })
})

test('copies reach other levels and companies, each as a version to go back from, and keep their titles', async () => {
  const other = await open([])
  const { company, read, put, base } = await open([])
  const body = saying('Un mot pour {customerName}.')
  await put(await read(), { text: { title: 'NOTRE TITRE', body } })
  const targets = [
    { company: company.code, level: 2 },
    { company: other.company.code, level: 1 },
  ]
  const copy = () =>
    call<{ copied: number; unchanged: number }>('POST', `${base}/1/fr/business/copies`, { targets })
  expect((await copy()).body).toEqual({ copied: 2, unchanged: 0 })
  expect(await read('2/fr/business')).toMatchObject({
    version: 2,
    origin: 'copy',
    text: { title: 'LETTRE DE RELANCE N°2', body },
  })
  expect(await other.read()).toMatchObject({ version: 2, text: { title: 'NOTRE TITRE', body } })
  expect((await copy()).body).toEqual({ copied: 0, unchanged: 2 })
})

test('where a company has no English text, the whole letter is in French, amounts and headings too', async () => {
  const [bilingual, french] = [await open([ATELIER]), await open([ATELIER])]
  const letterOf = async ({ company, desk }: typeof french) => {
    await database.owner.query("update customers set language = 'en' where company_id = $1", [company.id])
    return found((await desk.letters(await desk.draft('2026-03-30', TODAY)))[0]).content
  }
  await database.owner.query("delete from letter_texts where company_id = $1 and language = 'en'", [
    french.company.id,
  ])
  expect(await letterOf(bilingual)).toMatchObject({ language: 'en', title: 'REMINDER LETTER NO.\u00a01' })
  const letter = await letterOf(french)
  expect(letter).toMatchObject({ language: 'fr', title: 'LETTRE DE RELANCE N°1' })
  expect(plainText(letter.body)).toMatch(/règlement de 100,00\u00a0€, à échéance du 01\/03\/2026/)
})

describe('when the text Relances proposes has changed', () => {
  // As a company made by the version before has it: the words of then, stored as the original.
  const makeOlder = (companyId: number) =>
    database.owner.query(
      "update letter_texts set title = 'ANCIENNE LETTRE' where company_id = $1 and origin = 'default' and level = 1",
      [companyId],
    )
  const titleOf = async (desk: Awaited<ReturnType<typeof open>>['desk']) =>
    found((await desk.letters(await desk.draft('2026-03-30', TODAY)))[0]).content.title

  test('a company that kept to it has the new one, in its letters and on the screen', async () => {
    const { read, desk, company } = await open([ATELIER])
    await makeOlder(company.id)
    expect(await read()).toMatchObject({
      text: { title: 'LETTRE DE RELANCE N°1' },
      originalHasChanged: false,
    })
    expect(await titleOf(desk)).toBe('LETTRE DE RELANCE N°1')
  })

  test('a company with its own keeps it, is told, and takes ours over or keeps its own for good', async () => {
    const { read, put, desk, company, base } = await open([ATELIER])
    const saved = await put(await read(), { text: { title: 'NOTRE LETTRE' } })
    expect(saved.body.originalHasChanged).toBe(false)
    await makeOlder(company.id)
    const told = await read()
    expect(told).toMatchObject({ text: { title: 'NOTRE LETTRE' }, originalHasChanged: true })
    expect(await titleOf(desk)).toBe('NOTRE LETTRE')
    const kept = await call('POST', `${base}/1/fr/business/original-seen`, {})
    expect(kept).toMatchObject({
      status: 200,
      body: { version: 4, text: { title: 'NOTRE LETTRE' }, originalHasChanged: false },
    })
    expect(await titleOf(desk)).toBe('NOTRE LETTRE')
    const ours = (await call<LetterText>('GET', `${base}/1/fr/business/default`)).body
    const taken = await put(await read(), { text: ours })
    expect(taken.body).toMatchObject({ origin: 'default', originalHasChanged: false })
    expect(await titleOf(desk)).toBe('LETTRE DE RELANCE N°1')
  })
})
