import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween, isDay } from '#domain/days-and-money/day.ts'
import { readPromise } from './promise-reading.ts'

/** Monday 30 November 2026, unless said otherwise. */
const MONDAY = '2026-11-30'
const on = (text: string, receivedOn = MONDAY, today = receivedOn) =>
  readPromise(text, receivedOn, today)?.on ?? null

test.each([
  ['Je vous règle vendredi.', '2026-12-04'],
  ['je vous regle vendredi', '2026-12-04'],
  ['virement le 12', '2026-12-12'],
  ['Le virement partira le 12 décembre.', '2026-12-12'],
  ['VIREMENT LE 12 DECEMBRE 2026', '2026-12-12'],
  ['On vous paie le 1er décembre', '2026-12-01'],
  ['Règlement le 15/12.', '2026-12-15'],
  ['Règlement le 15/12/2026', '2026-12-15'],
  ['Règlement le 15.01.27', '2027-01-15'],
  ['Nous réglerons avant la fin du mois.', '2026-11-30'],
  ['Paiement fin décembre', '2026-12-31'],
  ['Paiement fin de semaine', '2026-12-04'],
  ['Le chèque part la semaine prochaine', '2026-12-11'],
  ['Paiement sous huitaine', '2026-12-08'],
  ['Règlement sous quinzaine', '2026-12-15'],
  ['Vous serez payés sous 10 jours', '2026-12-10'],
  ['Je vous fais le virement d’ici deux semaines', '2026-12-14'],
  ['Virement sous 48h', '2026-12-02'],
  ['Je paie lundi prochain', '2026-12-07'],
  ['Je paie lundi en huit', '2026-12-14'],
  ['Le règlement sera effectué demain', '2026-12-01'],
  ['Le règlement sera effectué après-demain', '2026-12-02'],
  ['Je vous règle aujourd’hui', '2026-11-30'],
  ['Règlement programmé vendredi 4 décembre', '2026-12-04'],
  ['Je passe au bureau mardi, et vous fais le virement jeudi', '2026-12-03'],
  ['La facture est validée, le virement est en attente de signature : il partira le 9', '2026-12-09'],
  ['Je ne peux pas payer aujourd’hui mais je vous fais le virement le 12', '2026-12-12'],
  ['Suite à votre relance du 20, je vous règle jeudi', '2026-12-03'],
  ['Nous réglons votre facture du 12 mars vendredi', '2026-12-04'],
  ['Bonjour,\nvotre facture sera réglée le\n5 janvier.\nCordialement', '2027-01-05'],
  ['We will pay on Friday', '2026-12-04'],
  ['Payment will be made by 15 December 2026', '2026-12-15'],
  ['We will transfer the money on December 15th', '2026-12-15'],
  ['The payment will be sent by the end of the month', '2026-11-30'],
  ['Payment within 10 days', '2026-12-10'],
])('« %s » promises %s', (text, day) => {
  expect(on(text)).toBe(day)
})

test.each([
  'Paiement début janvier',
  'Règlement courant janvier',
  'Règlement mi-décembre',
  'Je vous règle dès que possible',
  'Votre facture du 12 décembre est en litige',
  'Nous n’avons pas reçu votre facture du 12 décembre pour règlement',
  'Je vous ai réglé vendredi',
  'Virement effectué vendredi',
  'Virement effectué ce jour',
  'Le virement est parti vendredi',
  'Réglé le 12',
  'Payé lundi dernier',
  'Je ne peux pas vous régler vendredi',
  'Je ne réglerai pas avant le 12 décembre',
  'Appelez-moi vendredi pour le règlement',
  'Merci de nous envoyer la facture avant vendredi pour paiement',
  'Pouvez-vous attendre vendredi pour le règlement ?',
  'Je suis absent jusqu’au 12',
  'Réunion le 12 décembre',
  'Nous payons à 30 jours',
  'Votre règlement est attendu le 12 décembre',
  'Je règle vendredi 5 décembre',
  'Virement le 31/02',
  'Règlement le 12/11/2026',
  'Facture FA-2026-12 à payer',
  'Je paie 12 € de frais',
  '> je vous règle vendredi',
  'We paid on Friday',
  'We cannot pay on Friday',
  'Your payment is due on Friday',
  'Please send the invoice by Friday so that we can pay',
  '',
])('« %s » promises nothing', (text) => {
  expect(on(text)).toBeNull()
})

test('the words are those of the clause, as they were written', () => {
  expect(
    readPromise('Bonjour Madame,\n\nDésolé du retard, je vous règle\nvendredi. Merci', MONDAY, MONDAY),
  ).toEqual({
    on: '2026-12-04',
    words: 'je vous règle vendredi',
  })
})

test('a promise read after its day is none', () => {
  expect(on('Je vous règle demain', MONDAY, '2026-12-01')).toBe('2026-12-01')
  expect(on('Je vous règle demain', MONDAY, '2026-12-02')).toBeNull()
})

test('the 12th is the next one, the 31st of a month without one is none', () => {
  expect(on('virement le 12', '2026-12-12')).toBe('2026-12-12')
  expect(on('virement le 12', '2026-12-13')).toBe('2027-01-12')
  expect(on('virement le 12 du mois prochain', '2026-12-01')).toBe('2027-01-12')
  expect(on('virement le 30', '2027-01-31')).toBeNull()
})

test('whatever is written, the day is neither past nor far, and the words are in the text', () => {
  const word = fc.constantFrom(
    ...'je vous règle paie virement le 12 31 vendredi lundi prochain fin du mois décembre janvier sous huitaine 10 jours demain , . \n ? mais ne pas 15/12 99/99 réglé sera > facture'.split(
      ' ',
    ),
  )
  const text = fc.oneof(
    fc.array(word, { maxLength: 14 }).map((words) => words.join(' ')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )
  fc.assert(
    fc.property(
      text,
      fc.integer({ min: 0, max: 800 }),
      fc.integer({ min: 0, max: 20 }),
      (said, offset, late) => {
        const receivedOn = addDays('2026-01-01', offset)
        const today = addDays(receivedOn, late)
        const found = readPromise(said, receivedOn, today)
        if (!found) return
        expect(isDay(found.on)).toBe(true)
        expect(found.on >= today).toBe(true)
        expect(daysBetween(receivedOn, found.on)).toBeLessThanOrEqual(183)
        expect(said.normalize('NFC').replace(/\s+/g, ' ')).toContain(found.words)
        // Quoted, it is nobody's promise.
        expect(
          readPromise(
            said
              .split('\n')
              .map((line) => `> ${line}`)
              .join('\n'),
            receivedOn,
            today,
          ),
        ).toBeNull()
      },
    ),
  )
})
