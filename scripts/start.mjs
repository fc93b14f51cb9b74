import { join } from 'node:path'
import { CHECKOUT } from './checkout.mjs'
import { prepare } from './prepare.mjs'
import { runNode } from './run-node.mjs'

// npm start: everything needed, then the server.
const node = prepare({ web: true })
process.exitCode = await runNode(node, [join(CHECKOUT, 'src/server/main.ts'), ...process.argv.slice(2)])
