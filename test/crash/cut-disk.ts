import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** File systems that can be told to forget at once what is not on their disk. */
export type CutFileSystem = 'ext4' | 'xfs'

/** ext4 as it is at its most careless, so that what is not synchronised is really lost. */
const recipes: Readonly<Record<CutFileSystem, { readonly make: readonly string[]; readonly mount: string }>> =
  {
    ext4: { make: ['mkfs.ext4', '-q', '-F'], mount: 'loop,commit=1,noauto_da_alloc' },
    xfs: { make: ['mkfs.xfs', '-q', '-f'], mount: 'loop' },
  }
const bytes = 400 * 1024 * 1024
const patience = 50

/** A disk of its own in a file, whose power can be cut. Needs root and loop devices. */
export class CutDisk {
  /** Where it is mounted. */
  readonly folder: string
  readonly #image: string
  readonly #mountOptions: string
  readonly #home: string

  private constructor(home: string, fileSystem: CutFileSystem) {
    this.#home = home
    this.#image = join(home, 'image')
    this.folder = join(home, 'disk')
    this.#mountOptions = recipes[fileSystem].mount
  }

  static async make(parent: string, fileSystem: CutFileSystem): Promise<CutDisk> {
    const disk = new CutDisk(mkdtempSync(join(parent, 'disk-')), fileSystem)
    writeFileSync(disk.#image, '')
    truncateSync(disk.#image, bytes)
    mkdirSync(disk.folder)
    const [program = '', ...args] = recipes[fileSystem].make
    try {
      await run(program, [...args, disk.#image])
      await disk.#mount()
      return disk
    } catch (error) {
      rmSync(disk.#home, { recursive: true })
      throw error
    }
  }

  /** Everything so far is on the disk. */
  async settle(): Promise<void> {
    await run('sync', ['-f', this.folder])
  }

  /** From here on nothing reaches the disk, and what had not reached it is lost. */
  async cut(): Promise<void> {
    await run('xfs_io', ['-x', '-c', 'shutdown', this.folder])
  }

  /** The power is back: the file system brings itself in order by its journal. Nobody may have files open. */
  async restore(): Promise<void> {
    await this.#unmount()
    await this.#mount()
  }

  async remove(): Promise<void> {
    await this.#unmount()
    rmSync(this.#home, { recursive: true, force: true })
  }

  async #mount(): Promise<void> {
    await run('mount', ['-o', this.#mountOptions, this.#image, this.folder])
  }

  async #unmount(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await run('umount', [this.folder])
        return
      } catch (error) {
        // The system closes a dead process's files a moment after its end.
        if (attempt === patience) throw error
        await delay(100)
      }
    }
  }
}

/** Why no power can be cut here; `undefined` when it can. */
export async function whyNoPowerCuts(parent: string): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'loop devices are for Linux'
  if (process.getuid?.() !== 0) return 'mounting needs root'
  for (const fileSystem of ['ext4', 'xfs'] as const) {
    try {
      const disk = await CutDisk.make(parent, fileSystem)
      try {
        await disk.cut()
        await disk.restore()
      } finally {
        await disk.remove()
      }
    } catch (error) {
      return `${fileSystem}: ${String(error).split('\n').join(' ').slice(0, 200)}`
    }
  }
  return undefined
}
