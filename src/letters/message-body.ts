import type { Block, Inline, ListItem, RichText } from '#domain/letters/rich-text.ts'
import { plainText } from '#domain/letters/rich-text-plain.ts'
import type { MessageContent } from '#domain/sending/message.ts'

type Written = Pick<MessageContent, 'language' | 'subject' | 'body' | 'payment' | 'signature'>

/** The plain part of a message: the words of its text, how to pay, and who signs. */
export function messageText({ body, payment, signature }: Written): string {
  const details = payment?.details.map(([label, value]) => `${label} : ${value}`) ?? []
  const parts = [
    plainText(body),
    payment ? [payment.heading, ...details].join('\n') : '',
    signature.trim() === '' ? '' : `-- \n${signature.trim()}`,
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/**
 * The HTML part of a message, from the same text. Nothing in it is loaded from anywhere: no image, no link, no pixel.
 * Every word is escaped here, whatever it came from.
 */
export function messageHtml({ language, subject, body, payment, signature }: Written): string {
  const lines = signature.trim() === '' ? [] : signature.trim().split(/\r?\n/)
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(subject)}</title></head>`,
    `<body style="margin:0;padding:24px;background:#ffffff;color:#1a1a1a;${FONT}">`,
    '<div style="max-width:640px">',
    htmlOf(body),
    payment ? paymentTable(payment) : '',
    lines.length > 0 ? `<p style="margin:24px 0 0;color:#555555">${lines.map(escaped).join('<br>')}</p>` : '',
    '</div></body></html>',
  ].join('')
}

const FONT = 'font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.5'
const CELL = 'padding:4px 16px 4px 0;text-align:left;vertical-align:top'

function paymentTable({ heading, details }: NonNullable<MessageContent['payment']>): string {
  const rows = details.map(
    ([label, value]) =>
      `<tr><th scope="row" style="${CELL};font-weight:normal;color:#555555">${escaped(label)}</th>` +
      `<td style="${CELL};font-weight:bold">${escaped(value)}</td></tr>`,
  )
  return [
    '<table role="presentation" style="margin:24px 0 0;border-collapse:collapse;border-top:1px solid #cccccc">',
    `<caption style="padding:12px 0 4px;text-align:left;font-weight:bold;caption-side:top">${escaped(heading)}</caption>`,
    `<tbody>${rows.join('')}</tbody></table>`,
  ].join('')
}

function htmlOf({ content }: RichText): string {
  return content.map(blockHtml).join('')
}

function blockHtml(block: Block): string {
  if (block.type === 'paragraph') {
    const side = block.attrs?.textAlign
    const align = side === undefined || side === 'left' ? '' : `;text-align:${SIDES[side]}`
    return `<p style="margin:0 0 14px${align}">${(block.content ?? []).map(inlineHtml).join('')}</p>`
  }
  const tag = block.type === 'bulletList' ? 'ul' : 'ol'
  return `<${tag} style="margin:0 0 14px;padding-left:24px">${block.content.map(itemHtml).join('')}</${tag}>`
}

const SIDES = { left: 'left', center: 'center', right: 'right', justify: 'justify' } as const

function itemHtml({ content }: ListItem): string {
  return `<li>${content.map(blockHtml).join('')}</li>`
}

const TAGS = { bold: 'strong', italic: 'em', underline: 'u' } as const

function inlineHtml(node: Inline): string {
  if (node.type === 'hardBreak') return '<br>'
  // A text that is frozen holds no variable any more.
  if (node.type === 'variable') return escaped(`{${node.attrs.name}}`)
  return (node.marks ?? []).reduce(
    (html, { type }) => `<${TAGS[type]}>${html}</${TAGS[type]}>`,
    escaped(node.text),
  )
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
