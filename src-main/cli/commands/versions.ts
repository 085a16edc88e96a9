import type { Command } from 'commander'
import { parseAssetPackID } from '../../../src-shared/domain/asset-pack-id'
import { AssetPackError, toAssetPackError } from '../../../src-shared/domain/errors'
import type { AssetPackManager } from '../../index'
import { CommandRunner, wholeNumber, type CommandContext } from '../command'
import { withManager, withPlaceOptions, type PlaceOptions } from '../open-manager'
import { terminalText } from '../terminal-text'

/** `rollback`, `pin` and `unpin`: which version of a pack is used, and whether it stays. All work offline. */
export function addVersionCommands(program: Command, runner: CommandRunner): void {
  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program
        .command('rollback <id>')
        .description('go back to the next older version that is kept, and stay there until asked to update')
        .option(
          '--to <version>',
          'the version to use, of those that are kept; a newer one lets updates come again',
          wholeNumber('--to', 0, Number.MAX_SAFE_INTEGER),
        ),
    ),
  ).action((id: string, options: RollbackOptions) =>
    runner.run(options, (context) => rollback(id, options, context)),
  )

  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program
        .command('pin <id> <version>')
        .description('keep a pack at a version that is here, whatever updates come'),
    ),
  ).action((id: string, version: string, options: PlaceOptions) =>
    runner.run(options, (context) => pin(id, version, options, context)),
  )

  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program.command('unpin <id>').description('let updates of a pack come again'),
    ),
  ).action((id: string, options: PlaceOptions) =>
    runner.run(options, (context) => unpin(id, options, context)),
  )
}

interface RollbackOptions extends PlaceOptions {
  readonly to?: number
}

function rollback(
  text: string,
  options: RollbackOptions,
  { output, signal }: CommandContext,
): Promise<undefined> {
  const id = parseAssetPackID(text)
  return withManager(options, { output, signal }, async (manager) => {
    const before = manager.localVersion(id)
    const { version } = await manager.rollback(id, options.to).catch((error: unknown) => {
      throw withWay(id, toAssetPackError(error))
    })
    output.result(
      { ok: true, id, version, before, ...versionFacts(manager, id) },
      `${terminalText(id)}: version ${String(version)} takes the place of version ${String(before)}.${pinNote(manager, id)}`,
    )
    return undefined
  })
}

function pin(
  text: string,
  versionText: string,
  options: PlaceOptions,
  { output, signal }: CommandContext,
): Promise<undefined> {
  const id = parseAssetPackID(text)
  const version = wholeNumber('<version>', 0, Number.MAX_SAFE_INTEGER)(versionText)
  return withManager(options, { output, signal }, async (manager) => {
    await manager.pin(id, version)
    output.result(
      { ok: true, id, version, ...versionFacts(manager, id) },
      `${terminalText(id)}: version ${String(version)} is used.${pinNote(manager, id)}`,
    )
    return undefined
  })
}

function unpin(text: string, options: PlaceOptions, { output, signal }: CommandContext): Promise<undefined> {
  const id = parseAssetPackID(text)
  return withManager(options, { output, signal }, (manager) => {
    manager.unpin(id)
    const version = manager.localVersion(id)
    output.result(
      { ok: true, id, version, ...versionFacts(manager, id) },
      `${terminalText(id)} ${String(version)}: updates come again.`,
    )
    return Promise.resolve(undefined)
  })
}

/** Says how to get to the versions that are kept, where the wanted one is not. */
function withWay(id: string, error: AssetPackError): AssetPackError {
  const { keptVersions } = error.details
  if (error.code !== 'versionNotFound' || !Array.isArray(keptVersions) || keptVersions.length === 0)
    return error
  const version = String(keptVersions[0])
  const way = `To use version ${version}: assetpack rollback ${id} --to ${version}`
  return new AssetPackError(error.code, `${error.message} ${way}`, {
    cause: error,
    details: error.details,
  })
}

/** What a script wants to know about the versions of an installed pack besides the one that is used. */
export function versionFacts(
  manager: AssetPackManager,
  id: string,
): { readonly pinned: boolean; readonly keptVersions: number[] } {
  return {
    pinned: manager.pinnedVersion(id) !== undefined,
    keptVersions: [...manager.keptVersions(id)],
  }
}

function pinNote(manager: AssetPackManager, id: string): string {
  if (manager.pinnedVersion(id) === undefined) return ''
  const shown = terminalText(id)
  return ` It stays until "assetpack unpin ${shown}" or "assetpack update ${shown}".`
}
