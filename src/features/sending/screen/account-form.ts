import type { MailServer } from '#domain/sending/account.ts'
import type { PasswordAccount, ShownAccount } from '../contract.ts'

/** The account being written, each field as it is typed. */
export interface AccountForm {
  readonly label: string
  readonly fromName: string
  readonly fromAddress: string
  readonly host: string
  readonly port: string
  readonly security: MailServer['security']
  readonly userName: string
  readonly password: string
  readonly perMinute: string
  readonly perHour: string
}

export function accountFormOf(account: ShownAccount | null, companyName: string): AccountForm {
  return {
    label: account?.label ?? '',
    fromName: account?.fromName ?? companyName,
    fromAddress: account?.fromAddress ?? '',
    host: account?.server?.host ?? '',
    port: String(account?.server?.port ?? 465),
    security: account?.server?.security ?? 'tls',
    userName: account?.userName ?? '',
    password: '',
    perMinute: String(account?.perMinute ?? 20),
    perHour: String(account?.perHour ?? 200),
  }
}

/** What would be saved; null while something is missing. */
export function passwordAccountOf(form: AccountForm): PasswordAccount | null {
  const [port, perMinute, perHour] = [form.port, form.perMinute, form.perHour].map(wholeNumber)
  const isWhole = [form.fromName, form.fromAddress, form.host].every((text) => text.trim() !== '')
  if (!port || port > 65_535 || !perMinute || !perHour || !isWhole) return null
  return {
    label: form.label.trim() || form.fromAddress.trim(),
    fromName: form.fromName.trim(),
    fromAddress: form.fromAddress.trim(),
    server: { host: form.host.trim(), port, security: form.security },
    userName: form.userName.trim() || null,
    ...(form.password === '' ? {} : { password: form.password }),
    perMinute,
    perHour,
  }
}

function wholeNumber(text: string): number | null {
  return /^\d{1,5}$/.test(text.trim()) ? Number(text) : null
}
