import { translate } from '#messages/translate.ts'
import { examine } from '#platform/examine.ts'
import { type Command, readArguments } from './command.ts'
import { writeResult } from './output.ts'
import { cliLanguage, withSession } from './session.ts'

/**
 * `doctor [--refresh]`: what is slow, missing or bloated, and what to do about each. Exit 0 when there is nothing, 1
 * otherwise. `--refresh` renews the statistics and takes dead rows away first.
 */
export const doctor: Command = async (args, io) => {
  const { values } = readArguments(args, { json: { type: 'boolean' }, refresh: { type: 'boolean' } })
  return await withSession(io, { anyStore: true }, async ({ database, config }) => {
    if (values.refresh) await database.owner.query('vacuum (analyze)')
    const findings = await examine(database, config)
    if (values.json) writeResult(io, { isWell: findings.length === 0, findings }, true)
    else {
      const told = findings.map(({ kind, values: blanks }) =>
        translate(cliLanguage(), `doctor.${kind}`, blanks),
      )
      io.out(`${told.length === 0 ? translate(cliLanguage(), 'doctor.well') : told.join('\n')}\n`)
    }
    return findings.length === 0 ? 0 : 1
  })
}
