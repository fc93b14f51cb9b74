import { spawnSync } from 'node:child_process'

/** A machine of a small network: a network namespace, with an address of its own on a bridge of this machine. */
export interface Machine {
  readonly name: string
  readonly address: string
  /** `[program, …arguments]` as it is run on it. */
  on(command: readonly string[]): [string, ...string[]]
  /** Kills outright all of its processes that bear this name. */
  killAll(program: string): void
  /** Nothing it sends arrives any more, and nothing arrives there: no farewell, no refusal. */
  unplug(): void
  /** It no longer reaches this other one; the rest of the network does not notice. */
  loseSightOf(other: Machine): void
  /** All of the network again. */
  heal(): void
}

export const HERE = '10.48.48.1'
const NETWORK = '10.48.48.0/24'
const BRIDGE = 'relances-br'

/** Makes a network of machines with these names, and takes it apart again with `remove`. Linux and root only. */
export function makeNetwork(names: readonly string[]): { machines: Machine[]; remove(): void } {
  const remove = () => {
    for (const name of names) quietly('netns', 'del', name)
    quietly('link', 'del', BRIDGE)
  }
  // What a run that was killed has left.
  remove()
  ip('link', 'add', BRIDGE, 'type', 'bridge')
  ip('addr', 'add', `${HERE}/24`, 'dev', BRIDGE)
  ip('link', 'set', BRIDGE, 'up')
  return { machines: names.map((name, at) => makeMachine(name, `10.48.48.${11 + at}`)), remove }
}

export { NETWORK }

function makeMachine(name: string, address: string): Machine {
  const [outside, inside] = [`${name}-out`, `${name}-in`]
  ip('netns', 'add', name)
  ip('link', 'add', outside, 'type', 'veth', 'peer', 'name', inside)
  ip('link', 'set', inside, 'netns', name)
  ip('link', 'set', outside, 'master', BRIDGE, 'up')
  ip('-n', name, 'addr', 'add', `${address}/24`, 'dev', inside)
  ip('-n', name, 'link', 'set', inside, 'up')
  ip('-n', name, 'link', 'set', 'lo', 'up')
  const unseen = new Set<string>()
  return {
    name,
    address,
    on: (command) => ['ip', 'netns', 'exec', name, ...command],
    killAll(program) {
      for (const pid of spawnSync('ip', ['netns', 'pids', name], { encoding: 'utf8' }).stdout.split(/\s+/)) {
        if (pid !== '' && nameOf(pid) === program) kill(Number(pid))
      }
    },
    unplug: () => ip('link', 'set', outside, 'down'),
    loseSightOf(other) {
      unseen.add(other.address)
      ip('-n', name, 'route', 'add', 'blackhole', `${other.address}/32`)
    },
    heal() {
      ip('link', 'set', outside, 'up')
      for (const one of unseen) ip('-n', name, 'route', 'del', 'blackhole', `${one}/32`)
      unseen.clear()
    },
  }
}

function nameOf(pid: string): string {
  return spawnSync('cat', [`/proc/${pid}/comm`], { encoding: 'utf8' }).stdout.trim()
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    // It has ended by itself meanwhile, since its parent has.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function ip(...args: string[]): void {
  const { status, stderr, error } = spawnSync('ip', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${error?.message ?? stderr}`)
}

function quietly(...args: string[]): void {
  spawnSync('ip', args, { stdio: 'ignore' })
}
