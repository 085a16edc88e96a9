import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AssetPackError } from '../../src-shared/domain/errors'

/**
 * Makes sure of one of the library's own programs that run in a thread or a process apart. Whoever bundles the library has to put
 * them beside the bundle, or to say where they are: a program that is missing is no accident that passes.
 *
 * @param option the option that says where the program is.
 * @throws `invalidArgument` when it is not there.
 */
export function checkOwnScript(place: URL, option: string): void {
  if (place.protocol !== 'file:' || existsSync(place)) return
  const path = fileURLToPath(place)
  throw new AssetPackError(
    'invalidArgument',
    `The library's ${basename(path)} is not at ${path}. Put it there, or say with the option ${option} where it is.`,
    { details: { option, path } },
  )
}

/** What a program is told by that cannot be loaded, or one of the files that it is made of. */
const missingModuleCodes: ReadonlySet<unknown> = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'])

/** What a thread died of that one of the files of its program is missing for; `undefined` when that is not why it died. */
export function missingModuleError(error: unknown, option: string): AssetPackError | undefined {
  if (!(error instanceof Error) || !('code' in error) || !missingModuleCodes.has(error.code)) return undefined
  return new AssetPackError(
    'invalidArgument',
    `A program of the library's cannot be loaded, or not all of it: ${error.message}. See the option ${option}.`,
    { cause: error, details: { option } },
  )
}
