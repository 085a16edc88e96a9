import { stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Configuration } from '../../src-shared/domain/configuration'
import { AssetPackError } from '../../src-shared/domain/errors'
import { loadConfiguration } from '../index'

/** The name under which a configuration is looked for. */
export const configurationFileName = 'assetpack.config.json'

/** Where a configuration may be, the first that exists wins. */
export interface ConfigurationPlaces {
  /** From the command line; when given, no other place is looked at. */
  readonly argument: string | undefined
  /** From the environment; when given, no later place is looked at. */
  readonly environment: string | undefined
  /** Folders beside the app, and the app's own folder. */
  readonly directories: readonly string[]
}

/** A configuration and where it was. */
export interface AppConfiguration {
  readonly configuration: Configuration
  /** Absolute path of the folder that relative paths in it start from. */
  readonly directory: string
}

/**
 * Finds and reads the configuration.
 *
 * @throws `fileNotFound` naming the places looked at; `configurationInvalid` naming the key and the rule.
 */
export async function readAppConfiguration(places: ConfigurationPlaces): Promise<AppConfiguration> {
  const files = candidateFiles(places)
  for (const file of files) {
    if (await isFile(file)) return { configuration: await loadConfiguration(file), directory: dirname(file) }
  }
  throw new AssetPackError('fileNotFound', `No configuration was found (looked at ${files.join(', ')}).`, {
    details: { files },
  })
}

function candidateFiles({ argument, environment, directories }: ConfigurationPlaces): readonly string[] {
  const named = argument ?? (environment === '' ? undefined : environment)
  if (named !== undefined) return [resolve(named)]
  return directories.map((directory) => join(directory, configurationFileName))
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return false
    throw new AssetPackError(
      'configurationInvalid',
      `The configuration ${file} cannot be read (${String(code)}).`,
      {
        cause: error,
        details: { file },
      },
    )
  }
}
