/** What the watched folder says, on the screen and in its reports. */
export const watch = {
  'watch.which-folder': 'Give one folder to watch, and only one.',
  'watch.waiting': 'The folder {folder} is already watched by another program: waiting for it to end.',
  'watch.watching': 'Folder {folder} watched for the company {company}. Ctrl-C to stop.',
  'watch.stopped': 'No longer watching.',
  'watch.unreachable':
    'The folder {folder} cannot be found or read. Check that it exists and that you may open it.',
  'watch.unreachable-now':
    'The folder {folder} no longer answers (drive unplugged, network down?). Watching resumes as soon as it is back.',
  'watch.unreadable':
    'This file cannot be read ({reason}). Close the program that has it open, or check its permissions, then drop it again.',
  'watch.done': '{file}: imported, filed under {place}',
  'watch.refused': '{file}: refused, filed under {place} with the reason',
  'watch.report-done': '{file}: imported.',
  'watch.report-refused': '{file}: refused, nothing was imported.',
  'watch.report-created':
    'Created: {customers} customers, {invoices} invoices, {credits} credit notes or payments, {allocations} allocations.',
  'watch.state-new': 'new',
  'watch.state-joins': 'completes a known invoice',
  'watch.state-known': 'imported before',
  'watch.state-doubt': 'to check, left aside',
  'watch.state-refused': 'refused',
} as const
