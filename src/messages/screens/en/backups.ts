/** Words of “Settings › Backups”. */
export const backups = {
  backups: {
    back: 'Back to reminders',
    makeNow: 'Back up now',
    running: 'A backup is being made. You can go on working.',
    failedAt: 'The backup of {{when}} failed',
    neverYet: 'No backup has been made yet',
    stale_one: 'No backup for {{count}} day',
    stale_other: 'No backup for {{count}} days',
    staleHint: 'Back up now, then check that Relances is running at the planned time.',
    daily: 'A backup is made every day at {{hour}}, or as soon as Relances is running again.',
    never: 'No backup is made by itself.',
    keep: 'One a day is kept for {{days}} days, one a week for {{weeks}} weeks and one a month for {{months}} months; those you ask for stay until you remove them from the folder.',
    folder: 'They are in the folder',
    elsewhere: 'Keep a copy elsewhere too: a disk that breaks takes all that is on it.',
    list: 'Backups kept',
    kind: { scheduled: 'scheduled', manual: 'asked for' },
    download: 'Download',
    downloadOf: 'Download the backup of {{when}}',
    empty: 'No backup yet',
    emptyHint: 'A backup holds everything: invoices, archived letters, history, accounts and settings.',
    restore: 'Putting a backup back in place',
    restoreLead: 'Stop Relances, then, in its folder:',
    restoreHint:
      'The file is checked to its end before anything is touched. Everybody will have to sign in again.',
    fileWord: 'FILE',
  },
} as const
