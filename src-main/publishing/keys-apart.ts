import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { AssetPackError } from '../../src-shared/domain/errors'
import { realPathOf } from './real-path'
import { keyFileName, metadataRoles } from './signing-keys'

/**
 * Makes sure that a repository and its keys are apart: whatever is in a repository is handed to everybody by the web server
 * in front of it.
 *
 * @throws AssetPackError `keysInvalid` when one folder is the other or lies in it, or a key, followed through links, lies
 * in the repository.
 */
export async function requireKeysApart(repositoryDirectory: string, keysDirectory: string): Promise<void> {
  const repository = await realPathOf(repositoryDirectory)
  const keys = await realPathOf(keysDirectory)
  // Web servers follow links: a folder or a link to a key is handed out wherever it leads.
  if (isWithin(keys, repository) || isWithin(resolve(keysDirectory), resolve(repositoryDirectory)))
    throw notApart('The keys folder lies inside the repository', keys, repository)
  if (isWithin(repository, keys))
    throw notApart('The repository lies inside the keys folder', keys, repository)
  for (const role of metadataRoles) {
    const key = await realPathOf(join(keys, keyFileName(role)))
    if (isWithin(key, repository)) throw notApart('A signing key lies inside the repository', key, repository)
  }
}

/** Whether `path` is `folder` or below it; both are real paths. */
function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function notApart(problem: string, keys: string, repository: string): AssetPackError {
  return new AssetPackError(
    'keysInvalid',
    `${problem} (${keys} and ${repository}), so that a web server would hand out the private keys. Keep them in separate folders; if the repository was on a server already, make new keys.`,
    { details: { keys, repository } },
  )
}
