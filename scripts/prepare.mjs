import { installDependencies } from './dependencies.mjs'
import { buildFrontEnd } from './front-end.mjs'
import { findNode } from './runtime.mjs'

/**
 * Makes the checkout ready to run, and returns the path of the Node to run it with. Any Node from 20 on can
 * do this; each thing done is a line on stderr, and nothing is done twice. `web`: the screens too, built;
 * `tests`: what tests, measures and checks are made with.
 */
export function prepare({ web = false, tests = false } = {}) {
  installDependencies({ tests })
  const node = findNode()
  if (web) buildFrontEnd(node)
  return node
}
