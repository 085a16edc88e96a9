import { resolve } from 'node:path'
import type { Command } from 'commander'
import { AssetPackError } from '../../src-shared/domain/errors'
import {
  createAssetPackManager,
  loadConfiguration,
  isAssetPackError,
  parseConfiguration,
  type AssetPackManager,
} from '../index'
import type { CommandContext, CommonOptions } from './command'
import { RetryNotes } from './retry-notes'

/** Where the packs come from and where they go. */
export interface PlaceOptions extends CommonOptions {
  readonly config?: string
  readonly url?: string
  readonly root?: string
  readonly container?: string
  /** Gives way to whoever opens the packs. */
  readonly background?: boolean
}

/** Adds the options that name repository and container. */
export function withPlaceOptions(command: Command): Command {
  return command
    .option('--config <file>', 'assetpack.config.json')
    .option('--url <repository>', "the repository's base URL")
    .option('--root <root.json>', "the repository's trusted root metadata")
    .option('--container <directory>', 'the folder that holds the packs')
}

/**
 * Opens the manager that the options name, hands it to `work`, and closes it whatever happens. Waits are told to `output`.
 * The signal ends the wait for a process that gives the packs up; `work` has it as it needs it.
 *
 * @param isManaged - Whether packs may come by themselves where no configuration says it.
 */
export async function withManager<T>(
  options: PlaceOptions,
  context: CommandContext,
  work: (manager: AssetPackManager) => Promise<T>,
  isManaged = false,
): Promise<T> {
  const manager = await openManager(options, context, isManaged)
  try {
    return await work(manager)
  } finally {
    await manager.close()
  }
}

async function openManager(
  options: PlaceOptions,
  { output, signal }: CommandContext,
  isManaged: boolean,
): Promise<AssetPackManager> {
  const { configuration, directory } = await readConfiguration(options, isManaged)
  return createAssetPackManager({
    configuration,
    configurationDirectory: directory,
    isBackground: options.background,
    signal,
    logger: new RetryNotes(output),
    containerDirectory: containerOf(options, configuration.containerDirectory, directory),
  })
}

/** The folder that holds the packs, for who asks nothing of a repository: a configuration or `--container` is enough. */
export async function containerDirectory(
  options: Pick<PlaceOptions, 'config' | 'container'>,
): Promise<string> {
  if (options.config === undefined) return containerOf(options, undefined, '.')
  const configuration = await loadConfiguration(options.config)
  return containerOf(options, configuration.containerDirectory, resolve(options.config, '..'))
}

function containerOf(
  { container }: Pick<PlaceOptions, 'container'>,
  configured: string | undefined,
  directory: string,
): string {
  const named = container ?? configured
  if (named === undefined) {
    throw new AssetPackError('wrongUse', 'Say where the packs are kept: --container <directory>.')
  }
  return resolve(container === undefined ? directory : '.', named)
}

async function readConfiguration(
  options: PlaceOptions,
  isManaged: boolean,
): Promise<{ configuration: ReturnType<typeof parseConfiguration>; directory: string }> {
  if (options.config !== undefined) {
    return {
      configuration: await loadConfiguration(options.config),
      directory: resolve(options.config, '..'),
    }
  }
  if (options.url === undefined || options.root === undefined) {
    throw new AssetPackError(
      'wrongUse',
      'Say where the packs come from: --config <file>, or --url <repository> with --root <root.json> and --container <directory>.',
    )
  }
  return {
    configuration: configurationOf(options.url, resolve(options.root), isManaged),
    directory: process.cwd(),
  }
}

function configurationOf(
  url: string,
  rootMetadata: string,
  hasManagedAssetPacks: boolean,
): ReturnType<typeof parseConfiguration> {
  try {
    return parseConfiguration({
      appGroupID: 'group.assetpack.cli',
      hasManagedAssetPacks,
      manifestURL: url,
      rootMetadata,
    })
  } catch (error) {
    const rule = isAssetPackError(error, 'configurationInvalid') ? error.details['rule'] : undefined
    if (typeof rule !== 'string') throw error
    // Nobody typed a configuration: of what stands in it, only the URL can be wrong.
    const shown = url.length > 120 ? `${url.slice(0, 120)}…` : url
    throw new AssetPackError('wrongUse', `--url "${shown}": it ${rule}.`, {
      cause: error,
      details: { option: '--url', value: shown, rule },
    })
  }
}
