import { createReadStream, lstatSync } from 'node:fs'
import { stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { parseAssetPackID } from '../../../src-shared/domain/asset-pack-id'
import { AssetPackError, isAssetPackError } from '../../../src-shared/domain/errors'
import { packPathProblem } from '../../../src-shared/domain/pack-path'
import type { AssetPackManager, LookupScope } from '../../index'
import { CommandRunner, type CommandContext } from '../command'
import { withManager, withPlaceOptions, type PlaceOptions } from '../open-manager'
import { terminalText } from '../terminal-text'

interface ContentOptions extends PlaceOptions {
  readonly pack?: string
  readonly remote?: boolean
}

/** `path` and `read`: where a file of the merged namespace is, and its bytes. Both work offline but for `read --remote`. */
export function addContentCommands(program: Command, runner: CommandRunner): void {
  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program
        .command('path <relative-path>')
        .description("print a file's or folder's place on disk, for this moment: do not keep it"),
    ),
  ).action((path: string, options: PlaceOptions) =>
    runner.run(options, (context) => printPath(path, options, context)),
  )

  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program
        .command('read <relative-path>')
        .description("write a file's bytes to stdout")
        .option('--pack <id>', 'look in this pack only (default: all packs)')
        .option('--remote', 'read the newest version of --pack from the server, without installing it'),
    ),
  ).action((path: string, options: ContentOptions) =>
    runner.run(options, (context) => read(path, options, context)),
  )
}

async function printPath(
  path: string,
  options: PlaceOptions,
  { output, signal }: CommandContext,
): Promise<undefined> {
  await withManager(options, { output, signal }, async (manager) => {
    const location = fileURLToPath(await manager.url(withoutSlashAtEnd(path)))
    // The API's URL is well-formed whatever is there; a script wants to hear of nothing, and of what no pack holds.
    const there = lstatSync(location, { throwIfNoEntry: false })
    if (there?.isFile() !== true && there?.isDirectory() !== true) {
      throw new AssetPackError('fileNotFound', `No installed pack holds "${terminalText(path)}".`, {
        details: { path },
      })
    }
    output.result({ ok: true, path: location }, location)
  })
}

async function read(
  path: string,
  options: ContentOptions,
  { output, signal }: CommandContext,
): Promise<undefined> {
  // Bytes are no JSON document, and a script that asks for one must not get them.
  if (output.json) {
    throw new AssetPackError(
      'wrongUse',
      '"read" writes the bytes of a file as they are and takes no --json. "assetpack path --json" names the file on disk.',
    )
  }
  if (options.remote === true) return readRemote(path, options, { output, signal })
  const scope = options.pack === undefined ? {} : { assetPackID: parseAssetPackID(options.pack) }
  await withManager(options, { output, signal }, async (manager) => {
    const file = await openFile(manager, path, scope)
    try {
      // The handle is the manager's promise that the bytes stay the same version from the first to the last.
      for await (const piece of createReadStream('', { fd: file.fd, autoClose: false, signal })) {
        await output.bytes(piece as Uint8Array)
      }
    } finally {
      await file.close()
    }
  })
}

async function readRemote(
  path: string,
  options: ContentOptions,
  { output, signal }: CommandContext,
): Promise<undefined> {
  if (options.pack === undefined) {
    throw new AssetPackError('wrongUse', 'Say which pack holds the file: "read <path> --pack <id> --remote".')
  }
  const id = parseAssetPackID(options.pack)
  await withManager(options, { output, signal }, async (manager) => {
    await output.bytes(await manager.readRemote(id, path, { signal }))
  })
}

async function openFile(manager: AssetPackManager, path: string, scope: LookupScope): Promise<FileHandle> {
  try {
    return await manager.descriptor(path, scope)
  } catch (error) {
    if (!isAssetPackError(error, 'fileNotFound') || !(await isFolder(manager, path, scope))) throw error
    const shown = terminalText(path)
    throw new AssetPackError(
      'fileNotFound',
      `"${shown}" is a folder, and only files can be read. "assetpack path ${shown}" prints where it is; list what is in it there.`,
      { cause: error, details: { path, isFolder: true } },
    )
  }
}

async function isFolder(
  manager: AssetPackManager,
  path: string,
  { assetPackID }: LookupScope,
): Promise<boolean> {
  const plain = withoutSlashAtEnd(path)
  if (packPathProblem(plain) !== undefined) return false
  const location =
    assetPackID === undefined
      ? fileURLToPath(await manager.url(plain))
      : join(manager.installedDirectory(assetPackID), plain)
  return stat(location).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
}

/** A shell completes the name of a folder with one. */
function withoutSlashAtEnd(path: string): string {
  return path.replace(/(?<=[^/])\/+$/, '')
}
