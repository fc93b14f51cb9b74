import { Readable } from 'node:stream'
import { z } from '@hono/zod-openapi'
import { apiRoute, FILE_ANSWERS, jsonAnswers } from '#platform/api-route.ts'
import { createRouter } from '#platform/router.ts'
import type { Backups } from './backups.ts'
import { backupState } from './contract.ts'

const tags = ['Sauvegardes']
const capability = 'manage-backups'

const listRoute = apiRoute({
  method: 'get',
  path: '/api/backups',
  capability,
  tags,
  summary: 'The backups of the folder, when the next is made, and how the last one ended',
  responses: jsonAnswers(backupState),
})

const makeRoute = apiRoute({
  method: 'post',
  path: '/api/backups',
  capability,
  tags,
  summary: 'Starts a backup, and answers at once',
  responses: jsonAnswers(backupState),
})

const fileRoute = apiRoute({
  method: 'get',
  path: '/api/backups/{name}/file',
  capability,
  tags,
  summary: 'A backup, as a file',
  request: { params: z.object({ name: z.string() }) },
  responses: FILE_ANSWERS,
})

/** Routes of « Paramètres › Sauvegardes ». */
export function backupsRoutes({ backups }: { readonly backups: Backups }) {
  return createRouter()
    .openapi(listRoute, async (c) => c.json(await backups.state(c.var.language), 200))
    .openapi(makeRoute, async (c) => {
      await backups.start(c.var.actor)
      return c.json(await backups.state(c.var.language), 200)
    })
    .openapi(fileRoute, async (c) => {
      const { name } = c.req.valid('param')
      const { content, bytes } = await backups.take(name, c.var.actor)
      return new Response(Readable.toWeb(Readable.from(content)) as ReadableStream<Uint8Array>, {
        headers: {
          'Content-Type': 'application/gzip',
          'Content-Length': String(bytes),
          'Content-Disposition': `attachment; filename="${name}"`,
        },
      })
    })
}
