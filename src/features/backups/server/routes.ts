import { Readable } from 'node:stream'
import { serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import type { Backups } from './backups.ts'

/** Routes of « Paramètres › Sauvegardes ». */
export function backupsRoutes({ backups }: { readonly backups: Backups }) {
  return [
    serve(contract.fetchBackups, ({ context }) => backups.state(context.language)),
    serve(contract.startBackup, async ({ context }) => {
      await backups.start(context.actor)
      return await backups.state(context.language)
    }),
    serve(contract.fetchBackup, async ({ params: { name }, context }) => {
      const { content, bytes } = await backups.take(name, context.actor)
      return new Response(Readable.toWeb(Readable.from(content)) as ReadableStream<Uint8Array>, {
        headers: {
          'Content-Type': 'application/gzip',
          'Content-Length': String(bytes),
          'Content-Disposition': `attachment; filename="${name}"`,
        },
      })
    }),
  ]
}
