import promises, { open, type FileHandle } from 'node:fs/promises'
import { constants } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { onTestFinished } from 'vitest'

/** A call that this process makes to its disk. `path` is what it touches; of two names the one that comes to be. */
export interface DiskCall {
  readonly name: 'sync' | 'rename' | 'link' | 'rm' | 'rmdir' | 'open' | 'readFile' | 'realpath' | 'stat'
  readonly path: string
}

/**
 * Asks `failure` at each of these calls whether the disk refuses it, and with which error; until the test has finished.
 * Also tells in which order they come.
 */
export async function failingDisk(failure: (call: DiskCall) => string | undefined): Promise<void> {
  const restores: (() => void)[] = []
  onTestFinished(() => {
    for (const restore of restores) restore()
    syncBuiltinESMExports()
  })
  const replace = (owner: object, name: string, replacement: (original: Call) => Call): void => {
    const original = Reflect.get(owner, name) as Call
    Reflect.set(owner, name, replacement(original))
    restores.push(() => Reflect.set(owner, name, original))
  }
  const paths = new WeakMap<object, string>()
  const refuse = (call: DiskCall): void => {
    const code = failure(call)
    if (code === undefined) return
    throw Object.assign(new Error(`${code}: ${call.name} ${call.path}`), { code, path: call.path })
  }
  for (const [name, place] of [
    ['rename', 1],
    ['link', 1],
    ['rm', 0],
    ['rmdir', 0],
    ['open', 0],
    ['readFile', 0],
    ['realpath', 0],
    ['stat', 0],
  ] as const)
    replace(
      promises,
      name,
      (original) =>
        async function (...args) {
          refuse({ name, path: String(args[place]) })
          const result = await Reflect.apply(original, promises, args)
          if (name === 'open') paths.set(result as FileHandle, String(args[0]))
          return result
        },
    )
  const handle = await open(process.execPath, constants.O_RDONLY)
  replace(
    Object.getPrototypeOf(handle) as object,
    'sync',
    (original) =>
      async function (this: object, ...args) {
        refuse({ name: 'sync', path: paths.get(this) ?? '' })
        return Reflect.apply(original, this, args)
      },
  )
  await handle.close()
  syncBuiltinESMExports()
}

/** Lets no write to a file handle take more than `mostBytes` at once, as a disk that is nearly full may; until the test ends. */
export async function shortWrites(mostBytes: number): Promise<void> {
  const handle = await open(process.execPath, constants.O_RDONLY)
  const prototype = Object.getPrototypeOf(handle) as FileHandle
  await handle.close()
  const write = Reflect.get(prototype, 'write') as Call
  Reflect.set(
    prototype,
    'write',
    async function (this: object, bytes: Uint8Array, at: number, length: number, position: number) {
      return Reflect.apply(write, this, [bytes, at, Math.min(length, mostBytes), position])
    },
  )
  onTestFinished(() => void Reflect.set(prototype, 'write', write))
}

type Call = (...args: readonly unknown[]) => Promise<unknown>
