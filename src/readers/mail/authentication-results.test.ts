import { expect, test } from 'vitest'
import { isAccepted, isSignedFor, readAuthentication } from './authentication-results.ts'

const RECEIVER = 'mx.menuiserie.example'
const judged = (...lines: string[]) => readAuthentication(Buffer.from(lines.join('\r\n')), RECEIVER)
const PASS =
  'Authentication-Results: mx.menuiserie.example; spf=pass; dkim=pass (1024-bit; ok) header.d=cabinet.example'

test('a mail signed for its sender, by what its own receiver says', () => {
  const mail = judged(
    'From: "Cabinet Roux" <Compta@Cabinet.example>',
    'Authentication-Results: mx.menuiserie.example;',
    '\tdkim=pass header.i=@cabinet.example header.s=2024; dmarc=pass',
  )
  expect(mail).toEqual({
    from: 'compta@cabinet.example',
    signedBy: ['cabinet.example'],
    judges: ['mx.menuiserie.example'],
  })
  expect(isSignedFor(mail)).toBe(true)
  expect(isSignedFor(judged('From: a@envoi.cabinet.example', PASS))).toBe(true)
})

test('what a sender wrote himself counts for nothing', () => {
  const from = 'From: compta@cabinet.example'
  const forged = [
    ['Authentication-Results: mx.ailleurs.example; dkim=pass header.d=cabinet.example'],
    ['Authentication-Results: mx.menuiserie.example.ailleurs.example; dkim=pass header.d=cabinet.example'],
    ['Authentication-Results: mx.menuiserie.example; dkim=fail header.d=cabinet.example'],
    ['Authentication-Results: mx.menuiserie.example; dkim=pass header.d=ailleurs.example'],
    ['Authentication-Results: mx.menuiserie.example; dkim=pass header.d=example'],
    ['Authentication-Results: mx.menuiserie.example (; dkim=pass header.d=cabinet.example)'],
    [
      'Authentication-Results: mx.menuiserie.example; spf=pass reason="; dkim=pass" smtp.mailfrom=cabinet.example',
    ],
    ['X-Autre: Authentication-Results: mx.menuiserie.example; dkim=pass header.d=cabinet.example'],
    [],
  ]
  for (const lines of forged) expect(isSignedFor(judged(from, ...lines)), lines.join()).toBe(false)
  for (const sender of [
    'From: compta@cabinet.example, faux@ailleurs.example',
    'From: "compta@cabinet.example" <faux@ailleurs.example>',
    'From: faux@cabinet.example.ailleurs.example',
    'From: ',
  ])
    expect(isSignedFor(judged(sender, PASS)), sender).toBe(false)
  expect(isSignedFor(judged(from, 'From: faux@ailleurs.example', PASS))).toBe(false)
})

test('a sender is accepted by its address, or by its domain alone', () => {
  const accepted = ['compta@cabinet.example', '@banque.example']
  expect(
    ['compta@cabinet.example', 'releves@banque.example'].every((from) => isAccepted(from, accepted)),
  ).toBe(true)
  expect(
    ['', 'autre@cabinet.example', 'a@banque.example.ailleurs.example', 'x@y@banque.example'].some((from) =>
      isAccepted(from, accepted),
    ),
  ).toBe(false)
})
