import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseAssetPackID } from '../../src-shared/domain/asset-pack-id'
import { AssetPackError } from '../../src-shared/domain/errors'
import { packPathProblem } from '../../src-shared/domain/pack-path'
import {
  systemErrorCode,
  translateFileSystemError,
  withFileSystemErrors,
} from '../platform/file-system-errors'
import type { Namespace, NamespaceScope } from '../store/namespace'
import { openPackFile } from '../store/open-pack-file'
import type { LookupScope } from './call-options'
import { requiredLanguage } from './language-settings'

/** Where files of installed packs are found. */
export type PackFiles = Pick<Namespace, 'find' | 'findDirectory'>

/** Reads files of installed packs by their path in the merged namespace. */
export class PackReader {
  readonly #namespace: PackFiles
  readonly #container: { readonly directory: string }

  /** @param container - Says where the packs are at each moment. */
  constructor(namespace: PackFiles, container: { readonly directory: string }) {
    this.#namespace = namespace
    this.#container = container
  }

  /** @throws `fileNotFound`; what the disk says, translated. */
  async contents(path: string, scope: LookupScope): Promise<Uint8Array> {
    const file = await this.descriptor(path, scope)
    try {
      return await withFileSystemErrors(path, () => file.readFile())
    } finally {
      await file.close()
    }
  }

  /**
   * An update may switch between the lookup and the opening: the second lookup then finds the new version.
   *
   * @throws `fileNotFound`. The caller closes the handle.
   */
  async descriptor(path: string, scope: LookupScope): Promise<FileHandle> {
    const asked = namespaceScope(scope)
    const first = (await this.#namespace.find(path, asked))?.absolutePath
    if (first === undefined) throw fileNotFound(path)
    try {
      return requiredFile(await openPackFile(first), path)
    } catch (error) {
      if (!isMissing(error)) throw translateFileSystemError(error, first)
      const second = (await this.#namespace.find(path, asked))?.absolutePath
      if (second === undefined || second === first) throw fileNotFound(path, error)
      return withFileSystemErrors(second, async () => requiredFile(await openPackFile(second), path))
    }
  }

  /**
   * Well-formed even when nothing is there; then nothing is at the URL either, whatever else is in the container.
   *
   * @throws `fileNotFound` for what is no path in packs.
   */
  async url(path: string, { asLocalizedFor }: Pick<LookupScope, 'asLocalizedFor'> = {}): Promise<URL> {
    const scope = namespaceScope({ asLocalizedFor })
    if (packPathProblem(path) !== undefined) throw fileNotFound(path)
    const file = await this.#namespace.find(path, scope)
    const found = file?.absolutePath ?? (await this.#namespace.findDirectory(path, scope))
    return pathToFileURL(found ?? join(this.#container.directory, 'merged', nowhere, path))
  }
}

/** @throws `fileNotFound`. */
function requiredFile(file: FileHandle | undefined, path: string): FileHandle {
  if (file === undefined) throw fileNotFound(path)
  return file
}

function namespaceScope({ assetPackID, asLocalizedFor }: LookupScope): NamespaceScope {
  return {
    assetPackID: assetPackID === undefined ? undefined : parseAssetPackID(assetPackID),
    language: asLocalizedFor === undefined ? undefined : requiredLanguage(asLocalizedFor),
  }
}

/** Everything else (no permission, a failing disk, too many open files) is not answered by looking for the file again. */
function isMissing(error: unknown): boolean {
  return missingCodes.has(systemErrorCode(error) ?? '')
}

const missingCodes: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR'])

/** No merged folder is called so. In `packs` there would be the pack of that name, and its versions. */
const nowhere = 'nowhere'

function fileNotFound(path: string, cause?: unknown): AssetPackError {
  const shown = path.slice(0, 200)
  const problem = packPathProblem(path)
  const sentence =
    problem === undefined
      ? `No installed pack holds "${shown}".`
      : `"${shown}" is no path in packs: it ${problem}. Paths are relative, like "maps/dock.png".`
  return new AssetPackError('fileNotFound', sentence, {
    ...(cause === undefined ? {} : { cause }),
    details: { path: shown },
  })
}
