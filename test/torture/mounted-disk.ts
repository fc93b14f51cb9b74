import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** A file system of its own for a test, mounted on `path`. */
export interface MountedDisk {
  readonly path: string
  unmount(): void
}

/** Why this machine cannot mount (no right, no loop device), or null; needed to cut a power that is not there. */
export function whyNoMount(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'mounting takes Linux and root'
  try {
    run('losetup', ['--find'])
    return null
  } catch (error) {
    return `no loop device: ${(error as Error).message.split('\n').at(-1)}`
  }
}

/** Makes an ext4 file system in the file `image` and mounts it on `path`. */
export function mountNewImage(image: string, path: string, megabytes: number): MountedDisk {
  run('truncate', ['--size', `${megabytes}M`, image])
  run('mkfs.ext4', ['-q', '-F', image])
  return mountImage(image, path)
}

/** Mounts an image as it is: what a machine does after a power cut. */
export function mountImage(image: string, path: string): MountedDisk {
  return mount(['-o', 'loop', image], path)
}

/** Mounts a file system in memory that holds no more than so much. */
export function mountSmall(path: string, megabytes: number): MountedDisk {
  return mount(['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs'], path)
}

/** Makes a mounted file system refuse every write, or take them again; it waits for the file being written. */
export async function setReadOnly({ path }: MountedDisk, isReadOnly: boolean): Promise<void> {
  const deadline = performance.now() + 30_000
  for (;;) {
    try {
      return run('mount', ['-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, path])
    } catch (error) {
      if (performance.now() > deadline) throw error
      await delay(5)
    }
  }
}

/** Copies an image without its holes, and nothing of what the kernel has not written to it yet. */
export function copyImage(from: string, to: string): void {
  run('cp', ['--sparse=always', from, to])
}

function mount(args: readonly string[], path: string): MountedDisk {
  mkdirSync(path, { recursive: true })
  run('mount', [...args, path])
  // As root, PostgreSQL runs as another user, who has to get in.
  chmodSync(path, 0o755)
  // Lazily: a process that a failed round has left there must not hide why the round failed.
  return { path, unmount: () => run('umount', ['--lazy', path]) }
}

/** The folder an image is mounted on and the file it is in, side by side. */
export function besides(folder: string, name: string): { readonly image: string; readonly path: string } {
  return { image: join(folder, `${name}.img`), path: join(folder, name) }
}

function run(program: string, args: readonly string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
}
