import { resolve } from 'node:path'
import { CHECKOUT } from './checkout.mjs'
import { prepare } from './prepare.mjs'
import { runNode } from './run-node.mjs'

// run.mjs FILE ARGS…: runs a file of the checkout; its own output only is on stdout.
const [file, ...args] = process.argv.slice(2)
// Measures and torture are made with what tests are made with; packages hold the screens.
const node = prepare({ tests: /^(bench|test)\//.test(file), web: file.startsWith('packaging/') })
// npm moves to the checkout; a path the user types is relative to the folder they typed it in.
const cwd = process.env.INIT_CWD ?? process.cwd()
process.exitCode = await runNode(node, [resolve(CHECKOUT, file), ...args], { cwd })
