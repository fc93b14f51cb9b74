const ACCOUNT = '00020427603'

/** A balance of the account of the tests: 01 the old one, 07 the new one. */
export function balanceRecord(code: '01' | '07', day: string, amount: string): string {
  return `${code}10278    02204EUR2 ${ACCOUNT}  ${day}${''.padEnd(50)}${amount}`.padEnd(120)
}

/** A movement of 5 January 2026 on that account. */
export function movementRecord({ operation = '18', label = '', amount = '' }): string {
  const head = `0410278000002204EUR2 ${ACCOUNT}${operation}050126  050126${label.padEnd(31)}`
  return `${head.padEnd(90)}${amount}`.padEnd(120)
}

/** A complement of the movement before it. */
export function complementRecord(qualifier: string, text: string): string {
  return `0510278000002204EUR2 ${ACCOUNT}18050126     ${qualifier}${text}`.padEnd(120)
}
