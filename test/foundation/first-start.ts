import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '#platform/database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    installedFolder: string
  }
}

/** Vitest's global set-up: a data folder as the first start leaves it, for tests to copy. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'relances-installed-'))
  chmodSync(folder, 0o755)
  const dataDir = join(folder, 'data')
  const database = await openDatabase({ dataDir, databaseUrl: null }, { role: 'cli', say: () => undefined })
  await database.close()
  project.provide('installedFolder', dataDir)
  return () => rmSync(folder, { recursive: true, force: true })
}
