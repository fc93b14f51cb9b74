/** Refusals of “Settings › Sending”, and the test message. */
export const sendingAccounts = {
  'sending.changed':
    'The sending of {code} was changed meanwhile by {name}: nothing was overwritten. Reload the page, then make your changes again.',
  'sending.default-stays': 'This account is the default one: choose another one first, then remove it.',
  'sending.hours-order': 'The end must come after the beginning.',
  'sending.no-account': 'This sending account is gone. Reload the page.',
  'sending.mailbox-server-missing': 'Give the server of the mailbox where answers come.',
  'sending.mailbox-password-missing':
    'Give the password of the mailbox: the one that is kept is good for the server and the user name of before only.',
  'sending.nobody-reads': 'Nobody reads a “noreply” address: give the one where your customers can answer.',
  'sending.not-a-host': 'Write the name of the server alone, such as smtp.example.com.',
  'sending.not-a-time': 'Write a time such as 08:30.',
  'sending.not-an-address': 'This is no e-mail address: write it as accounts@example.com.',
  'sending.not-ready':
    'No account is ready to send: add one, and send yourself a test from the default account.',
  'sending.one-line': 'Write this on one line.',
  'sending.other-kind': 'This account does not send by password: add another one.',
  'sending.password-missing':
    'Give the password: the one that is kept is for the server and the user name of before only.',
  'sending.test-body':
    'Hello,\n\nThis is a test of Relances for {company}. If you can read it, your e-mails can leave by this account.\n\nAnswer this message to check that the answer comes where you will read it.',
  'sending.test-subject': 'Sending test of Relances ({company})',
  'sending.too-many-trials': 'Too many trials: try again in {minutes} minutes.',
  'sending.no-such-way': 'Google sends by SMTP only.',
  'sending.consent-too-old':
    'This request for a consent has ended, or was made by somebody else: begin again.',
  'sending.only-from-screen': 'The consent of Google is asked for from the screen “Settings › Sending”.',
} as const
