import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CHECKOUT } from '#platform/config.ts'
import { productVersion } from '#platform/version.ts'
import { makeDebianPackage } from './debian-package.ts'
import { makeDockerFolder } from './docker-folder.ts'
import { makePortableArchive } from './portable-archive.ts'
import { missingPrograms } from './run.ts'
import { stageLinux } from './stage.ts'
import { tryPackages } from './trial.ts'
import { makeWindowsZip } from './windows-zip.ts'

// npm run package [-- OPTIONS]: what people install without npm, from this checkout.
//   --try            installs and runs the packages in Debian 12 and 13
//   --only WORDS     tries some only: bookworm, trixie, portable, debian, docker
//   --version X.Y.Z  another number than that of package.json
//   --quick          little compression, and no ZIP for Windows
const { values } = parseArgs({
  options: {
    try: { type: 'boolean' },
    only: { type: 'string' },
    version: { type: 'string' },
    quick: { type: 'boolean' },
  },
})
const version = values.version ?? productVersion()
const out = join(CHECKOUT, 'dist/package')
const older = join(out, 'older')

if (process.platform !== 'linux') fail('Packages are made on Linux, where tar, xz and dpkg-deb are.')
const missing = missingPrograms(['tar', 'xz', 'dpkg-deb'])
if (missing.length > 0) fail(`Missing here: ${missing.join(', ')}.`)

const made = makePackages(out, version, values.quick ? 0 : 6)
if (!values.quick) made.push(await makeWindowsZip(join(out, 'work'), out, version))
for (const file of made) {
  process.stdout.write(`${(statSync(file).size / 1e6).toFixed(1).padStart(6)} MB  ${file}\n`)
}
if (values.try) {
  // The same program under an older number: what it is upgraded from.
  makePackages(older, '0.0.1', 0)
  const only = (values.only ?? '').split(',').filter((word) => word !== '')
  process.exitCode = tryPackages({ out, version, older, only }) ? 0 : 1
  rmSync(older, { recursive: true })
}
rmSync(join(out, 'work'), { recursive: true, force: true })

function makePackages(folder: string, version: string, level: number): string[] {
  mkdirSync(folder, { recursive: true })
  const stage = stageLinux(join(out, 'work'), version)
  const archive = makePortableArchive(stage, folder, level)
  return [archive, makeDebianPackage(stage, folder, level), ...makeDockerFolder(archive, folder, version)]
}

function fail(reason: string): never {
  process.stderr.write(`${reason}\n`)
  process.exit(1)
}
