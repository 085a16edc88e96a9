import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryDirectory } from './temporary-directory'

/** A really small disk that only its own programs see: nothing stays mounted, however the test ends. */
export interface SmallDisk {
  /** Where it is for programs that {@link SmallDisk.enter} starts. */
  readonly directory: string
  /** The same folder as this process sees it. */
  readonly seenFromHere: string
  /** What goes before a program and its arguments so that the program sees the disk. */
  readonly enter: readonly string[]
}

/** What to say where there is none. */
export const noSmallDisk = 'this machine lets nobody mount a disk in a mount namespace of its own'

const mountAndWait = 'mount -t tmpfs -o "size=$1" tmpfs "$2" && echo mounted && exec cat'

/** A disk of that size until the test has finished; `undefined` where this machine does not allow it. */
export async function openSmallDisk(size: string): Promise<SmallDisk | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const directory = join(await temporaryDirectory(), 'disk')
  await mkdir(directory)
  // The namespace is there for as long as somebody is in it.
  const words = ['--mount', '--propagation', 'private', 'sh', '-c', mountAndWait, 'sh', size, directory]
  const holder = spawn('unshare', words, { stdio: ['pipe', 'pipe', 'ignore'] })
  const ended = new Promise<'ended'>((resolve) => {
    holder.once('error', () => {
      resolve('ended')
    })
    holder.once('exit', () => {
      resolve('ended')
    })
  })
  const first = await Promise.race([once(holder.stdout, 'data'), ended])
  if (first === 'ended') return undefined
  onTestFinished(async () => {
    holder.stdin.end()
    await ended
  })
  const namespace = `/proc/${String(holder.pid)}`
  return {
    directory,
    seenFromHere: join(namespace, 'root', directory),
    enter: ['nsenter', `--mount=${namespace}/ns/mnt`],
  }
}
