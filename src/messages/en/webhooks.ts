/** What the server says of webhooks. */
export const webhooks = {
  'webhooks.no-event': 'Choose one event at least.',
  'webhooks.not-an-address': 'This is not an address. Write it in full: https://…',
  'webhooks.no-password': 'An address bears no name and no password: the signature is enough to know you.',
  'webhooks.https-only': 'The address must begin with https://, so that nobody reads on the way.',
  'webhooks.private-address':
    'This address is in a private network. Only the administrator of the server can allow it (RELANCES_WEBHOOK_NETWORKS).',
  'webhooks.no-webhook': 'There is no such webhook.',
  'webhooks.no-delivery': 'There is no such delivery, or its address was removed.',
  'webhooks.problem-not-allowed': 'Address in a private network, which the server does not allow',
  'webhooks.problem-no-tls': 'Address without TLS outside an allowed network',
  'webhooks.problem-unknown-host': 'Unknown server name',
  'webhooks.problem-refused': 'Connection refused',
  'webhooks.problem-too-slow': 'No answer in time',
  'webhooks.problem-cut': 'Connection cut',
  'webhooks.problem-bad-certificate': 'Certificate refused',
  'webhooks.problem-no-secret': 'This installation cannot open the secret: make a new one',
  'webhooks.problem-given-up': 'Given up after three days',
  'webhooks.problem-removed': 'Address removed',
} as const
