/** What the server says of sources. */
export const sources = {
  'sources.not-an-address': 'This is not an address. Write it in full: https://…',
  'sources.no-password':
    'An address holds no name and no password: give them in the fields made for them, where they are encrypted.',
  'sources.https-only': 'The address must begin with https://, so that nobody reads on the way.',
  'sources.private-address':
    'This address is in a private network. Only whoever runs the server can allow it (RELANCES_SOURCE_NETWORKS).',
  'sources.bad-header': 'Give the name of the header: letters, digits and dashes, as X-Api-Key.',
  'sources.no-field': 'Say at least where the customer and the amount are.',
  'sources.secret-missing':
    'Give the password or the key: the one that is kept goes only to the address and the name it was given for.',
  'sources.no-source': 'No source has this number.',
  'sources.not-previewed':
    'First look at what would be imported (“See the import”): the source is opened after that.',
  'sources.not-open': 'This source is not open: it is read by “See the import” only.',
  'sources.too-many-trials': 'Too many tries in a row. Try again in {minutes} min.',
  'sources.unreadable-file': 'The file that was found cannot be imported: {problem}',
  'sources.closes-much':
    'This list would settle {closed} instalments and has only {listed} invoices. It may be incomplete: nothing was imported. Look at it (“See the import”), then confirm it yourself.',
  'sources.problem-not-allowed':
    'The address is in a private network that whoever runs the server has not allowed (RELANCES_SOURCE_NETWORKS).',
  'sources.problem-no-tls': 'The address is not encrypted (https://), and is in no allowed network.',
  'sources.problem-unknown-host': 'There is no server of this name. Check the address.',
  'sources.problem-refused': 'The server refuses the connection. Check the address and the port.',
  'sources.problem-too-slow': 'The server did not answer in time.',
  'sources.problem-cut': 'The connection was cut before the end.',
  'sources.problem-bad-certificate': 'The certificate of the server is not valid.',
  'sources.problem-not-an-address': 'The server redirects to something that is not an address.',
  'sources.problem-no-secret':
    'The password or the key is missing, or can no longer be read by this installation: give it again.',
  'sources.problem-sign-in-refused': 'The server refuses the name, the password or the key.',
  'sources.problem-not-there': 'There is nothing at this address (404).',
  'sources.problem-too-many': 'The server says that it is asked too often. Relances will try again later.',
  'sources.problem-their-error': 'The server had an error ({status}). Relances will try again.',
  'sources.problem-bad-status': 'The server answered {status}, and not a file.',
  'sources.problem-is-a-page':
    'The address gives a web page, and not a file: it is often a page to sign in, or a link to share.',
  'sources.problem-other-origin': 'The next page is on another server: it is not asked for.',
  'sources.problem-not-json': 'The answer is not JSON.',
  'sources.problem-no-records': 'There is no list at “{path}” in the answer.',
  'sources.problem-no-record':
    'The list is empty. Nothing is settled because of an empty list: if it is right, settle by hand.',
  'sources.problem-same-page':
    'The second page is the same as the first: this program does not know this parameter of pages.',
  'sources.problem-too-many-pages': 'The list is too long: {pages} pages at most, and 50 MB a page.',
  'sources.problem-bad-value': 'A value cannot be read: {value} (field {field}).',
  'sources.problem-empty': 'The file “{file}” is empty.',
  'sources.problem-no-file': 'There is no file to read.',
  'sources.problem-not-a-mailbox':
    'What answers there is not an IMAP server: check the server, then the port (993 with TLS, 143 with STARTTLS).',
  'sources.problem-mail-encryption':
    'The server and Relances do not agree on encryption: TLS goes with port 993, STARTTLS with port 143.',
  'sources.problem-mail-consent-only':
    'Microsoft no longer takes passwords for this mailbox. Forward these e-mails to a mailbox of another host.',
  'sources.problem-mail-app-password':
    'Google asks for an application password: make one in your Google account (Security).',
  'sources.problem-mail-off':
    'Reading by IMAP is off for this mailbox: turn it on in its settings, at your mail host.',
  'sources.problem-mail-refused':
    'The server refused to search the mailbox: nothing was read. Relances will try again.',
  'sources.problem-not-signed':
    'Senders accepted: {count} e-mails in 30 days, but none whose signature was checked by the server named. These e-mails say they were checked by: {judges}.',
  'sources.problem-internal':
    'The reading failed here. The log of the server says why; it will be tried again.',
} as const
