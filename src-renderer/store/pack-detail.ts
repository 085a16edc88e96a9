import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { toAssetPackError, type SerializedError } from '../../src-shared/domain/errors'
import type { InstalledVersionFacts } from '../../src-shared/domain/installed-version'
import type { LibraryEntry } from '../../src-shared/domain/library'
import type { ChangedFile } from '../../src-shared/domain/pack-files'
import type { PackPlan } from '../../src-shared/domain/pack-plan'
import type { AssetPackClient } from '../../src-shared/ipc/contract'
import { FileTreeBuilder, type FileFolder } from './file-tree'

/** What was asked of the main process, as far as it has answered. */
export type Asked<T> =
  | { readonly kind: 'asking' }
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: SerializedError }

/** What is known of the pack whose screen is open, besides its entry in the library. */
export interface PackDetailState {
  /** Absent while there is nothing to install, or it is being installed. */
  readonly plan: Asked<PackPlan> | undefined
  readonly versions: Asked<readonly InstalledVersionFacts[]>
  /** Absent until {@link PackDetailState.askForFiles}. */
  readonly files: Asked<FileFolder> | undefined
  /** How many files have come so far. */
  readonly listedFiles: number
  /**
   * Asks what is no longer known of the pack as it is now; asking again about the same does nothing. What it would take to
   * have the pack is another thing while its files are still here, `isLeaving`, than once they have gone.
   */
  readonly follow: (entry: LibraryEntry, isLeaving?: boolean) => void
  /** What the update would change; absent until {@link PackDetailState.askForChanges}. */
  readonly changes: Asked<readonly ChangedFile[]> | undefined
  /** Asks which files of the version that is here the newest one would change. */
  readonly askForChanges: (entry: LibraryEntry) => void
  /** Asks for the files of the version that is here, else of the one that is offered. */
  readonly askForFiles: (entry: LibraryEntry) => void
  /** Asks again for what could not be answered. */
  readonly askAgain: () => void
  /** Forgets all of it, and stops what runs. */
  readonly leave: () => void
}

/** The store of {@link PackDetailState}. */
export type PackDetailStore = StoreApi<PackDetailState>

type DetailClient = Pick<AssetPackClient, 'plan' | 'localVersions' | 'files' | 'changedFiles'>

const nothingKnown = {
  plan: undefined,
  versions: { kind: 'asking' },
  files: undefined,
  changes: undefined,
  listedFiles: 0,
} as const satisfies Partial<PackDetailState>

/** A store that asks `client`. */
export function createPackDetailStore(client: DetailClient): PackDetailStore {
  return createStore<PackDetailState>((set, get) => {
    const questions = new DetailQuestions(client, set, get)
    return {
      ...nothingKnown,
      follow: (entry, isLeaving = false) => {
        questions.follow(entry, isLeaving)
      },
      askForFiles: (entry) => {
        questions.askForFiles(entry)
      },
      askForChanges: (entry) => {
        questions.askForChanges(entry)
      },
      askAgain: () => {
        questions.askAgain()
      },
      leave: () => {
        questions.leave()
      },
    }
  })
}

