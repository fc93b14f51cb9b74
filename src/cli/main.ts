import { RelancesError } from '#domain/errors.ts'
import { translate } from '#messages/translate.ts'
import { reportFailure } from '#platform/lifecycle.ts'
import { type Command, type Io, isUsage, UsageError } from './command.ts'
import { cliLanguage } from './session.ts'

/** Each is loaded when it is asked for: one that reads a list then starts without what prints letters. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  import: async () => (await import('./import.ts')).importFiles,
  read: async () => (await import('./read.ts')).read,
  compare: async () => (await import('./compare.ts')).compare,
  overdue: async () => (await import('./overdue.ts')).overdue,
  collected: async () => (await import('./collected.ts')).collected,
  outbox: async () => (await import('./outbox.ts')).outbox,
  remind: async () => (await import('./remind.ts')).remind,
  confirm: async () => (await import('./run-commands.ts')).confirm,
  discard: async () => (await import('./run-commands.ts')).discard,
  undo: async () => (await import('./run-commands.ts')).undo,
  review: async () => (await import('./run-commands.ts')).review,
  schedule: async () => (await import('./schedule.ts')).schedule,
  'set-level': async () => (await import('./set-level.ts')).setLevel,
  payments: async () => (await import('./payments.ts')).payments,
  company: async () => (await import('./company.ts')).company,
  merge: async () => (await import('./merge.ts')).merge,
  verify: async () => (await import('./verify.ts')).verify,
  doctor: async () => (await import('./doctor.ts')).doctor,
  'rebuild-sums': async () => (await import('./rebuild-sums.ts')).rebuildSumsCommand,
  'personal-data': async () => (await import('./personal-data.ts')).personalData,
  watch: async () => (await import('./watch.ts')).watch,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./backup.ts')).restore,
  blobs: async () => (await import('./blobs.ts')).blobs,
  demo: async () => (await import('./demo.ts')).demo,
}

const io: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
}

process.exitCode = await run(process.argv.slice(2))

async function run([name, ...args]: readonly string[]): Promise<number> {
  const load = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name ?? ''] : undefined
  if (!load) {
    const isHelp = name === undefined || name === 'help' || name === '--help'
    const write = isHelp ? io.out : io.err
    if (!isHelp) io.err(`${translate(cliLanguage(), 'cli.unknown-command', { name })}\n`)
    write(`${translate(cliLanguage(), 'cli.help')}\n`)
    return isHelp ? 0 : 2
  }
  if (args.includes('--help')) {
    io.out(`${translate(cliLanguage(), 'cli.help')}\n`)
    return 0
  }
  try {
    const command = await load()
    return await command(args, io)
  } catch (error) {
    if (error instanceof UsageError || error instanceof RelancesError) {
      io.err(`${translate(cliLanguage(), error.key, error.values)}\n`)
      return isUsage(error) ? 2 : 1
    }
    reportFailure(error)
    return 1
  }
}
