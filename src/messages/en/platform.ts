export const platform = {
  'platform.account-created': 'System account "{name}" created: PostgreSQL refuses to run as root.',
  'platform.bad-option': 'Unknown or incomplete option ({reason}). Options: --data, --host, --port, --demo.',
  'platform.bad-setting': 'The value "{value}" of {name} makes no sense: correct it or remove it.',
  'platform.binaries-elsewhere':
    'The programs of PostgreSQL are copied to {folder}, where its account can read them.',
  'platform.changed-migration':
    'The migration file {file} has changed since it was applied: restore its original version.',
  'platform.collation-changed':
    'The alphabetical order of PostgreSQL has changed since the last start: {count} indexes rebuilt.',
  'platform.collation-not-noted':
    'That order could not be noted, and the indexes will be rebuilt at each start: ask the administrator of PostgreSQL for "{statement}".',
  'platform.creating-database': 'Creating the database in {folder} (a few seconds)…',
  'platform.data-elsewhere': 'The account of PostgreSQL cannot reach {reason}: the database is in {folder}.',
  'platform.database-busy':
    'Another program has been starting or stopping the database of {folder} for too long: try again.',
  'platform.database-unreachable': 'The database does not answer ({reason}): check DATABASE_URL.',
  'platform.folder-not-writable':
    'Cannot write to the data folder {folder} ({reason}): choose another with --data.',
  'platform.migration-failed':
    'The database could not be upgraded ({file}: {reason}). Nothing was changed: the version of Relances before this one still works.',
  'platform.newer-database':
    'The database comes from a newer version (schema {found}, known here: {known}): update Relances.',
  'platform.no-app-role':
    'The role {role} cannot be taken ({reason}): ask the administrator for "create role {role} nologin; grant {role} to" followed by your user.',
  'platform.no-embedded-postgres':
    'No PostgreSQL is shipped for this machine ({name}): name your own with DATABASE_URL.',
  'platform.no-system-account':
    'PostgreSQL does not run as root and the account "{name}" could not be created: start Relances under another account.',
  'platform.orphan-adopted':
    'The database is already open, by a sudden stop or a command at work: taken over (process {pid}).',
  'platform.postgres-failed': 'PostgreSQL did not start: {reason}',
  'platform.postgres-unfit':
    'The PostgreSQL of DATABASE_URL will not do (version {found}): version 15 or later is needed, with ICU.',
  'platform.postgres-version':
    'The database was made by PostgreSQL {found} and this version of Relances uses PostgreSQL {wanted}: export it with the old version.',
  'platform.second-server':
    'Relances is already running on the folder {folder} ({address}): open that address, or stop it first.',
  'platform.archive-damaged':
    'The archived document {sha256} is missing or was altered: restore it from a backup.',
  'platform.bad-character':
    'A text contains a character that cannot be kept (null byte): remove it, then try again.',
  'platform.bad-field': 'The field "{field}" will not do: correct it and try again.',
  'platform.unknown-field':
    '"{name}" is not a field of this request, and nothing was done: remove it or correct its name (see /api/docs).',
  'platform.unknown-parameter':
    '"{name}" is not a parameter of this address: remove it or correct its name (see /api/docs).',
  'platform.field-missing': '"{field}" is missing: complete it and try again.',
  'platform.field-not-a-day':
    'The field "{field}" must be a day of the calendar, such as 2026-03-31: correct it and try again.',
  'platform.field-too-long': 'The field "{field}" is too long: shorten it to {max} characters and try again.',
  'platform.field-too-many': 'There are too many rows in "{field}": {max} at most.',
  'platform.bad-host': 'This machine has no address {host}: choose another with --host.',
  'platform.body-too-large':
    'What you send is over {megabytes} MB: make it smaller or split it, then try again.',
  'platform.database-lost':
    'The database no longer answers; Relances reopens it by itself. In a moment, check whether your last action was saved, and do it again if not.',
  'platform.database-died': 'The database stopped by itself: Relances is reopening it…',
  'platform.database-reopened': 'Database reopened: Relances goes on.',
  'platform.disk-full':
    'The disk is full: nothing was saved. Free some space, then try again; Relances goes on without a restart.',
  'platform.disk-read-only':
    'The disk refuses to be written to: nothing was saved. Check the disk and the rights on the data folder, then try again.',
  'platform.foreign-origin': 'The request comes from a page that is not of Relances: it is refused.',
  'platform.http-forbidden': 'This is not allowed.',
  'platform.http-invalid': 'The request is malformed.',
  'platform.http-not-found': 'There is nothing at this address.',
  'platform.http-too-large': 'The request is too large.',
  'platform.internal': 'An unexpected error happened; it is noted in the log. Nothing was changed.',
  'platform.no-front-end': 'The screens are not built: run "npm start".',
  'platform.no-such-route': 'There is no such address in the API: see /api/docs.',
  'platform.overtaken':
    'Somebody else was changing the same invoices at the same moment: nothing was written. Try again.',
  'platform.port-forbidden': 'Port {port} is reserved for the system: choose another, such as --port 4800.',
  'platform.port-taken':
    'Port {port} is already taken by another program: choose another, such as --port {next}.',
  'platform.ready': 'Relances is ready: {address}',
  'platform.stopping': 'Stopping Relances…',
  'platform.unexpected': 'Unexpected error: {reason}',
  'platform.unknown-host':
    'The name "{host}" is not one of this server: add it to RELANCES_HOSTS if it should be.',
  'platform.workbook-too-large':
    'This list has more than {rows} rows, too many for a workbook made in one go: export it as CSV, or filter it.',
  'platform.bad-idempotency-key':
    'The Idempotency-Key header must have 8 to 200 characters, without spaces or accents.',
  'platform.idempotency-key-reused':
    'This idempotency key has already served another request: nothing was done. Give each request a key of its own.',
  'platform.request-at-work':
    'The same request is still at work: wait for its answer, then see what was done.',
} as const
