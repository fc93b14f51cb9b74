/** Backing up and restoring. */
export const backup = {
  'backup.which-file': 'Give one backup file, and only one.',
  'backup.no-bucket':
    '“s3:NAME” is a backup of the bucket, and none is configured: the variables RELANCES_S3_… are needed.',
  'backup.exists': 'The file {file} exists: give another name, a backup never replaces another.',
  'backup.under-way': 'A backup is already under way: try again when it has ended.',
  'backup.needless': 'The backup of the day is already made.',
  'backup.disk-full':
    'The disk is full: the backup {file} could not be written, and nothing is left of it. Make room and try again.',
  'backup.not-writable':
    'The backup {file} cannot be written ({reason}): check that the folder exists and that Relances may write in it.',
  'backup.hidden-rows':
    'Backup refused: the user of DATABASE_URL does not see all the rows of {names}. Use the one who made the database.',
  'backup.foreign-tables':
    'The database holds tables that are not of Relances ({names}): give Relances a database of its own.',
  'backup.unreadable': 'The file {file} cannot be read ({reason}).',
  'backup.not-a-backup': 'The file {file} is not a backup of Relances. Nothing was touched.',
  'backup.damaged':
    'The backup {file} is damaged or incomplete. Nothing was touched: take another copy of it.',
  'backup.newer-format':
    'This backup comes from a newer version of Relances. Nothing was touched: upgrade Relances, then restore.',
  'backup.newer':
    'This backup comes from a newer version of Relances ({version}). Nothing was touched: upgrade Relances, then restore.',
  'backup.other-schema':
    'This backup comes from no released version of Relances ({file}). Nothing was touched.',
  'backup.in-use':
    'Relances, or one of its commands, is at work on this database: stop it, then restore. Nothing was touched.',
  'backup.not-empty':
    'The database already holds data. Nothing was touched: add --replace to put the backup in its place.',
  'backup.missing-documents':
    'Beware: {count} documents are missing from the archive or altered; they are not in the backup. “relances verify” names them.',
  'backup.not-found': 'This backup is gone: reload the page.',
  'backup.failed': 'An unexpected error happened; it is noted in the log.',
} as const
