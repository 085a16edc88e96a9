import { basename, isAbsolute } from 'node:path'
import { AsyncQueue } from '../../src-shared/base/async-queue'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { Arrival, OfferedFile } from '../../src-shared/domain/arrival'
import { AssetPackError, toAssetPackError } from '../../src-shared/domain/errors'
import { mostFilesAtOnce } from '../../src-shared/domain/file-batch'
import { parsePackLink } from '../../src-shared/domain/pack-link'
import type { AssetPackManager } from '../manager/asset-pack-manager'

/** What {@link Arrivals} ask. */
export type ArrivalsManager = Pick<
  AssetPackManager,
  'checkFile' | 'startInstallFromFile' | 'assetPack' | 'installedAssetPacks'
>

/** A file that a person gave: dropped, chosen in the system's dialog, double-clicked, or named on a command line. */
export interface GivenFile {
  /** Empty for something that has none. */
  readonly path: string
  /** What it is called where it has no path; else the path says it. */
  readonly name?: string | undefined
}

const longestPath = 4096
const longestName = 200
/** Files that were looked at and may still be installed. */
const mostChoices = 100
/** Arrivals that wait for a window: nobody answers more questions one after the other. */
const mostWaiting = 20

/**
 * What reaches the app from outside its window, on its way into the window. Nothing is installed before somebody says so there;
 * a window names a file by its number, never by its path.
 */
export class Arrivals {
  readonly #manager: ArrivalsManager
  readonly #choices = new Map<number, string>()
  /** What ends the look at files, by the number of their arrival. */
  readonly #looks = new Map<number, AbortController>()
  #count = 0
  /** What no window has heard of yet. */
  #waiting: Arrival[] = []
  #window: AsyncQueue<Arrival> | undefined

  constructor(manager: ArrivalsManager) {
    this.#manager = manager
  }

  /** Looks at files and offers them. Those beyond the twentieth are not looked at, which the window says. */
  async openFiles(given: readonly GivenFile[]): Promise<void> {
    const files = given.slice(0, mostFilesAtOnce)
    if (files.length === 0) return
    const number = this.#nextNumber()
    const look = new AbortController()
    this.#looks.set(number, look)
    this.#tell({ kind: 'reading', number, names: files.map(nameOf) })
    const offered = await Promise.all(files.map((file) => this.#looked(file, look.signal)))
    this.#looks.delete(number)
    if (look.signal.aborted) return
    const more = files.length < given.length ? { hasMore: true as const } : {}
    this.#tell({ kind: 'files', number, files: offered, ...more })
  }

  /** Ends the look at the files of that number, of which nobody wants to know any more. */
  stopReading(number: number): void {
    this.#looks.get(number)?.abort(new AssetPackError('cancelled', 'Nobody wants to know any more.'))
  }

  /** Follows a link to a pack. */
  async openLink(text: string): Promise<void> {
    const link = parsePackLink(text)
    if (link === undefined) {
      const error = new AssetPackError('invalidArgument', 'The link does not name a pack.')
      this.#tell({ kind: 'refusedLink', error: error.toJSON() })
      return
    }
    try {
      const { id } = this.#installed(link.id) ?? (await this.#manager.assetPack(link.id))
      this.#tell({ kind: 'link', purpose: link.purpose, id })
    } catch (error) {
      this.#tell({ kind: 'refusedLink', error: toAssetPackError(error).toJSON() })
    }
  }

  /** Registers the installation of a file that was offered. @throws `invalidArgument` for another number; what the manager throws. */
  async install(choice: number, signal: AbortSignal): Promise<void> {
    const path = this.#choices.get(choice)
    if (path === undefined) {
      throw new AssetPackError('invalidArgument', 'Choose the file once more.', { details: { choice } })
    }
    this.#choices.delete(choice)
    await this.#manager.startInstallFromFile(path, { signal })
  }

  /** What arrives, from what no window has heard of on; the newest window hears it. Ends when `signal` aborts. */
  stream(signal: AbortSignal): AsyncIterableIterator<Arrival, undefined> {
    const queue = new AsyncQueue<Arrival>({
      onLeave: () => {
        if (this.#window === queue) this.#window = undefined
      },
    })
    for (const arrival of this.#waiting.splice(0)) queue.push(arrival)
    this.#window = queue
    signal.addEventListener('abort', () => {
      queue.end()
    })
    return queue
  }

  /** The pack of that name, as its publisher writes it: a link may do so in other letters. */
  #installed(id: AssetPackID): AssetPack | undefined {
    const key = assetPackIDKey(id)
    return this.#manager.installedAssetPacks().find((assetPack) => assetPackIDKey(assetPack.id) === key)
  }

  async #looked(file: GivenFile, signal: AbortSignal): Promise<OfferedFile> {
    const name = nameOf(file)
    try {
      const { path, fileSize, assetPack, installed } = await this.#manager.checkFile(checkedPath(file), {
        signal,
      })
      signal.throwIfAborted()
      const choice = this.#nextNumber()
      this.#remember(choice, path)
      return {
        kind: 'ready',
        ...{ choice, name, fileSize },
        assetPack: assetPack.toJSON(),
        ...(installed === undefined ? {} : { installedVersion: installed.version }),
      }
    } catch (error) {
      return { kind: 'refused', name, error: toAssetPackError(error).toJSON() }
    }
  }

  #remember(choice: number, path: string): void {
    this.#choices.set(choice, path)
    const [oldest] = this.#choices.keys()
    if (this.#choices.size > mostChoices && oldest !== undefined) this.#choices.delete(oldest)
  }

  #nextNumber(): number {
    this.#count += 1
    return this.#count
  }

  #tell(arrival: Arrival): void {
    if (this.#window !== undefined) this.#window.push(arrival)
    // What files are goes with their being looked at: that may have come too late, but then it says nothing.
    else if (this.#waiting.length < mostWaiting || arrival.kind === 'files') this.#waiting.push(arrival)
  }
}

function checkedPath({ path }: GivenFile): string {
  if (isAbsolute(path) && path.length <= longestPath && !path.includes('\0')) return path
  throw new AssetPackError(
    'packFileInvalid',
    'What was given is not a file on this computer. Choose another file.',
  )
}

function nameOf({ path, name = '' }: GivenFile): string {
  return (path === '' ? name : basename(path)).slice(0, longestName)
}
