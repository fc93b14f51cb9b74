export const cli = {
  'cli.payments-usage':
    'Usage: payments probable | noted | allocate --credit ID… or --all | penalties --credit ID | undo --allocation ID… --reason TEXT | note --company CODE --invoice NUMBER --received-on DATE | unnote --credit ID --reason TEXT',
  'cli.company-usage': 'Usage: company CODE [--time-zone ZONE], for instance --time-zone Indian/Reunion',
  'cli.unknown-option': 'There is no option {name}. “relances help” lists them all.',
  'cli.option-needs-value': 'The option {name} needs a value.',
  'cli.option-without-value': 'The option {name} takes no value.',
  'cli.bad-arguments': 'The command is not right: {reason}',
  'cli.bad-day': '{name} wants an existing date YYYY-MM-DD, not “{value}”.',
  'cli.bad-number': '{name} wants a number from {min} to {max}, not “{value}”.',
  'cli.bad-changes': '--changes wants a .xlsx or .csv file, and one file of books to import.',
  'cli.help': `Relances, on the command line (--json gives one JSON document on a line):
  import FILE… --company CODE [--company-name NAME] [--as fec|csv|xlsx] [--term "30 jours"]
         [--netting] [--accounts 413,416,4117,4191] [--complete-on DATE] [--as-of DATE] [--mapping JSON] [--today DATE]
         [--preview] [--changes FILE.xlsx|csv]
  watch FOLDER --company CODE [--company-name NAME] [--term "30 jours"] [--once]
                                                    imports what is dropped in a folder
  read FILE… [--as fec|csv|xlsx]                    what the program understands of a file, writing nothing
  compare FILE --company CODE                       sets a balance by client beside the books, importing nothing
  overdue --on DATE [--company CODE…] [--today DATE]
  collected --company CODE --since DATE --until DATE --out FOLDER
                                                    writes the statuses “Encaissée” (212) to give to the platform
  outbox [--company CODE…] [--state STATE] [--limit N]
  remind --on DATE --letter-date DATE [--company CODE…] [--advised | --customer CODE… | --all]
         [--levels 1,2,3,4] [--pdf FILE] [--confirm] [--send]
                                                    levels 1 to 3 without --levels; --confirm wants one of the three
  schedule [--company CODE…] [--dry-run]            when each company reminds by itself; what would be done
           --run --company CODE                     does it now
  confirm RUN | discard RUN | undo RUN [--reason TEXT]
  review RUN --redo|--drop|--posted [--letter N…]   decides of letters to review: made again, dropped, posted already
  set-level --company CODE --invoice NUMBER [--customer CODE] [--due DATE] --level N --reason TEXT
  company CODE [--time-zone ZONE]
  payments probable | noted | allocate (--credit ID… | --all) | penalties --credit ID | undo --allocation ID… --reason TEXT
           | note --company CODE --invoice NUMBER --received-on DATE [--amount-cents N] | unnote --credit ID --reason TEXT
  merge --kind customers|invoices|credits --keep ID --merged ID [--preview] | merge --undo ID
                                                    makes one of two clients or documents that verify names
  verify [--witness FILE]                           checks levels, allocations, archives and audit
         [--repair BACKUP]                          brings damaged or missing documents back from a backup
  doctor [--refresh]                                says what is slow, missing or bloated, and what to do
  rebuild-sums [--company CODE…]                    counts the sums kept of customers and due days again from the rows
  blobs adopt                                       makes the present folder of documents this database's
  blobs move --to s3|folder                         moves the documents to the S3 bucket, or to the folder
  backup FILE                                       saves everything, while Relances works
  restore FILE [--replace] [--check]                puts a backup back in place, or only checks it
  personal-data export CUSTOMER --company CODE [--out FILE]
  personal-data erase CUSTOMER --company CODE [--reason TEXT --confirm]
                                                    says what would be erased and what would stay, or erases it
  demo                                              loads the example`,
  'cli.likely-doubles':
    'Warning, likely doubles in the books: {count} (“likelyDoubles”). Nothing is wrong, but look at them: each names the command that merges it.',
  'cli.bad-merge-kind': '--kind takes one of {known}, not “{value}”.',
  'cli.bad-witness':
    '{path} is not the result of an earlier verification: give a file written by “relances verify --json”.',
  'cli.file-exists': 'The file {file} exists: give another name with --out, nothing is overwritten.',
  'cli.file-not-writable':
    'The file {file} cannot be written: check that its folder exists and that you may write there.',
  'cli.dry-or-run': 'Choose --dry-run or --run, and only one of them.',
  'cli.missing-option': '{name} is missing.',
  'cli.one-run': 'Give the number of one run, and only one.',
  'cli.unknown-command': 'Unknown command: {name}',
  'cli.confirm-needs':
    '--confirm asks whom to remind: add --advised (what the procedure advises), --customer CODE, or --all (all that is proposed).',
  'cli.one-selection': 'Choose --advised, --customer or --all, and only one of the three.',
  'cli.one-decision':
    'Choose --redo (make the letter again), --drop (do not remind) or --posted (already posted), and only one of the three.',
  'cli.bad-levels': '--levels wants levels from 1 to 4 separated by commas, not “{value}”.',
  'cli.bad-state': 'Unknown state “{value}”: choose among {states}.',
  'cli.left-out-reminded': '{count} instalment(s) left out: already reminded on {day}.',
  'cli.left-out-levels':
    '{count} instalment(s) left out: their level is not asked for. A formal notice (level 4) needs --levels 4.',
  'cli.maybe-paid':
    '{count} customer(s) may have paid already: an unallocated payment has the amount of their invoice. See "relances payments probable".',
  'cli.nothing-left': 'Nothing to remind: no letter was made.',
} as const
