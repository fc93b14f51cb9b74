/**
 * The IBAN of a French account from the parts of its RIB, which statements give without its key:
 * key = 97 − (bank‖branch‖account‖00 mod 97), the letters of an account being worth A–I = 1–9,
 * J–R = 1–9, S–Z = 2–9. Null when the parts are not those of a RIB (5, 5 and 11 characters).
 */
export function frenchIban(bank: string, branch: string, account: string): string | null {
  const parts = `${bank}${branch}${account}`.toUpperCase()
  if (!/^\d{10}[\dA-Z]{11}$/.test(parts)) return null
  const ribDigits = parts.replace(/[A-Z]/g, (letter) => ribDigit(letter))
  const ribKey = String(97 - remainder97(`${ribDigits}00`)).padStart(2, '0')
  const countryAsDigits = '152700'
  const ibanDigits = `${parts}${ribKey}`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  const checkDigits = String(98 - remainder97(`${ibanDigits}${countryAsDigits}`)).padStart(2, '0')
  return `FR${checkDigits}${parts}${ribKey}`
}

function ribDigit(letter: string): string {
  const rank = letter.charCodeAt(0) - 65
  return String(rank < 18 ? (rank % 9) + 1 : rank - 16)
}

function remainder97(digits: string): number {
  let rest = 0
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97
  return rest
}
