import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Catalog, TrustMarks, TrustMarkStore } from '../../src-main/catalog/catalog'
import { openTufCatalog } from '../../src-main/catalog/tuf-catalog'
import { startHostingServer, type HostingServer } from '../../src-main/hosting/hosting-server'
import { NodeTransport } from '../../src-main/transport/node-transport'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { AssetPackError } from '../../src-shared/domain/errors'
import { ManualClock } from './manual-clock'
import { seededBytes } from './file-tree'
import { SignedRepository } from './signed-repository'
import { temporaryDirectory } from './temporary-directory'

/** The index of the pack `tutorial` 1 that every scene starts with. */
export const index: Uint8Array = seededBytes(5000, 1)

/** Marks of trust that a test can look at. */
export class MemoryMarks implements TrustMarkStore {
  marks: TrustMarks | undefined

  read(): TrustMarks | undefined {
    return this.marks
  }

  raise(marks: TrustMarks): void {
    const { marks: old } = this
    const highest = (key: keyof TrustMarks): number => Math.max(marks[key], old?.[key] ?? 0)
    this.marks = {
      root: highest('root'),
      timestamp: highest('timestamp'),
      snapshot: highest('snapshot'),
      targets: highest('targets'),
      lastSeen: highest('lastSeen'),
    }
  }

  recover(marks: TrustMarks): void {
    this.marks = marks
  }
}

/** A repository on a server, and one client's machine. */
export class Scene {
  readonly clock = new ManualClock()
  readonly marks = new MemoryMarks()
  readonly repository: SignedRepository
  directory: string
  readonly log: string[] = []
  root: Uint8Array = new Uint8Array()
  server: HostingServer | undefined

  constructor(directory: string) {
    this.repository = new SignedRepository(join(directory, 'repository'), this.clock.now())
    this.directory = join(directory, 'client')
  }

  async open(): Promise<Catalog> {
    const transport = new NodeTransport({ clock: this.clock })
    const catalog = await openTufCatalog({
      repositoryURL: this.server?.url ?? 'http://127.0.0.1:9',
      rootMetadata: this.root,
      directory: () => this.directory,
      transport,
      marks: this.marks,
      clock: this.clock,
      logger: { log: (_level, message) => void this.log.push(message) },
    })
    onTestFinished(async () => {
      await catalog.close()
      await transport.close()
    })
    return catalog
  }
}

/** A published repository with one pack, and a client that has never asked. */
export async function scene(): Promise<Scene> {
  const made = new Scene(await temporaryDirectory())
  made.root = await made.repository.writeRoot()
  await made.repository.addPack('tutorial', 1, index)
  await made.repository.publish()
  const server = await startHostingServer({ directory: made.repository.directory })
  made.server = server
  onTestFinished(() => server.close())
  return made
}

/** The `AssetPackError` with which `work` fails. */
export async function failureOf(work: Promise<unknown>): Promise<AssetPackError> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  if (error instanceof AssetPackError) return error
  throw new Error('Expected an AssetPackError', { cause: error })
}

/** The code with which `work` fails. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return (await failureOf(work)).code
}

/** Packs as `<id> <version>`. */
export function listed(packs: readonly AssetPack[] | undefined): readonly string[] | undefined {
  return packs?.map(({ id, version }) => `${id} ${String(version)}`)
}
