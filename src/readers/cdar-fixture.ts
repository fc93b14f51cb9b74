/** What a status says, besides its usual « 207 En litige » of 1 July 2025 about the invoice F202500003. */
export interface StatusParts {
  readonly code?: string
  readonly number?: string
  /** AAAAMMJJ. */
  readonly issuedOn?: string
  /** AAAAMMJJhhmmss. */
  readonly at?: string
  readonly siren?: string
  readonly type?: string
  readonly reason?: string
  readonly note?: string
  readonly action?: string
  readonly messageId?: string
  /** Type, then amount: `{ MEN: '500.00' }`. */
  readonly amounts?: Readonly<Record<string, string>>
  readonly currency?: string
}

/** A CDAR of one document, or of several. */
export function cdarXml(...documents: readonly StatusParts[]): string {
  const [first = {}] = documents
  const { messageId = 'STATUS-1', at = '20250701151000' } = first
  return `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossDomainAcknowledgementAndResponse xmlns:rsm="urn:rsm" xmlns:ram="urn:ram" xmlns:qdt="urn:qdt" xmlns:udt="urn:udt">
<rsm:ExchangedDocument><ram:ID>${messageId}</ram:ID>
<ram:IssueDateTime><udt:DateTimeString format="204">${at}</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:AcknowledgementDocument><ram:TypeCode>23</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="204">${at}</udt:DateTimeString></ram:IssueDateTime>
${documents.map(referenceXml).join('\n')}
</rsm:AcknowledgementDocument></rsm:CrossDomainAcknowledgementAndResponse>`
}

function referenceXml(parts: StatusParts): string {
  const {
    code = '207',
    number = 'F202500003',
    issuedOn = '20250701',
    siren = '100000009',
    type = '380',
  } = parts
  const { reason, note, action, amounts = {}, currency = 'EUR' } = parts
  const tag = (name: string, text: string | undefined) =>
    text === undefined ? '' : `<ram:${name}>${text}</ram:${name}>`
  const characteristics = Object.entries(amounts).map(
    ([kind, amount]) => `<ram:SpecifiedDocumentCharacteristic><ram:TypeCode>${kind}</ram:TypeCode>
<ram:ValueAmount currencyID="${currency}">${amount}</ram:ValueAmount></ram:SpecifiedDocumentCharacteristic>`,
  )
  const issued =
    issuedOn === ''
      ? ''
      : `<ram:FormattedIssueDateTime><qdt:DateTimeString format="102">${issuedOn}</qdt:DateTimeString></ram:FormattedIssueDateTime>`
  return `<ram:ReferenceReferencedDocument>${tag('IssuerAssignedID', number)}${tag('TypeCode', type)}${issued}
${tag('ProcessConditionCode', code)}
<ram:IssuerTradeParty><ram:GlobalID schemeID="0002">${siren}</ram:GlobalID></ram:IssuerTradeParty>
<ram:SpecifiedDocumentStatus>${tag('ReasonCode', reason)}${tag('Reason', reason && `Motif ${reason}`)}${tag('RequestedActionCode', action)}
${note === undefined ? '' : `<ram:IncludedNote>${tag('Content', note)}</ram:IncludedNote>`}
${characteristics.join('')}</ram:SpecifiedDocumentStatus></ram:ReferenceReferencedDocument>`
}
