import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { CHECKOUT, say } from './checkout.mjs'
import { prepare } from './prepare.mjs'

// npm run dev: the server restarts when its sources change, and Vite serves the screens with live changes.
const node = prepare()
const vite = join(CHECKOUT, 'node_modules', 'vite', 'bin', 'vite.js')
const server = join(CHECKOUT, 'src/server/main.ts')

say('Écrans : http://localhost:5173 (API : http://localhost:4800)')
const children = [
  spawn(node, ['--watch', '--watch-preserve-output', server, ...process.argv.slice(2)], { stdio: 'inherit' }),
  spawn(node, [vite, '--clearScreen', 'false'], { cwd: CHECKOUT, stdio: 'inherit' }),
]
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal)
  })
}
