import { describe, expect, test } from 'vitest'
import type { Audience } from '#domain/people/parties.ts'
import type { LetterText } from './letter-text.ts'
import { isVariableAllowed, letterTextProblem, TEXT_PLACES, variablesOf } from './letter-text-check.ts'
import { LETTER_VARIABLES, type LetterVariable } from './letter-variables.ts'
import type { RichText } from './rich-text.ts'

const words = (...texts: string[]): RichText => ({
  type: 'doc',
  content: texts.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
})

const naming = (...names: string[]): RichText => ({
  type: 'doc',
  content: [
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'À savoir : ' },
        ...names.map((name) => ({ type: 'variable' as const, attrs: { name } })),
      ],
    },
  ],
})

const LETTER: LetterText = {
  title: 'LETTRE DE RELANCE',
  body: words('Madame, Monsieur,', 'Votre facture reste à régler.'),
  closing: '',
  signatoryName: null,
  signatoryTitle: null,
  emailSubject: 'Facture à régler',
  emailBody: words('Votre facture reste à régler.'),
}

const AUDIENCES: readonly Audience[] = ['business', 'public', 'consumer']

/** What may not be named to this audience in the body of a letter. */
const forbidden = (audience: Audience) =>
  LETTER_VARIABLES.filter((name) => !isVariableAllowed(name, 'body', audience))

describe('what a text may name', () => {
  test('a consumer is never told of penalties, indemnities or their rate (C. conso. L121-21)', () => {
    expect(forbidden('consumer')).toEqual([
      'amountParts',
      'penaltyRate',
      'latePenalties',
      'recoveryFees',
      'recoveryFeeEach',
      'totalWithPenalties',
    ])
  })

  test.each(['business', 'public'] as const)('a %s buyer has no consumer mediator', (audience) => {
    expect(forbidden(audience)).toEqual(['consumerMediator'])
  })

  test.each(['title', 'closing', 'emailSubject'] as const)(
    'a line (%s) names what each letter has',
    (place) => {
      const named = LETTER_VARIABLES.filter((name) => isVariableAllowed(name, place, 'business'))
      expect(named).toEqual([
        'customerName',
        'customerCode',
        'netAmount',
        'demandedAmount',
        'totalAmount',
        'invoiceCount',
        'dueSince',
        'oldestDueDate',
        'daysLate',
        'letterDate',
        'deadlineDays',
        'deadlineDate',
        'companyName',
      ])
    },
  )

  test.each([
    ['previousReminderDate', 'title', false],
    ['previousReminderDate', 'emailBody', true],
    ['iban', 'closing', false],
    ['iban', 'body', true],
  ] as const)('%s in %s: %s', (name: LetterVariable, place, allowed) => {
    expect(AUDIENCES.map((audience) => isVariableAllowed(name, place, audience))).toEqual([
      allowed,
      allowed,
      allowed,
    ])
  })
})

describe('why a text cannot be saved', () => {
  test('a text that says something, without a closing line, is saved', () => {
    expect(letterTextProblem(LETTER, 'consumer')).toBeNull()
  })

  test.each(['title', 'body', 'emailSubject', 'emailBody'] as const)('nothing in %s', (place) => {
    const blank = place === 'body' || place === 'emailBody' ? words('  ', ' ') : ' \t '
    expect(letterTextProblem({ ...LETTER, [place]: blank }, 'business')).toEqual({
      problem: 'empty',
      place,
      name: '',
    })
  })

  test('the first of several, in the order of the letter', () => {
    expect(letterTextProblem({ ...LETTER, title: '', emailSubject: '' }, 'business')).toMatchObject({
      problem: 'empty',
      place: 'title',
    })
  })

  test('a text that is only a variable is not empty', () => {
    const body = { type: 'doc', content: naming('netAmount').content } as const
    expect(letterTextProblem({ ...LETTER, body, title: '{customerName}' }, 'business')).toBeNull()
  })

  test.each(TEXT_PLACES)('a variable we do not know in %s', (place) => {
    const value = place === 'body' || place === 'emailBody' ? naming('montant') : 'Facture {montant}'
    expect(letterTextProblem({ ...LETTER, [place]: value }, 'business')).toEqual({
      problem: 'unknown-variable',
      place,
      name: 'montant',
    })
  })

  test('a variable that this audience may not read, named before what is empty', () => {
    const text = { ...LETTER, body: naming('netAmount', 'recoveryFees'), emailSubject: '' }
    expect(letterTextProblem(text, 'consumer')).toEqual({
      problem: 'misplaced-variable',
      place: 'body',
      name: 'recoveryFees',
    })
    expect(letterTextProblem(text, 'public')).toMatchObject({ problem: 'empty', place: 'emailSubject' })
  })

  test('a variable that not every letter has, in a line', () => {
    expect(letterTextProblem({ ...LETTER, closing: 'Relancé le {previousReminderDate}' }, 'public')).toEqual({
      problem: 'misplaced-variable',
      place: 'closing',
      name: 'previousReminderDate',
    })
  })
})

describe('the variables of a text', () => {
  test('each once, in the order they are named, in lines as in lists within lists', () => {
    expect(variablesOf({ ...LETTER, title: '{netAmount}, {customerName}, {netAmount}' }, 'title')).toEqual([
      'netAmount',
      'customerName',
    ])
    const [paragraph] = naming('iban').content
    const [other] = naming('phone', 'iban').content
    if (!paragraph || !other || other.type !== 'paragraph' || paragraph.type !== 'paragraph')
      throw new Error()
    const body: RichText = {
      type: 'doc',
      content: [
        { type: 'paragraph' },
        {
          type: 'bulletList',
          content: [
            {
              type: 'listItem',
              content: [
                paragraph,
                { type: 'orderedList', content: [{ type: 'listItem', content: [other] }] },
              ],
            },
          ],
        },
      ],
    }
    expect(variablesOf({ ...LETTER, body }, 'body')).toEqual(['iban', 'phone'])
    expect(variablesOf({ ...LETTER, body }, 'emailBody')).toEqual([])
  })
})
