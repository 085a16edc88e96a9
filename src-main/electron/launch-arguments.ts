import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AssetPackError } from '../../src-shared/domain/errors'
import { looksLikePackLink } from '../../src-shared/domain/pack-link'

/** What the command line asked of the app. */
export interface LaunchArguments {
  /** Path of the configuration, as given. */
  readonly config?: string
  /** Path of the folder for this app's own state, as given. */
  readonly userDataDirectory?: string
  /** Does the main job without a person, writes a screenshot and ends. */
  readonly smoke: boolean
  /** Starts without showing the window. */
  readonly hidden: boolean
}

const longestValue = 4096

/**
 * Reads the app's own arguments: `--config <file>`, `--user-data-dir <folder>` (both also with `=`), `--smoke`,
 * `--hidden`. Everything else belongs to Electron and Chromium and is passed over without being looked at. From a file or a
 * link on nothing is an own argument, nor behind `--`: who wrote a link may have written what follows it as well.
 *
 * @throws `wrongUse` for an own argument without its value, given twice, or with a value no path can be.
 */
export function parseLaunchArguments(argv: readonly string[]): LaunchArguments {
  const values = new Map<string, string>()
  const flags = new Set<string>()
  const own = beforeOpenings(argv)
  for (let index = 0; index < own.length; index += 1) {
    const argument = own[index] ?? ''
    if (argument === '--smoke' || argument === '--hidden') flags.add(argument)
    const name = valueOptions.find((option) => argument === option || argument.startsWith(`${option}=`))
    if (name === undefined) continue
    const joined = argument.length > name.length
    if (!joined) index += 1
    const value = joined ? argument.slice(name.length + 1) : own[index]
    if (values.has(name)) throw new AssetPackError('wrongUse', `The argument ${name} was given twice.`)
    values.set(name, checkedPath(name, value))
  }
  const config = values.get('--config')
  const userDataDirectory = values.get('--user-data-dir')
  return {
    ...(config === undefined ? {} : { config }),
    ...(userDataDirectory === undefined ? {} : { userDataDirectory }),
    smoke: flags.has('--smoke'),
    hidden: flags.has('--hidden'),
  }
}

/** What a command line names to be opened. */
export interface Openings {
  /** Absolute paths of `.assetpack` files. */
  readonly files: readonly string[]
  /** Links to packs, as they were given. */
  readonly links: readonly string[]
}

/**
 * What a command line names besides options: the system starts the app so when somebody double-clicks a file or follows a link.
 * Never throws; what is neither is passed over.
 */
export function openingsIn(argv: readonly string[], workingDirectory: string): Openings {
  const named = argv.filter((argument, index) => {
    const isValue = valueOptions.some((option) => option === argv[index - 1])
    return !isValue && !argument.startsWith('-')
  })
  const files = named.flatMap((argument) => {
    return isPackFile(argument) ? [resolve(workingDirectory, pathOf(argument))] : []
  })
  return { files, links: named.filter(looksLikePackLink) }
}

function beforeOpenings(argv: readonly string[]): readonly string[] {
  const end = argv.findIndex((argument, index) => {
    const isValue = valueOptions.some((option) => option === argv[index - 1])
    const isOpening = looksLikePackLink(argument) || isPackFile(argument)
    return argument === '--' || (isOpening && !isValue && !argument.startsWith('-'))
  })
  return end === -1 ? argv : argv.slice(0, end)
}

function isPackFile(argument: string): boolean {
  const path = pathOf(argument)
  const isPath = path.length <= longestValue && !path.includes('\0')
  return isPath && path.toLowerCase().endsWith('.assetpack')
}

/** Linux hands files over as URLs. */
function pathOf(argument: string): string {
  if (!/^file:/i.test(argument)) return looksLikePackLink(argument) ? '' : argument
  try {
    return fileURLToPath(argument)
  } catch {
    // A file of another computer, or no URL at all: nothing that could be opened.
    return ''
  }
}

const valueOptions = ['--config', '--user-data-dir'] as const

function checkedPath(name: string, value: string | undefined): string {
  if (value === undefined || value === '' || value.startsWith('--')) {
    throw new AssetPackError('wrongUse', `The argument ${name} needs a path.`)
  }
  if (value.length > longestValue || value.includes('\0')) {
    throw new AssetPackError('wrongUse', `The value of ${name} cannot be a path.`)
  }
  return value
}
