/** The ways to send a reminder: the same words on every screen, in exports and in the audit. */
export const CHANNEL_NAMES = { letter: 'Letter', email: 'E-mail', both: 'Letter and e-mail' }
