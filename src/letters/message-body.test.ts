import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MessageContent } from '#domain/sending/message.ts'
import { messageHtml, messageText } from './message-body.ts'

const paragraph = (text: string) => ({
  type: 'paragraph' as const,
  content: [{ type: 'text' as const, text }],
})

const DUPONT: Pick<MessageContent, 'language' | 'subject' | 'body' | 'payment' | 'signature'> = {
  language: 'fr',
  subject: 'FNAC : rappel de règlement',
  body: {
    type: 'doc',
    content: [
      paragraph('Madame, Monsieur,'),
      {
        type: 'paragraph',
        attrs: { textAlign: 'center' },
        content: [
          { type: 'text', text: 'Vous nous devez ' },
          { type: 'text', text: '493,20 €', marks: [{ type: 'bold' }] },
        ],
      },
      {
        type: 'bulletList',
        content: [{ type: 'listItem', content: [paragraph('facture 2300000010')] }],
      },
    ],
  },
  payment: { heading: 'Payer par virement', details: [['IBAN', 'FR76 3000 4000 0100 0001 2345 678']] },
  signature: 'Le service comptable\n03 44 00 00 00',
}

test('both parts say the same words', () => {
  expect(messageText(DUPONT)).toBe(
    [
      'Madame, Monsieur,',
      '',
      'Vous nous devez 493,20 €',
      '',
      '- facture 2300000010',
      '',
      'Payer par virement',
      'IBAN : FR76 3000 4000 0100 0001 2345 678',
      '',
      '-- ',
      'Le service comptable',
      '03 44 00 00 00',
      '',
    ].join('\n'),
  )
  const html = messageHtml(DUPONT)
  expect(html).toContain('Vous nous devez <strong>493,20 €</strong>')
  expect(html).toContain('text-align:center')
  expect(html).toContain('<li><p style="margin:0 0 14px">facture 2300000010</p></li>')
  expect(html).toContain(
    '<td style="padding:4px 16px 4px 0;text-align:left;vertical-align:top;font-weight:bold">FR76',
  )
  expect(html).toContain('Le service comptable<br>03 44 00 00 00')
})

test('a customer named in HTML is read as it is written, and loads nothing', () => {
  const evil = '<img src=x onerror="alert(1)"> & \'Fils\''
  const html = messageHtml({
    ...DUPONT,
    subject: evil,
    signature: evil,
    body: { type: 'doc', content: [paragraph(evil)] },
  })
  expect(html).not.toContain('<img')
  expect(html.match(/&lt;img src=x onerror=&quot;alert\(1\)&quot;&gt; &amp; &#39;Fils&#39;/g)).toHaveLength(3)
})

test('no text whatever adds a tag, a link or anything to load', () => {
  const tagsOf = (html: string) => html.match(/<[a-z!/][^>]*>/gi) ?? []
  const base = messageHtml({ ...DUPONT, body: { type: 'doc', content: [paragraph('x')] } })
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const html = messageHtml({
        ...DUPONT,
        subject: text,
        body: { type: 'doc', content: [paragraph(text)] },
        payment: { heading: text, details: [[text, text]] },
        signature: DUPONT.signature,
      })
      expect(tagsOf(html)).toEqual(tagsOf(base))
    }),
  )
  expect(base).not.toMatch(/<a |src=|url\(|href=/i)
})
