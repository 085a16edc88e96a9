import { join } from 'node:path'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'

/** Where things are in a container. Folders are named by the pack's key, so that no system sees two of them as one. */
export class ContainerLayout {
  readonly directory: string

  constructor(directory: string) {
    this.directory = directory
  }

  get lock(): string {
    return join(this.directory, 'lock')
  }

  get stateDatabase(): string {
    return join(this.directory, 'state.db')
  }

  get packs(): string {
    return join(this.directory, 'packs')
  }

  get staging(): string {
    return join(this.directory, 'staging')
  }

  /** What is being deleted: moved here first, so that it is gone from its place at once. */
  get trash(): string {
    return join(this.directory, 'trash')
  }

  /** Merged folders for readers that need several packs' files side by side. */
  get merged(): string {
    return join(this.directory, 'merged')
  }

  packVersions(id: AssetPackID): string {
    return join(this.packs, assetPackIDKey(id))
  }

  packFiles(id: AssetPackID, version: number): string {
    return join(this.packVersions(id), String(version))
  }

  packIndex(id: AssetPackID, version: number): string {
    return `${this.packFiles(id, version)}.index`
  }

  /** What the state database says about this version, kept beside it in case the database is lost. */
  packDescription(id: AssetPackID, version: number): string {
    return `${this.packFiles(id, version)}.json`
  }

  stagedVersions(id: AssetPackID): string {
    return join(this.staging, assetPackIDKey(id))
  }

  stagingArea(id: AssetPackID, version: number): string {
    return join(this.stagedVersions(id), String(version))
  }
}

/** Reads the name of a version's folder; `undefined` when it is none. */
export function parseVersionName(name: string): number | undefined {
  return /^(?:0|[1-9][0-9]{0,15})$/.test(name) ? Number(name) : undefined
}
