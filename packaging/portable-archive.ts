import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from './run.ts'
import type { Stage } from './stage.ts'

/** `relances-VERSION-linux-x64.tar.xz`: unpack it, run `./relances`. `level`: of xz, 0 to 9. Gives its path. */
export function makePortableArchive(stage: Stage, out: string, level: number): string {
  const archive = join(out, `${stage.name}-linux-${process.arch}.tar.xz`)
  rmSync(archive, { force: true })
  // Sorted, dated and owned alike, so that the same tree is the same file.
  const alike = ['--sort=name', `--mtime=@${stage.dated}`, '--owner=0', '--group=0', '--numeric-owner']
  run(
    'tar',
    [...alike, `--use-compress-program=xz -T2 -${level}`, '-cf', archive, stage.name],
    dirname(stage.folder),
  )
  return archive
}
