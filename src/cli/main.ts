import { RelancesError } from '#domain/errors.ts'
import { translate } from '#messages/translate.ts'
import { reportFailure } from '#platform/lifecycle.ts'
import { backup, restore } from './backup.ts'
import { blobs } from './blobs.ts'
import { type Command, type Io, isUsage, UsageError } from './command.ts'
import { company } from './company.ts'
import { compare } from './compare.ts'
import { demo } from './demo.ts'
import { importFiles } from './import.ts'
import { merge } from './merge.ts'
import { outbox } from './outbox.ts'
import { overdue } from './overdue.ts'
import { payments } from './payments.ts'
import { personalData } from './personal-data.ts'
import { read } from './read.ts'
import { remind } from './remind.ts'
import { confirm, discard, review, undo } from './run-commands.ts'
import { schedule } from './schedule.ts'
import { cliLanguage } from './session.ts'
import { setLevel } from './set-level.ts'
import { verify } from './verify.ts'
import { watch } from './watch.ts'

const COMMANDS: Readonly<Record<string, Command>> = {
  import: importFiles,
  read,
  compare,
  overdue,
  outbox,
  remind,
  confirm,
  discard,
  undo,
  review,
  schedule,
  'set-level': setLevel,
  payments,
  company,
  merge,
  verify,
  'personal-data': personalData,
  watch,
  backup,
  restore,
  blobs,
  demo,
}

const io: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
}

process.exitCode = await run(process.argv.slice(2))

async function run([name, ...args]: readonly string[]): Promise<number> {
  const command = COMMANDS[name ?? '']
  if (!command) {
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
