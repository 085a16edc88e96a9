import { TargetFile } from '@tufjs/models'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { AssetPackDescription } from '../../src-shared/domain/asset-pack'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { sha256Hex } from '../repository/digest'
import {
  consistentTargetPath,
  indexPatchPath,
  packIndexTargetName,
  targetsDirectory,
} from '../repository/layout'
import { targetCustom, targetCustomSchema, type PlainIndexFacts } from '../repository/target-custom'
import type { TargetFolder } from './target-folder'
import type { WrittenIndex } from './written-index'

/** One version of a pack that the repository offers. */
export interface PublishedVersion {
  readonly assetPack: AssetPackDescription
  readonly target: TargetFile
}

/** The versions that a repository offers, while they are being changed. Nothing is written before they are signed. */
export class PublishedVersions {
  readonly #folder: TargetFolder
  readonly #versions: PublishedVersion[]

  /** @throws AssetPackError `metadataInvalid` for targets that are none of this program's. */
  constructor(folder: TargetFolder, targets: Readonly<Record<string, TargetFile>>) {
    this.#folder = folder
    this.#versions = Object.values(targets).map((target) => ({ assetPack: describe(target), target }))
  }

  /** What is to be signed, ordered by pack and version. */
  targets(): readonly TargetFile[] {
    return [...this.#versions]
      .sort((a, b) => compare(a.assetPack.id, b.assetPack.id) || a.assetPack.version - b.assetPack.version)
      .map(({ target }) => target)
  }

  /**
   * The versions of a pack that are offered, newest first.
   *
   * @throws AssetPackError `alreadyExists` when the name is taken in another spelling.
   */
  of(id: AssetPackID): readonly PublishedVersion[] {
    const found = this.#versions.filter(
      ({ assetPack }) => assetPackIDKey(assetPack.id) === assetPackIDKey(id),
    )
    const [first] = found
    if (first !== undefined && first.assetPack.id !== id) {
      throw new AssetPackError(
        'alreadyExists',
        `The repository has a pack "${first.assetPack.id}" already; names are unique ignoring case.`,
        { details: { assetPackID: id, existing: first.assetPack.id } },
      )
    }
    return found.sort((a, b) => b.assetPack.version - a.assetPack.version)
  }

  /** The version that the next publish of a pack gets: higher than any there was, withdrawn ones included. */
  async nextVersion(id: AssetPackID): Promise<number> {
    const listed = this.of(id).map(({ assetPack }) => assetPack.version)
    const written = (await this.#folder.list(`${targetsDirectory}/${id}`)).flatMap((name) => {
      const match = /^[0-9a-f]{64}\.([0-9]+)\.packindex$/.exec(name)
      return match === null ? [] : [Number(match[1])]
    })
    return Math.max(0, ...(listed.length > 0 ? listed : written)) + 1
  }

  /**
   * The bytes of the index of a version that is offered.
   *
   * @throws AssetPackError `integrityCheckFailed` when its file is missing or not what was signed.
   */
  async indexOf({ assetPack, target }: PublishedVersion): Promise<Uint8Array> {
    const { sha256 = '' } = target.hashes
    const path = consistentTargetPath(packIndexTargetName(assetPack.id, assetPack.version), sha256)
    const bytes = await this.#folder.read(path)
    if (bytes === undefined || sha256Hex(bytes) !== sha256) {
      throw new AssetPackError('integrityCheckFailed', `${path} in the repository is missing or damaged.`, {
        details: { path, expected: sha256 },
      })
    }
    return bytes
  }

  /** Writes the index of a new version and its patches, and lists it; of that pack's versions the newest `keep` stay listed. */
  async add(assetPack: AssetPackDescription, index: WrittenIndex, keep: number): Promise<void> {
    const { id, version } = assetPack
    const name = packIndexTargetName(id, version)
    const sha256 = sha256Hex(index.bytes)
    await this.#folder.write(consistentTargetPath(name, sha256), index.bytes)
    for (const { fromVersion, bytes } of index.patches)
      await this.#folder.write(indexPatchPath(id, version, fromVersion, index.plain.sha256), bytes)
    const target = TargetFile.fromJSON(name, {
      length: index.bytes.length,
      hashes: { sha256 },
      custom: targetCustom(assetPack, plainIndexFacts(index)) as never,
    })
    const others = this.of(assetPack.id).slice(Math.max(0, keep - 1))
    for (const dropped of others) this.#drop(dropped)
    this.#versions.push({ assetPack, target })
  }

  /** Takes every version of a pack off the list. */
  remove(id: AssetPackID): void {
    for (const version of this.of(id)) this.#drop(version)
  }

  #drop(version: PublishedVersion): void {
    this.#versions.splice(this.#versions.indexOf(version), 1)
  }
}

/** Where there is no patch, its facts would only make the list longer. */
function plainIndexFacts({ plain, patches }: WrittenIndex): PlainIndexFacts | undefined {
  if (patches.length === 0) return undefined
  return {
    ...plain,
    patches: patches.map(({ fromVersion, bytes }) => ({ fromVersion, length: bytes.length })),
  }
}

function describe(target: TargetFile): AssetPackDescription {
  const parsed = targetCustomSchema.safeParse(target.custom)
  if (parsed.success) return parsed.data.assetPack
  throw new AssetPackError(
    'metadataInvalid',
    `The repository lists "${target.path}", which is no asset pack.`,
    {
      cause: parsed.error,
      details: { target: target.path },
    },
  )
}

function compare(first: string, second: string): number {
  return first < second ? -1 : first > second ? 1 : 0
}
