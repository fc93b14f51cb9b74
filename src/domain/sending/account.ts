/** The three ways to hand a message over: SMTP by password, SMTP by a provider's consent, Microsoft Graph. */
export const ACCOUNT_KINDS = ['smtp', 'smtp-oauth', 'graph'] as const
export type AccountKind = (typeof ACCOUNT_KINDS)[number]

/** Encrypted from the start (port 465), by STARTTLS (587), or not at all. */
export const SECURITIES = ['tls', 'starttls', 'none'] as const
export type Security = (typeof SECURITIES)[number]

/** Who gives consent instead of a password. */
export const PROVIDERS = ['microsoft', 'google'] as const
export type Provider = (typeof PROVIDERS)[number]

/** Where a server is, and how the way to it is encrypted. */
export interface MailServer {
  readonly host: string
  readonly port: number
  readonly security: Security
}

/** An account messages are sent from. Its secret is sealed: only what sends opens it. */
export interface SendingAccount {
  readonly companyId: number
  readonly id: number
  readonly kind: AccountKind
  readonly fromName: string
  readonly fromAddress: string
  /** Null for Microsoft Graph. */
  readonly server: MailServer | null
  /** Null: a server of the firm's network that asks for none. */
  readonly userName: string | null
  /** The application registered at the provider; null for a password. */
  readonly application: Application | null
  readonly sealedSecret: Uint8Array | null
  readonly perMinute: number
  readonly perHour: number
}

/** The application that a firm registers at its provider. */
export interface Application {
  readonly provider: Provider
  readonly clientId: string
  /** Microsoft: the directory of the firm, or "organizations". */
  readonly tenant: string | null
}

/** The mailbox where what comes back is read. */
export interface ReturnMailbox {
  /** IMAP; null for Microsoft Graph. */
  readonly server: MailServer | null
  /** Both null: one signs in as for sending. */
  readonly userName: string | null
  readonly sealedSecret: Uint8Array | null
}

/** How a company sends, beside its accounts. */
export interface SendingSettings {
  /** In "trial" nothing leaves. */
  readonly mode: 'trial' | 'live'
  readonly hours: SendingHours
  /** Null: answers go to the address of the account. */
  readonly replyTo: string | null
  /** The end of each e-mail, as plain text; empty for none. */
  readonly signature: string
}

/** "08:00" to "18:00", in the time of the company, on its open days; the end is not part of it. */
export interface SendingHours {
  readonly from: string
  readonly until: string
}
