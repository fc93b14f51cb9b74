// A week of a bank account, as a bank writes it (CAMT.053).

export interface BankLine {
  /** Positive when it is received. */
  readonly cents: number
  readonly currency: string
  readonly payer: string
  readonly text: string
  /** Creditor reference (ISO 11649). */
  readonly reference: string | null
  readonly isReturned: boolean
}

/** A statement of one day, in one currency. */
export function exportBank(lines: readonly BankLine[], currency: string, today: string): string {
  const account = `<Acct><Id><IBAN>FR7610278022040002042760330</IBAN></Id><Ccy>${currency}</Ccy></Acct>`
  const entries = lines.map((line, rank) => entryOf(line, today, rank)).join('\n')
  const id = `<Id>${currency}${today}</Id><FrToDt><FrDtTm>${today}T00:00:00</FrDtTm><ToDtTm>${today}T23:59:59</ToDtTm></FrToDt>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>${id}${account}
${entries}
</Stmt></BkToCstmrStmt></Document>`
}

function entryOf(
  { cents, currency, payer, text, reference, isReturned }: BankLine,
  day: string,
  rank: number,
): string {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  const amount = `<Amt Ccy="${currency}">${digits.slice(0, -2)}.${digits.slice(-2)}</Amt>`
  const side = `<CdtDbtInd>${cents < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd>`
  const party = `<RltdPties><Dbtr><Nm>${payer}</Nm></Dbtr></RltdPties>`
  const said =
    reference === null
      ? `<Ustrd>${text}</Ustrd>`
      : `<Strd><CdtrRefInf><Ref>${reference}</Ref></CdtrRefInf></Strd>`
  const reason = isReturned ? '<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>' : ''
  const details = `<NtryDtls><TxDtls>${party}<RmtInf>${said}</RmtInf>${reason}</TxDtls></NtryDtls>`
  const serial = `<AcctSvcrRef>${currency}${day.replaceAll('-', '')}${rank}</AcctSvcrRef>`
  return `<Ntry>${amount}${side}<Sts>BOOK</Sts><BookgDt><Dt>${day}</Dt></BookgDt>${serial}${details}</Ntry>`
}
