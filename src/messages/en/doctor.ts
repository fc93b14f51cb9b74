/** What `relances doctor` finds, and what to do about it. */
export const doctor = {
  'doctor.well': 'Nothing to report: nothing is slow, missing or bloated.',
  'doctor.slow-statement':
    'Slow: a statement took up to {ms} ms ({count} times). Run “relances doctor --refresh”; if it comes back, send us its shape, which holds no data: {statement}',
  'doctor.missing-index': 'Index {name} is missing. Put it back: {definition};',
  'doctor.invalid-index': 'Index {name} is unfinished and of no use. Make it again: reindex index {name};',
  'doctor.disabled-trigger':
    'Trigger {name} of table {table} is switched off: the journal or the sums no longer follow. Put it back (alter table {table} enable trigger {name};), then run “relances rebuild-sums” and “relances verify”.',
  'doctor.old-statistics':
    'The statistics of table {table} are old: lists may be slow. Run “relances doctor --refresh”.',
  'doctor.bloated-table': 'Table {table} holds {percent}% of dead rows. Run “relances doctor --refresh”.',
  'doctor.no-autovacuum':
    'The upkeep of PostgreSQL is switched off (autovacuum = off). Put it back: without it the database grows and slows down.',
  'doctor.unarchived-letters':
    'Letters confirmed more than an hour ago are not archived: {count}. Check that the server runs and that the disk has room; it goes on by itself.',
  'doctor.no-backup': 'No backup was ever made. Run “relances backup FILE”, or set up the nightly backups.',
  'doctor.old-backup':
    'The last backup is {days} days old. Run “relances backup FILE”, and look at “Settings › Backups”.',
  'doctor.little-room':
    'Only {megabytes} MB are left on the disk of {place}. Make room: without it nothing can be written any more.',
} as const
