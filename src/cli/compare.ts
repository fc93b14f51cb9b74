import { type ImportOrder, previewImport } from '#features/imports/server/import-file.ts'
import { type Command, readArguments, required, UsageError } from './command.ts'
import { openSources, readMapping } from './import.ts'
import { writeResult } from './output.ts'
import { withSession } from './session.ts'

/**
 * `compare FILE --company CODE [--mapping JSON] --json`: sets a balance by client (an aged balance, a balance of
 * auxiliary accounts) beside the books, client by client; nothing is imported. Exit code 1 when one differs.
 */
export const compare: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    company: { type: 'string' },
    mapping: { type: 'string' },
    json: { type: 'boolean' },
  })
  const [source, ...others] = await openSources(positionals)
  if (source === undefined || others.length > 0) throw new UsageError('imports.which-file')
  const options: ImportOrder['options'] = {
    company: required(values.company, '--company'),
    isTable: true,
    netting: false,
    mapping: values.mapping === undefined ? undefined : readMapping(values.mapping),
  }
  return await withSession(io, {}, async ({ database, archive, who }) => {
    const order = { sources: [source], options } as const
    const { comparison } = await previewImport({ database, archive }, { ...who, companyIds: 'all' }, order)
    if (!comparison) throw new UsageError('imports.not-a-balance', { file: source.name })
    writeResult(io, comparison, values.json)
    return comparison.differing > 0 ? 1 : 0
  })
}
