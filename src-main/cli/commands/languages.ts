import type { Command } from 'commander'
import type { JsonObject } from '../../../src-shared/base/json'
import { AssetPackError } from '../../../src-shared/domain/errors'
import { LocalAvailabilityError, type AssetPackManager, type ReconciledLanguage } from '../../index'
import { CommandRunner, type CommandContext } from '../command'
import { exitCodeOf, failedDocument, failedLines } from '../failed-packs'
import { printProgress } from '../fetch-packs'
import { knownManifest } from '../known-manifest'
import { parseLanguage } from '../language-value'
import { withManager, withPlaceOptions, type PlaceOptions } from '../open-manager'
import { staleFacts } from '../stale-list'
import { terminalText } from '../terminal-text'

interface LanguageOptions extends PlaceOptions {
  readonly set?: string
  readonly reset?: boolean
  readonly reconcile?: boolean
}

/** `languages`: which language's localized packs come by themselves and which are here, and changing it. Works offline. */
export function addLanguagesCommand(program: Command, runner: CommandRunner): void {
  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program
        .command('languages')
        .description('show or set the language of localized packs: kept in the container, for the app too')
        .option('--set <tag>', 'put this language before what the system prefers: de, zh-Hans, pt-BR')
        .option('--reset', 'go by what the system prefers again')
        .option(
          '--reconcile',
          'fetch the packs of the resolved language, then remove those of others that came by themselves',
        ),
    ),
  ).action((options: LanguageOptions) => runner.run(options, (context) => languages(options, context)))
}

function languages(options: LanguageOptions, context: CommandContext): Promise<number | undefined> {
  const change = changeOf(options)
  const { output, signal } = context
  return withManager(options, { output, signal }, async (manager) => {
    change?.(manager)
    const manifest = await knownManifest(manager, signal)
    const reconciled = options.reconcile === true ? await reconcile(manager, context) : nothingDone
    const { resolvedLanguage } = manager
    const here = manager.locallyAvailableLanguages()
    output.result(
      {
        ok: reconciled.exitCode === undefined,
        ...staleFacts(manager, output),
        ...(resolvedLanguage === undefined ? {} : { resolvedLanguage }),
        ...(manifest === undefined ? {} : { availableLanguages: manifest.availableLanguages }),
        locallyAvailableLanguages: here,
        ...reconciled.document,
      },
      [
        `Resolved:  ${resolvedLanguage ?? 'none'}`,
        `Offered:   ${manifest === undefined ? 'not known' : listed(manifest.availableLanguages)}`,
        `Here:      ${listed(here)}`,
        ...reconciled.lines,
      ].join('\n'),
    )
    return reconciled.exitCode
  })
}

function listed(tags: readonly string[]): string {
  return tags.length === 0 ? 'none' : tags.map(terminalText).join(', ')
}

/** What the options change, read before anything is opened; `undefined` when they change nothing. */
function changeOf({ set, reset }: LanguageOptions): ((manager: AssetPackManager) => void) | undefined {
  if (set !== undefined && reset === true)
    throw new AssetPackError('wrongUse', 'Use either --set <tag> or --reset.')
  if (set === undefined && reset !== true) return undefined
  const language = set === undefined ? undefined : parseLanguage('--set', set)
  return (manager) => {
    manager.setResolvedLanguage(language)
  }
}

interface Reconciliation {
  readonly document: JsonObject
  readonly lines: readonly string[]
  readonly exitCode?: number | undefined
}

const nothingDone: Reconciliation = { document: {}, lines: [] }

async function reconcile(
  manager: AssetPackManager,
  { output, signal }: CommandContext,
): Promise<Reconciliation> {
  const watching = new AbortController()
  const watched = printProgress(manager, output, watching.signal)
  try {
    return done(await manager.reconcilePreferredLanguages({ signal }))
  } catch (error) {
    if (!(error instanceof LocalAvailabilityError)) throw error
    const { successes, failures } = error
    const packs = [...successes, ...failures.keys()]
    return {
      document: { downloaded: successes.map(({ id }) => id), removed: [], ...failedDocument(failures) },
      lines: failedLines(failures),
      exitCode: exitCodeOf(packs, failures),
    }
  } finally {
    watching.abort()
    await watched
  }
}

function done({ downloadedIDs, removedIDs }: ReconciledLanguage): Reconciliation {
  return {
    document: { downloaded: downloadedIDs, removed: removedIDs },
    lines: [
      ...downloadedIDs.map((id) => `${terminalText(id)}: installed`),
      ...removedIDs.map((id) => `${terminalText(id)}: removed`),
    ],
  }
}
