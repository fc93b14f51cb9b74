import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CHECKOUT } from '#platform/config.ts'
import { run } from './run.ts'
import type { Stage } from './stage.ts'

const SOURCES = join(CHECKOUT, 'packaging/debian')
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' }

/** `relances_VERSION_amd64.deb`: a service that starts with the machine, under its own user. `level`: of xz. Gives its path. */
export function makeDebianPackage(stage: Stage, out: string, level: number): string {
  const architecture = ARCHITECTURES[process.arch] ?? process.arch
  const root = join(dirname(stage.folder), 'debian')
  rmSync(root, { recursive: true, force: true })
  mkdirSync(join(root, 'usr/lib'), { recursive: true })
  cpSync(stage.folder, join(root, 'usr/lib/relances'), { recursive: true, verbatimSymlinks: true })
  put(root, 'relances.service', 'usr/lib/systemd/system/relances.service', 0o644)
  put(root, 'relances.env', 'etc/relances/relances.env', 0o640)
  put(root, 'relances-command', 'usr/bin/relances', 0o755)
  put(root, 'copyright', 'usr/share/doc/relances/copyright', 0o644)
  for (const name of ['preinst', 'postinst', 'prerm', 'postrm']) put(root, name, `DEBIAN/${name}`, 0o755)
  writeFileSync(join(root, 'DEBIAN/conffiles'), '/etc/relances/relances.env\n')
  const control = readFileSync(join(SOURCES, 'control'), 'utf8')
  writeFileSync(
    join(root, 'DEBIAN/control'),
    control.replace('VERSION', stage.version).replace('ARCHITECTURE', architecture),
  )
  const file = join(out, `relances_${stage.version}_${architecture}.deb`)
  // dpkg-deb dates its own members by this, and files by theirs.
  run('find', [root, '-exec', 'touch', '--no-dereference', `--date=@${stage.dated}`, '{}', '+'])
  run('env', [
    `SOURCE_DATE_EPOCH=${stage.dated}`,
    'dpkg-deb',
    '--root-owner-group',
    '-Zxz',
    `-z${level}`,
    '--build',
    root,
    file,
  ])
  rmSync(root, { recursive: true })
  return file
}

function put(root: string, name: string, target: string, mode: number): void {
  mkdirSync(dirname(join(root, target)), { recursive: true })
  copyFileSync(join(SOURCES, name), join(root, target))
  chmodSync(join(root, target), mode)
}
