import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CHANNELS } from '#domain/people/parties.ts'
import { channelsOf, EMAIL_USES, emailUsesOf, isPrinted, type MailAddresses } from './channels.ts'

const NONE: MailAddresses = { reminders: [], copy: [], invoices: [], general: [] }
const DUPONT: MailAddresses = { ...NONE, reminders: ['compta@dupont.example'] }

function channels(facts: Partial<Parameters<typeof channelsOf>[0]>) {
  return channelsOf({
    channel: 'email',
    addresses: DUPONT,
    emailUse: 'alone',
    sending: 'live',
    isStruck: () => false,
    ...facts,
  })
}

test('the e-mail of a formal notice is a copy of its letter, or is not', () => {
  expect(emailUsesOf(3)).toEqual(['alone', 'copy', 'never'])
  expect(emailUsesOf(4)).toEqual(['copy', 'never'])
})

describe('how a reminder goes', () => {
  test('Dupont wishes for e-mails and has an address: no letter to print', () => {
    expect(channels({})).toEqual({ way: 'email', to: ['compta@dupont.example'], cc: [], paperReason: null })
  })

  test('without an account of sending, everything is paper as before, and nothing is said of it', () => {
    expect(channels({ sending: 'none' })).toEqual({ way: 'paper', to: [], cc: [], paperReason: null })
  })

  test('without an address, paper', () => {
    expect(channels({ addresses: NONE })).toMatchObject({ way: 'paper', paperReason: 'no-address' })
  })

  test('an address from which messages came back is not written to again: paper', () => {
    expect(channels({ isStruck: () => true })).toMatchObject({ way: 'paper', paperReason: 'struck-address' })
  })

  test('one of two addresses came back: the other one is written to', () => {
    const addresses = { ...NONE, reminders: ['old@dupont.example', 'new@dupont.example'] }
    const isStruck = (address: string) => address.startsWith('old')
    expect(channels({ addresses, isStruck })).toMatchObject({ way: 'email', to: ['new@dupont.example'] })
  })

  test('the formal notice goes on paper, with the e-mail as a copy', () => {
    expect(channels({ emailUse: 'copy' })).toMatchObject({ way: 'both', paperReason: 'level-copies' })
  })

  test('on trial the paper goes as before, and the e-mail is written to be read', () => {
    expect(channels({ sending: 'trial' })).toMatchObject({ way: 'both', paperReason: 'trial' })
  })

  test('the contact for reminders comes before the general address, which comes before that of invoices', () => {
    const general = ['lea@dupont.example', 'contact@dupont.example']
    const invoices = ['factures@dupont.example']
    expect(channels({ addresses: { ...NONE, general, invoices } }).to).toEqual(['lea@dupont.example'])
    expect(channels({ addresses: { ...NONE, invoices } }).to).toEqual(['factures@dupont.example'])
  })

  test('who has the message has no copy of it besides', () => {
    const addresses = { ...DUPONT, copy: ['COMPTA@dupont.example', 'gerant@dupont.example'] }
    expect(channels({ addresses }).cc).toEqual(['gerant@dupont.example'])
  })
})

test('whatever the customer: an e-mail has an address that stands, and what has none is printed', () => {
  const address = fc.constantFrom('a@x.example', 'b@x.example', 'A@x.example')
  const list = fc.array(address, { maxLength: 3 })
  fc.assert(
    fc.property(
      fc.record({
        channel: fc.constantFrom(...CHANNELS),
        emailUse: fc.constantFrom(...EMAIL_USES),
        sending: fc.constantFrom('none' as const, 'trial' as const, 'live' as const),
        addresses: fc.record({ reminders: list, copy: list, invoices: list, general: list }),
        struck: list,
      }),
      ({ struck, ...facts }) => {
        const isStruck = (one: string) => struck.some((address) => address === one)
        const { way, to, cc } = channelsOf({ ...facts, isStruck })
        expect(to.length > 0).toBe(way !== 'paper')
        expect([...to, ...cc].some(isStruck)).toBe(false)
        const lower = [...to, ...cc].map((one) => one.toLowerCase())
        expect(new Set(lower).size).toBe(lower.length)
        if (facts.sending !== 'live' || facts.channel !== 'email' || facts.emailUse !== 'alone')
          expect(isPrinted(way)).toBe(true)
      },
    ),
  )
})
