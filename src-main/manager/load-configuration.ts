import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseConfiguration, type Configuration } from '../../src-shared/domain/configuration'
import { AssetPackError } from '../../src-shared/domain/errors'

/**
 * Reads `assetpack.config.json`. Paths in it are relative to the file; in the result they are absolute.
 *
 * @throws `configurationInvalid` when the file cannot be read, is no JSON, or a key is wrong.
 */
export async function loadConfiguration(file: string): Promise<Configuration> {
  const configuration = parseConfiguration(await readJSON(file))
  const directory = dirname(resolve(file))
  const { rootMetadata, containerDirectory, downloaderExtension } = configuration
  return {
    ...configuration,
    rootMetadata: resolve(directory, rootMetadata),
    ...(containerDirectory === undefined
      ? {}
      : { containerDirectory: resolve(directory, containerDirectory) }),
    ...(downloaderExtension === undefined || downloaderExtension.startsWith('file:')
      ? {}
      : { downloaderExtension: resolve(directory, downloaderExtension) }),
  }
}

async function readJSON(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown
  } catch (cause) {
    const problem = cause instanceof SyntaxError ? 'is not valid JSON' : 'cannot be read'
    throw new AssetPackError('configurationInvalid', `The configuration ${file} ${problem}.`, {
      cause,
      details: { path: file },
    })
  }
}
