import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { CHECKOUT } from '#platform/config.ts'

const FILES = ['Dockerfile', 'compose.yaml', 'compose.postgresql.yaml']

/** The Dockerfile and its compose files, beside the archive that they add. Gives their paths. */
export function makeDockerFolder(archive: string, out: string, version: string): string[] {
  const folder = join(out, 'docker')
  mkdirSync(folder, { recursive: true })
  copyFileSync(archive, join(folder, basename(archive)))
  return FILES.map((name) => {
    const text = readFileSync(join(CHECKOUT, 'packaging/docker', name), 'utf8')
    const target = join(folder, name)
    writeFileSync(target, text.replaceAll('@VERSION@', version).replaceAll('@ARCH@', process.arch))
    return target
  })
}
