import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import { openDeposits } from '#features/imports/server/deposits.ts'
import { openImportDoor } from '#features/imports/server/import-door.ts'
import { createImportJobs } from '#features/imports/server/import-jobs.ts'
import type { ShownSource, SourceFields, Sources } from '#features/sources/contract.ts'
import { sourcesRoutes } from '#features/sources/server/routes.ts'
import { runSources } from '#features/sources/server/run-sources.ts'
import { openArchive } from '#platform/archive.ts'
import type { Database } from '#platform/database.ts'
import { openFolderStore } from '#platform/folder-store.ts'
import { openSealer } from '#platform/sealing.ts'
import { routerOf } from '#platform/serve.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { openApi } from './api-caller.ts'
import { companyOpener } from './company-desk.ts'

/** The day of these stories. */
export const TODAY = '2026-03-31'
const NEVER = new AbortController().signal

/** A program or a server of files, on a real port of this machine. To be called in a test file. */
export async function openProgram(answer: (request: IncomingMessage, response: ServerResponse) => unknown) {
  const asked: { readonly path: string; readonly headers: IncomingMessage['headers'] }[] = []
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers })
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

/** Opens companies whose sources are read from this machine. To be called in a test file. */
export function openSources(database: Database, { trusted }: { readonly trusted?: readonly string[] } = {}) {
  const open = companyOpener(database)
  const store = openFolderStore(temporaryFolder())
  const archive = openArchive(store)
  const deposits = openDeposits(store, 5_000_000)
  const log = { error: () => undefined }
  const importJobs = createImportJobs({ database, archive, deposits, log })
  const sealer = openSealer({ secret: null, dataDir: temporaryFolder() })
  /** What the server allows: each story says it as it opens. */
  const allowed: { networks: readonly string[] } = { networks: [] }
  const parts = {
    ...{ database, sealer, ...(trusted ? { trusted } : {}) },
    config: {
      get sourceNetworks() {
        return allowed.networks
      },
      today: TODAY,
    },
    door: openImportDoor({ database, archive, deposits, importJobs }),
  }
  const routes = sourcesRoutes({ ...parts, sources: { wake: () => undefined } })
  const api = openApi(database, routerOf(database, routes), TODAY)
  return async (networks: readonly string[] = ['127.0.0.1', '::1']) => {
    const { company, context, desk } = await open([], TODAY)
    allowed.networks = networks
    const base = `/api/companies/${company.code}/sources`
    const put = async (path: string, body: unknown): Promise<ShownSource> => {
      const answer = await api.ask('PUT', path, body)
      if (answer.status !== 200) throw new Error(await answer.text())
      return last((await answer.json()) as Sources)
    }
    return {
      ...{ company, context, desk, api, base, deposits },
      add: async (
        fields: Omit<SourceFields, 'rhythm' | 'hour'> & Partial<SourceFields>,
      ): Promise<ShownSource> => last(await api.post<Sources>(base, { rhythm: 'hour', hour: 6, ...fields })),
      change: (id: number, fields: Partial<SourceFields>) => put(`${base}/${id}`, fields),
      /** As its owner does at first: looks at what would be imported, then opens it. */
      async start(id: number): Promise<ShownSource> {
        await api.post(`${base}/${id}/deposits`, {})
        return await put(`${base}/${id}/opening`, { isActive: true })
      },
      /** What sources do by themselves, as if this one's time had come. */
      async turn(id: number, lookLimitMs?: number): Promise<ShownSource> {
        await database.owner.query('update sources set next_at = now() where id = $1', [id])
        await runSources(lookLimitMs === undefined ? parts : { ...parts, lookLimitMs }, NEVER)
        return await shown(id)
      },
      shown,
      open: async (): Promise<Record<string, number>> => {
        const { rows } = await database.owner.query(
          `select i.number, sum(j.open_cents)::int as open from invoices i
           join instalments j on j.company_id = i.company_id and j.invoice_id = i.id
           where i.company_id = $1 group by i.number order by i.number`,
          [company.id],
        )
        return Object.fromEntries(rows.map(({ number, open }) => [number, open]))
      },
    }
    async function shown(id: number): Promise<ShownSource> {
      const { sources } = await api.get<Sources>(base)
      const found = sources.find((source) => source.id === id)
      if (!found) throw new Error(`no source ${id}`)
      return found
    }
  }
}

function last({ sources }: Sources): ShownSource {
  const found = sources.at(-1)
  if (!found) throw new Error('no source')
  return found
}
