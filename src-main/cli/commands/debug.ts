import type { Command } from 'commander'
import type { AssetPack } from '../../../src-shared/domain/asset-pack'
import { AssetPackError } from '../../../src-shared/domain/errors'
import { contentRequests, type AssetPackManager, type ContentRequest, type UpdateCheck } from '../../index'
import { CommandRunner, type CommandContext } from '../command'
import { fetchPacks } from '../fetch-packs'
import { parseLanguage } from '../language-value'
import { withManager, withPlaceOptions, type PlaceOptions } from '../open-manager'
import { partDownloadLine, partDownloads, type PartDownload } from '../part-downloads'
import { terminalText } from '../terminal-text'

interface DebugOptions extends PlaceOptions {
  readonly language?: string
}

/** `debug`: what the system does by itself for a content request, now. */
export function addDebugCommand(program: Command, runner: CommandRunner): void {
  const names = Object.keys(contentRequests).join(', ')
  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program
        .command('debug <request>')
        .description(`act as if a content request came now (${names}), and fetch at once what it brings`)
        .option('--language <tag>', 'set this language first, as "assetpack languages --set" does'),
    ),
  ).action((request: string, options: DebugOptions) =>
    runner.run(options, (context) => debug(request, options, context)),
  )
}

function debug(text: string, options: DebugOptions, context: CommandContext): Promise<number | undefined> {
  const request = parseRequest(text)
  const language = options.language === undefined ? undefined : parseLanguage('--language', options.language)
  const { signal } = context
  return withManager(
    options,
    context,
    async (manager) => {
      if (language !== undefined) manager.setResolvedLanguage(language)
      const before = new Set(queuedPacks(manager).map(({ id }) => id))
      const check = await manager.start(request, { signal })
      throwIfUnanswered(manager)
      const queued = queuedPacks(manager)
      const registered = queued.filter(({ id }) => !before.has(id))
      const goesOn = new Set(queued.map(({ id }) => id))
      const held = partDownloads(manager).filter(({ id }) => !goesOn.has(id))
      const announcement = announcementOf(manager, request, { ...check, registered, held })
      return fetchPacks(manager, queued, context, undefined, announcement)
    },
    true,
  )
}

function parseRequest(text: string): ContentRequest {
  if (Object.hasOwn(contentRequests, text)) return text as ContentRequest
  const names = Object.keys(contentRequests).join(', ')
  throw new AssetPackError('wrongUse', `There is no content request "${text.slice(0, 40)}": use ${names}.`)
}

/** What the system goes on with: not what somebody paused, nor what has failed. */
function queuedPacks(manager: AssetPackManager): readonly AssetPack[] {
  return manager
    .downloads()
    .filter(({ state }) => state.kind !== 'failed' && state.kind !== 'paused')
    .map(({ assetPack }) => assetPack)
}

/** The system waits for a host; somebody who asks for it now wants to know. @throws what asking the host failed with. */
function throwIfUnanswered({ libraryFacts: { checkError } }: AssetPackManager): void {
  if (checkError !== undefined) throw AssetPackError.fromJSON(checkError)
}

function announcementOf(
  { configuration, resolvedLanguage, firstLaunchHasEnded }: AssetPackManager,
  request: ContentRequest,
  {
    registered,
    held,
    removedIDs,
  }: Pick<UpdateCheck, 'removedIDs'> & {
    readonly registered: readonly AssetPack[]
    /** What somebody paused, or what has failed: the system does not go on with it. */
    readonly held: readonly PartDownload[]
  },
): Parameters<typeof fetchPacks>[4] {
  const { hasManagedAssetPacks } = configuration
  return {
    document: {
      request,
      hasManagedAssetPacks,
      ...(resolvedLanguage === undefined ? {} : { resolvedLanguage }),
      firstLaunchHasEnded,
      registered: registered.map(({ id, version }) => ({ id, version })),
      removed: removedIDs,
      ...(held.length === 0 ? {} : { held: held.map(({ id, version, state }) => ({ id, version, state })) }),
    },
    lines: [
      ...(hasManagedAssetPacks ? [] : ['Nothing comes by itself: hasManagedAssetPacks is false.']),
      ...registered.map(({ id, version }) => `${terminalText(id)} ${String(version)}: registered`),
      ...removedIDs.map((id) => `${terminalText(id)}: no longer offered, removed`),
      ...held.map(partDownloadLine),
    ],
  }
}
