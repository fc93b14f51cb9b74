import { XMLBuilder } from 'fast-xml-parser'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import type { VatShare } from '#domain/receivables/collected-vat.ts'

/** What was collected of one invoice, to be told to the seller's platform. */
export interface CollectedStatus {
  /** The message's own identifier: never the same twice. */
  readonly messageId: string
  readonly on: Day
  readonly number: string
  /** Of UNTDID 1001: "380". */
  readonly type: string
  readonly issuedOn: Day
  readonly currency: Currency
  readonly sellerSiren: string
  readonly sellerName: string
  readonly buyerSiren: string
  readonly buyerName: string
  /** Signed: negative is given back. */
  readonly amounts: readonly VatShare[]
}

const UNECE = 'urn:un:unece:uncefact:data:standard'
const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true })

/** A CDAR that says « Encaissée » (212) of one invoice, as `cdar.ts` reads it and as the public samples are written. */
export function collectedXml(status: CollectedStatus): string {
  const seller = partyXml(status.sellerSiren, status.sellerName, 'SE')
  const at = { 'udt:DateTimeString': { '@format': '204', '#text': `${digits(status.on)}000000` } }
  const document = {
    'rsm:ExchangedDocumentContext': {
      'ram:BusinessProcessSpecifiedDocumentContextParameter': { 'ram:ID': 'REGULATED' },
      'ram:GuidelineSpecifiedDocumentContextParameter': { 'ram:ID': 'urn.cpro.gouv.fr:1p0:CDV:invoice' },
    },
    'rsm:ExchangedDocument': {
      'ram:ID': status.messageId,
      'ram:IssueDateTime': at,
      'ram:SenderTradeParty': { 'ram:RoleCode': 'SE' },
      'ram:IssuerTradeParty': seller,
      'ram:RecipientTradeParty': partyXml(status.buyerSiren, status.buyerName, 'BY'),
    },
    'rsm:AcknowledgementDocument': {
      'ram:MultipleReferencesIndicator': { 'udt:Indicator': 'false' },
      'ram:TypeCode': '23',
      'ram:IssueDateTime': at,
      'ram:ReferenceReferencedDocument': referenceXml(status),
    },
  }
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    'rsm:CrossDomainAcknowledgementAndResponse': {
      '@xmlns:rsm': `${UNECE}:CrossDomainAcknowledgementAndResponse:100`,
      '@xmlns:ram': `${UNECE}:ReusableAggregateBusinessInformationEntity:100`,
      '@xmlns:qdt': `${UNECE}:QualifiedDataType:100`,
      '@xmlns:udt': `${UNECE}:UnqualifiedDataType:100`,
      ...document,
    },
  })
}

function referenceXml({ number, type, issuedOn, currency, sellerSiren, amounts }: CollectedStatus) {
  return {
    'ram:IssuerAssignedID': number,
    'ram:StatusCode': '47',
    'ram:TypeCode': type,
    'ram:FormattedIssueDateTime': {
      'qdt:DateTimeString': { '@format': '102', '#text': digits(issuedOn) },
    },
    'ram:ProcessConditionCode': '212',
    'ram:ProcessCondition': 'Encaissée',
    'ram:IssuerTradeParty': { 'ram:GlobalID': { '@schemeID': '0002', '#text': sellerSiren } },
    'ram:SpecifiedDocumentStatus': {
      'ram:SequenceNumeric': '1',
      'ram:SpecifiedDocumentCharacteristic': amounts.map(({ percent, cents }) => ({
        'ram:TypeCode': 'MEN',
        'ram:ValueAmount': { '@currencyID': currency, '#text': decimal(cents) },
        'ram:ValuePercent': percent,
      })),
    },
  }
}

function partyXml(siren: string, name: string, role: string) {
  return {
    'ram:GlobalID': { '@schemeID': '0002', '#text': siren },
    'ram:Name': name,
    'ram:RoleCode': role,
  }
}

function digits(day: Day): string {
  return day.replaceAll('-', '')
}

function decimal(cents: number): string {
  const text = String(Math.abs(cents)).padStart(3, '0')
  return `${cents < 0 ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`
}
