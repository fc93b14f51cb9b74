import { describe, expect, test } from 'vitest'
import { dueDay, parsePaymentTerm } from './payment-terms.ts'

function due(term: string, issuedOn: string): string | null {
  const parsed = parsePaymentTerm(term)
  return parsed && dueDay(issuedOn, parsed)
}

describe('a payment term gives the due date', () => {
  test.each([
    ['30 jours', '2024-01-15', '2024-02-14'],
    ['30j', '2024-01-15', '2024-02-14'],
    ['60 jours nets', '2024-01-15', '2024-03-15'],
    ['À réception', '2024-01-15', '2024-01-15'],
    ['comptant', '2024-01-15', '2024-01-15'],
    ['30 days', '2024-01-15', '2024-02-14'],
    ['fin de mois', '2024-02-03', '2024-02-29'],
    ['30 jours fin de mois le 10', '2024-01-15', '2024-03-10'],
    ['30 jours le 31', '2024-01-15', '2024-02-29'],
  ])('%s from %s is %s', (term, issuedOn, expected) => {
    expect(due(term, issuedOn)).toBe(expected)
  })

  test('the order of the words chooses the reading of « 45 jours fin de mois »', () => {
    expect(due('45 jours fin de mois', '2024-01-20')).toBe('2024-03-31')
    expect(due('fin de mois 45 jours', '2024-01-20')).toBe('2024-03-16')
    expect(due('fin de mois + 45 j', '2024-01-20')).toBe('2024-03-16')
  })

  test.each(['', 'selon accord', '900 jours', 'le 45'])('« %s » is no term', (term) => {
    expect(parsePaymentTerm(term)).toBeNull()
  })
})
