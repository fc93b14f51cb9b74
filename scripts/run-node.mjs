import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { CHECKOUT } from './checkout.mjs'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a program with `node` in the place of this one: same terminal, signals passed on, same exit code.
 * The program is told by its channel when this one is killed, so that it does not go on alone.
 */
export function runNode(node, args, { cwd = process.cwd() } = {}) {
  // Our sources compiled once: a start then takes little more than half the time. Unwritable is no error.
  const env = { NODE_COMPILE_CACHE: join(CHECKOUT, 'node_modules/.cache/relances'), ...process.env }
  const child = spawn(node, args, { cwd, env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      // Ctrl-C in a terminal reaches the program by itself.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  stopWithNpm(child)
  return new Promise((resolve) => {
    child.once('error', () => resolve(127))
    child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}

// `kill` of npm kills the shell between it and us, and nobody tells us: the program would go on unseen.
function stopWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 500)
  watch.unref()
}
