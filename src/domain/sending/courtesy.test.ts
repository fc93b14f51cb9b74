import { describe, expect, test } from 'vitest'
import { plainText } from '#domain/letters/rich-text-plain.ts'
import {
  announcedUntil,
  type CourtesyFact,
  courtesyBody,
  courtesyEnd,
  courtesySubject,
  unknownBlanks,
} from './courtesy.ts'

const values = {
  client: 'Boulangerie Dupont',
  factures: ['F-12 : 120,00 €', 'F-13 : 80,00 €'],
  total: '200,00 €',
  entreprise: 'Menuiserie Martin',
}

describe('the text of a courtesy', () => {
  test('its blanks are filled, its invoices are a list, its lines stay lines', () => {
    const body = courtesyBody(
      'Bonjour {client},\n\n{factures}\n\nSoit {total}.\nMerci,\n{entreprise}\n',
      values,
    )
    expect(body.content.map((block) => block.type)).toEqual(['paragraph', 'bulletList', 'paragraph'])
    expect(plainText(body)).toBe(
      'Bonjour Boulangerie Dupont,\n\n- F-12 : 120,00 €\n- F-13 : 80,00 €\n\nSoit 200,00 €.\nMerci,\nMenuiserie Martin',
    )
  })

  test('invoices named within a sentence stay in it', () => {
    expect(plainText(courtesyBody('Pour {factures}.', values))).toBe('Pour F-12 : 120,00 €, F-13 : 80,00 €.')
  })

  test('a subject is one line, whatever the name of the client holds', () => {
    expect(courtesySubject(' {client} : {total} ', { ...values, client: 'A\r\nBcc: x@y.fr' })).toBe(
      'A Bcc: x@y.fr : 200,00 €',
    )
  })

  test('a value is text, never a blank of its own', () => {
    expect(courtesySubject('{client}', { ...values, client: '{total}' })).toBe('{total}')
  })

  test('blanks that nothing fills are named, each once', () => {
    expect(unknownBlanks({ subject: '{client} {nom}', body: '{nom} {facture} {} {total}' })).toEqual([
      'nom',
      'facture',
      '',
    ])
    expect(unknownBlanks({ subject: 'Bonjour', body: '{factures} {entreprise}' })).toEqual([])
  })
})

test('five days before: what is due until then is announced', () => {
  expect(announcedUntil('2026-11-30', 5)).toBe('2026-12-05')
})

describe('what keeps it from leaving', () => {
  const fact: CourtesyFact = {
    saidCents: 12_000,
    saidDueOn: '2026-12-05',
    openCents: 12_000,
    dueOn: '2026-12-05',
    isBlocked: false,
  }
  const on = '2026-12-04'

  test.each<[string, Partial<CourtesyFact>, ReturnType<typeof courtesyEnd>]>([
    ['nothing has changed', {}, null],
    ['paid', { openCents: 0 }, 'settled'],
    ['paid in part', { openCents: 2_000 }, 'amount-changed'],
    ['due later', { dueOn: '2026-12-20' }, 'due-changed'],
    ['due date unknown by now', { dueOn: null }, 'due-changed'],
    ['in dispute', { isBlocked: true }, 'blocked'],
    ['due today', { dueOn: on, saidDueOn: on }, 'due-reached'],
    ['due yesterday', { dueOn: '2026-12-03', saidDueOn: '2026-12-03' }, 'due-reached'],
  ])('before the due date: %s', (_, change, end) => {
    expect(courtesyEnd('before-due', [{ ...fact, ...change }], on)).toBe(end)
  })

  test('one of two invoices paid: the message no longer says what is owed', () => {
    expect(courtesyEnd('before-due', [fact, { ...fact, openCents: 0 }], on)).toBe('amount-changed')
  })

  test('thanks wait for nothing but that all is still paid', () => {
    const paid = { ...fact, openCents: 0 }
    expect(courtesyEnd('thanks', [paid, { ...paid, isBlocked: true, dueOn: null }], on)).toBeNull()
    expect(courtesyEnd('thanks', [paid, { ...paid, openCents: 1 }], on)).toBe('not-paid')
  })
})
