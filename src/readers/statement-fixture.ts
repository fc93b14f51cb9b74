import type { StatementFormat } from '#domain/matching/statement-formats.ts'
import { balanceRecord, movementRecord } from './cfonb-fixture.ts'
import type { Statement, StatementsRead } from './statement.ts'

/** The statements read; fails with the reason when the file is refused. */
export function statementsOf(read: StatementsRead): readonly Statement[] {
  if ('reason' in read) throw new Error(`refused: ${read.reason.code}, line ${read.reason.line}`)
  return read
}

/** A CAMT.053 document with one statement in euros: 100.00 before, `closing` after. */
export function camtText(entries: string, closing = '100.00', version = '02'): string {
  const balance = (type: string, amount: string, day: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`
  const balances = balance('OPBD', '100.00', '2026-01-04') + balance('CLBD', closing, '2026-01-05')
  const account = '<Acct><Id><IBAN>FR7610278022040002042760330</IBAN></Id><Ccy>EUR</Ccy></Acct>'
  const xmlns = `urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}`
  return `<?xml version="1.0"?><n:Document xmlns:n="${xmlns}"><n:BkToCstmrStmt><n:Stmt>${account}${balances}${entries}</n:Stmt></n:BkToCstmrStmt></n:Document>`
}

/** An entry of CAMT.053 booked on 5 January 2026; `rest` is what follows its day. */
export function camtEntry(amount: string, side: 'CRDT' | 'DBIT', rest = '', status = 'BOOK'): string {
  return `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts>${status}</Sts><BookgDt><Dt>2026-01-05</Dt></BookgDt>${rest}</Ntry>`
}

/** An OFX 1 file with these transactions, its values not closed. */
export function ofxText(transactions: string): string {
  return `OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX>\n<BANKMSGSRSV1><STMTTRNRS><STMTRS>\n<CURDEF>EUR\n<BANKACCTFROM>\n<BANKID>10278\n<BRANCHID>02204\n<ACCTID>00020427603\n</BANKACCTFROM>\n<BANKTRANLIST>\n${transactions}</BANKTRANLIST>\n<LEDGERBAL>\n<BALAMT>1234,56\n<DTASOF>20260105\n</LEDGERBAL>\n</STMTRS></STMTTRNRS></BANKMSGSRSV1>\n</OFX>\n`
}

/** A good file of each format, with one payment of 50,00 € by Dupont on 5 January 2026. */
export const STATEMENT_EXAMPLES: Readonly<Record<StatementFormat, string>> = {
  'cfonb-120': [
    balanceRecord('01', '040126', '0000000010000{'),
    movementRecord({ label: 'VIR DUPONT', amount: '0000000000500{' }),
    balanceRecord('07', '050126', '0000000010500{'),
  ].join('\r\n'),
  'camt-053': camtText(camtEntry('50.00', 'CRDT'), '150.00'),
  ofx: ofxText('<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260105<TRNAMT>50,00<FITID>1<NAME>DUPONT</STMTTRN>\n'),
}
