/** The ways to send a reminder: the same words on every screen, in exports and in the audit. */
export const CHANNEL_NAMES = { letter: 'Courrier', email: 'E-mail', both: 'Courrier et e-mail' }