/** What is asked about one pack at a time, and where the answers go. */
class DetailQuestions {
  readonly #client: DetailClient
  readonly #set: (known: Partial<PackDetailState>) => void
  readonly #get: () => PackDetailState
  readonly #lines = {
    plan: new AskingLine(),
    versions: new AskingLine(),
    files: new AskingLine(),
    changes: new AskingLine(),
  }
  #followed: LibraryEntry | undefined
  #isLeaving = false

  constructor(
    client: DetailClient,
    set: (known: Partial<PackDetailState>) => void,
    get: () => PackDetailState,
  ) {
    this.#client = client
    this.#set = set
    this.#get = get
  }

  follow(entry: LibraryEntry, isLeaving: boolean): void {
    if (this.#followed !== undefined && this.#followed.assetPack.id !== entry.assetPack.id) this.#forget()
    this.#followed = entry
    this.#isLeaving = isLeaving
    this.#askForPlan(entry)
    this.#askForVersions(entry)
    if (this.#get().files !== undefined) this.askForFiles(entry)
    if (this.#get().changes !== undefined) this.askForChanges(entry)
  }

  askForFiles(entry: LibraryEntry): void {
    const request = filesRequest(entry)
    const list = (signal: AbortSignal): Promise<FileFolder> => this.#listFiles(request, signal)
    this.#lines.files.ask(`${request.id} ${String(request.version)}`, list, (files) => {
      this.#set(files.kind === 'asking' ? { files, listedFiles: 0 } : { files })
    })
  }

  askForChanges({ assetPack: { id, version }, local }: LibraryEntry): void {
    if (local === undefined || local.version >= version) {
      this.#lines.changes.stop()
      this.#set({ changes: undefined })
      return
    }
    const list = (signal: AbortSignal): Promise<readonly ChangedFile[]> => this.#listChanges(id, signal)
    this.#lines.changes.ask([id, local.version, version].join(' '), list, (changes) => {
      this.#set({ changes })
    })
  }

  askAgain(): void {
    const { plan, versions, files, changes } = this.#get()
    if (changes?.kind === 'failed') this.#lines.changes.stop()
    if (plan?.kind === 'failed') this.#lines.plan.stop()
    if (versions.kind === 'failed') this.#lines.versions.stop()
    if (files?.kind === 'failed') this.#lines.files.stop()
    if (this.#followed !== undefined) this.follow(this.#followed, this.#isLeaving)
  }

  leave(): void {
    this.#followed = undefined
    this.#forget()
  }

  #askForPlan(entry: LibraryEntry): void {
    const key = planKey(entry, this.#isLeaving)
    if (key === undefined) {
      this.#lines.plan.stop()
      if (this.#get().plan !== undefined) this.#set({ plan: undefined })
      return
    }
    const { id } = entry.assetPack
    this.#lines.plan.ask(
      key,
      (signal) => this.#client.plan(id, { signal }),
      (plan) => {
        this.#set({ plan })
      },
    )
  }

  #askForVersions({ assetPack: { id }, local }: LibraryEntry): void {
    const key = [id, local?.version, local?.keptVersion].join(' ')
    this.#lines.versions.ask(
      key,
      (signal) => this.#client.localVersions(id, { signal }),
      (versions) => {
        // What was known stays in sight until something newer is.
        if (versions.kind !== 'asking' || this.#get().versions.kind === 'failed') this.#set({ versions })
      },
    )
  }

  async #listFiles(request: FilesRequest, signal: AbortSignal): Promise<FileFolder> {
    const tree = new FileTreeBuilder()
    for await (const page of this.#client.files(request, { signal })) {
      if (signal.aborted) break
      tree.add(page)
      this.#set({ listedFiles: tree.root.fileCount })
    }
    return tree.root
  }

  async #listChanges(id: AssetPackID, signal: AbortSignal): Promise<readonly ChangedFile[]> {
    const changes: ChangedFile[] = []
    for await (const { paths, sizes, kinds } of this.#client.changedFiles(id, { signal })) {
      if (signal.aborted) break
      for (const [index, path] of paths.entries())
        changes.push({ path, size: sizes[index] ?? 0, kind: kinds[index] ?? 'changed' })
    }
    return changes
  }

  #forget(): void {
    for (const line of Object.values(this.#lines)) line.stop()
    this.#set(nothingKnown)
  }
}

interface FilesRequest {
  readonly id: AssetPackID
  readonly version: number
}

function filesRequest({ assetPack, local }: LibraryEntry): FilesRequest {
  return { id: assetPack.id, version: local?.version ?? assetPack.version }
}

/** What a plan depends on; none where there is nothing to plan. */
function planKey({ assetPack, local, download }: LibraryEntry, isLeaving: boolean): string | undefined {
  const isNewest = local !== undefined && local.version >= assetPack.version
  if (isNewest || download !== undefined) return undefined
  return [assetPack.id, assetPack.version, local?.version, isLeaving].join(' ')
}

/** One question at a time: a new one stops the one before, and what that still answers is not heard. */
class AskingLine {
  #key: string | undefined
  #running = new AbortController()

  /** Asks, unless the same was asked last. */
  ask<T>(key: string, work: (signal: AbortSignal) => Promise<T>, hear: (asked: Asked<T>) => void): void {
    if (key === this.#key) return
    this.stop()
    this.#key = key
    const { signal } = this.#running
    hear({ kind: 'asking' })
    void answer(work(signal)).then((asked) => {
      if (!signal.aborted) hear(asked)
    })
  }

  /** Stops it; the same can be asked again. */
  stop(): void {
    this.#key = undefined
    this.#running.abort()
    this.#running = new AbortController()
  }
}

async function answer<T>(work: Promise<T>): Promise<Asked<T>> {
  try {
    return { kind: 'known', value: await work }
  } catch (error) {
    return { kind: 'failed', error: toAssetPackError(error).toJSON() }
  }
}
