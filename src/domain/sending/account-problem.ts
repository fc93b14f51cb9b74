/** Why an account cannot send. Each has its sentence, with the remedy (`sending.problem.…` of the screens). */
export const ACCOUNT_PROBLEMS = [
  'host-unknown',
  'port-closed',
  'no-answer',
  'link-lost',
  'not-a-mail-server',
  'certificate',
  'encryption',
  'clear-password',
  'password-refused',
  'password-sign-in-off',
  'app-password-needed',
  'sign-in-needed',
  'no-secret',
  'consent-lost',
  'consent-refused',
  'provider-unreachable',
  'sender-refused',
  'quota',
  'busy',
  'not-a-mailbox',
  'mailbox-off',
  'mailbox-refused',
  'mailbox-consent',
  'mailbox-unread',
] as const
export type AccountProblem = (typeof ACCOUNT_PROBLEMS)[number]

/** What went wrong on the way to a server, before any message was its business. */
export interface LinkFault {
  /** The code of the system or of TLS: "ECONNREFUSED", "CERT_HAS_EXPIRED"; null for none. */
  readonly system: string | null
  /** What failed: "connect", "encrypt", "sign-in" or "sender". */
  readonly step: 'connect' | 'encrypt' | 'sign-in' | 'sender' | 'message'
  /** 535; null when the server said nothing. */
  readonly code: number | null
  readonly answer: string
}

const HOST_UNKNOWN = /^(ENOTFOUND|EAI_|EDNS|ENODATA)/
const NO_ANSWER = /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)/
const CERTIFICATE = /CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_(VERIFY|GET)|ISSUER/
const WRONG_ENCRYPTION = /^(EPROTO$|ERR_SSL|ETLS)/
// Microsoft 365: « Basic authentication is not supported » (550 5.7.30), or disabled for the tenant or the mailbox.
const PASSWORD_OFF =
  /\b5\.7\.(30|139)\b|basic auth\w* is (not supported|disabled)|SmtpClientAuthentication is disabled/i
// Google: 534 5.7.9 « Application-specific password required ».
const APP_PASSWORD = /application-specific password/i
// Sending quotas, which are not a full mailbox: Gmail 5.4.5, Exchange SubmissionQuotaExceeded, shared hosting.
const QUOTA =
  /\b[45]\.4\.5\b|SubmissionQuotaExceeded|(sending|sent|hourly|daily|per hour|per day|rate)[\w -]{0,30}(quota|limit)|(quota|limit)[\w -]{0,30}(sending|per hour|per day)|too many (messages|e-?mails|recipients (today|this hour))/i

/** What a fault of the link means for the account. */
export function accountProblem(fault: LinkFault): AccountProblem {
  const { answer, step, code } = fault
  if (PASSWORD_OFF.test(answer)) return 'password-sign-in-off'
  if (isQuota(answer)) return 'quota'
  if (code === 530) return 'sign-in-needed'
  if (step === 'sender') return 'sender-refused'
  if (step === 'sign-in' && code !== null) return signInProblem(code, answer)
  return systemProblem(fault)
}

/** Whether an answer speaks of what may be sent, and not of what the recipient can hold. */
export function isQuota(answer: string): boolean {
  return QUOTA.test(answer)
}

function signInProblem(code: number, answer: string): AccountProblem {
  if (APP_PASSWORD.test(answer)) return 'app-password-needed'
  if (code === 538 || code === 523) return 'encryption'
  return code >= 500 ? 'password-refused' : 'busy'
}

function systemProblem({ system, step, code }: LinkFault): AccountProblem {
  if (code === 421 || (code !== null && code < 500)) return 'busy'
  const name = system ?? ''
  if (HOST_UNKNOWN.test(name)) return 'host-unknown'
  if (CERTIFICATE.test(name)) return 'certificate'
  if (WRONG_ENCRYPTION.test(name) || step === 'encrypt') return 'encryption'
  if (name === 'ECONNREFUSED') return 'port-closed'
  if (NO_ANSWER.test(name)) return 'no-answer'
  if (name === 'EPROTOCOL' || (step === 'connect' && code !== null)) return 'not-a-mail-server'
  return 'link-lost'
}
