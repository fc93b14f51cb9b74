import { expect, test } from 'vitest'
import { accountProblem, isQuota } from './account-problem.ts'
import { isAboutMessage, readRefusal } from './smtp-answer.ts'

// What servers answer, as their documentations and the reports of their users have it.
test.each([
  ['sign-in', 535, '535 5.7.8 Error: authentication failed', 'password-refused'],
  [
    'sign-in',
    535,
    '535 5.7.139 Authentication unsuccessful, basic authentication is disabled',
    'password-sign-in-off',
  ],
  ['sign-in', 535, '535 5.7.139 SmtpClientAuthentication is disabled for the Tenant', 'password-sign-in-off'],
  [
    'message',
    550,
    '550 5.7.30 Basic authentication is not supported for Client Submission',
    'password-sign-in-off',
  ],
  ['sign-in', 534, '534-5.7.9 Application-specific password required', 'app-password-needed'],
  ['sign-in', 454, '454 4.7.0 Temporary authentication failure', 'busy'],
  ['sign-in', 538, '538 5.7.11 Encryption required for requested authentication mechanism', 'encryption'],
  ['sender', 550, '550 5.4.5 Daily user sending limit exceeded', 'quota'],
  ['sender', 553, '553 5.7.1 Sender address rejected: not owned by user', 'sender-refused'],
  ['sender', 530, '530 5.7.0 Authentication required', 'sign-in-needed'],
  ['connect', 554, '554 5.7.1 Client host rejected', 'not-a-mail-server'],
  ['connect', 421, '421 4.3.2 Too many connections', 'busy'],
] as const)('at %s, %i « %s » is %s', (step, code, answer, expected) => {
  expect(accountProblem({ system: null, step, code, answer })).toBe(expected)
})

test.each([
  ['ENOTFOUND', 'host-unknown'],
  ['EAI_AGAIN', 'host-unknown'],
  ['ECONNREFUSED', 'port-closed'],
  ['ETIMEDOUT', 'no-answer'],
  ['EHOSTUNREACH', 'no-answer'],
  ['ECONNRESET', 'link-lost'],
  ['CERT_HAS_EXPIRED', 'certificate'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'encryption'],
  ['EPROTO', 'encryption'],
  ['EPROTOCOL', 'not-a-mail-server'],
  [null, 'link-lost'],
])('the system says %s: %s', (system, expected) => {
  expect(accountProblem({ system, step: 'connect', code: null, answer: '' })).toBe(expected)
})

test.each([
  ['550 5.4.5 Daily user sending limit exceeded', true],
  ['554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException', true],
  ['451 4.7.1 You have reached your hourly sending limit', true],
  ['550 Too many messages sent, please slow down', true],
  ['552 5.2.2 Mailbox over quota', false],
  ['452 4.2.2 The recipient is out of storage space', false],
  ['550 5.1.1 User unknown', false],
])('« %s » is about what the account may send: %s', (answer, expected) => {
  expect(isQuota(answer)).toBe(expected)
})

test.each([
  ['sender', '552 5.3.4 Message size exceeds fixed limit', true],
  ['sender', '550 5.7.60 SendAsDenied', false],
  ['recipient', '550 5.1.1 User unknown', true],
  ['recipient', '450 4.2.0 Greylisted', true],
  ['recipient', '421 4.7.0 Try again later', false],
  ['message', '554 5.6.0 Message rejected as spam', true],
  ['message', '550 5.4.5 Daily user sending limit exceeded', false],
] as const)('at %s, « %s » is about the message: %s', (step, answer, expected) => {
  const refusal = readRefusal(answer)
  expect(refusal && isAboutMessage(step, refusal)).toBe(expected)
})

test('a refusal is for good by its first digit, and never for the order of our commands', () => {
  expect(readRefusal('550-5.1.1 The account does not exist\r\n550 5.1.1 here')).toMatchObject({
    code: 550,
    enhanced: '5.1.1',
    permanent: true,
  })
  expect(readRefusal('451 Greylisted')).toMatchObject({ code: 451, enhanced: null, permanent: false })
  expect(readRefusal('503 5.5.1 Bad sequence of commands')).toMatchObject({ permanent: false })
  expect(readRefusal('250 2.0.0 Ok')).toBeNull()
  expect(readRefusal('')).toBeNull()
})
