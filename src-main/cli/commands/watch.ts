import type { Command } from 'commander'
import type { JsonObject } from '../../../src-shared/base/json'
import { assetPackIDKey, parseAssetPackID, type AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import {
  isAssetPackError,
  systemClock,
  type AssetPackManager,
  type DownloadProgress,
  type DownloadStatusUpdate,
} from '../../index'
import { CommandRunner, type CommandContext } from '../command'
import { exitCodes, unfinishedExitCode } from '../exit-code'
import { withManager, withPlaceOptions, type PlaceOptions } from '../open-manager'
import type { Output } from '../output'
import { bytesText, terminalText } from '../terminal-text'

/** `watch`: goes on with what is in the queue, does what the system does by itself, and tells every status update. */
export function addWatchCommand(program: Command, runner: CommandRunner): void {
  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program
        .command('watch [id]')
        .description(
          'go on with downloads, do what comes by itself, and print status updates as they come (with --json one object a line); of one pack until it has finished or failed, else until Ctrl-C',
        )
        .option('--background', 'end as soon as the app, or another command, opens the packs'),
    ),
  ).action((id: string | undefined, options: PlaceOptions) =>
    runner.run(options, (context) => watch(id, options, context)),
  )
}

function watch(
  text: string | undefined,
  options: PlaceOptions,
  { output, signal }: CommandContext,
): Promise<number | undefined> {
  const id = text === undefined ? undefined : parseAssetPackID(text)
  return withManager(options, { output, signal }, async (manager) => {
    const updates = manager.statusUpdates(id, { signal })
    const letGo = stayAlive()
    let last: DownloadStatusUpdate | undefined
    try {
      await begin(manager, id, output, signal)
      for await (const update of updates) {
        output.result(updateDocument(update), updateLine(update))
        last = update
      }
    } catch (error) {
      if (!hasGivenWay(error, options, signal)) throw error
    } finally {
      letGo()
    }
    signal.throwIfAborted()
    if (id !== undefined && last?.kind === 'failed') return exitCodes[last.error.code]
    if (id !== undefined && last?.kind === 'finished') return undefined
    output.note('Another program has opened the packs: the rest goes on there.')
    return id === undefined ? undefined : unfinishedExitCode
  })
}

async function begin(
  manager: AssetPackManager,
  id: AssetPackID | undefined,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  await manager.start(undefined, { signal })
  if (id !== undefined) await noteHeld(manager, id, output, signal)
}

/** Whether what was under way ended because the manager closes for another program. */
function hasGivenWay(error: unknown, { background = false }: PlaceOptions, signal: AbortSignal): boolean {
  return background && !signal.aborted && isAssetPackError(error, 'cancelled')
}

/** Where nothing comes by itself no timer runs either, and a process that waits for nothing ends. */
function stayAlive(): () => void {
  let letGo: () => void = () => undefined
  const hold = (): void => {
    letGo = systemClock.schedule(3_600_000, hold)
  }
  hold()
  return () => {
    letGo()
  }
}

/** Says when there is nothing to see for now. @throws `assetPackNotFound` for a pack of which no update can ever come. */
async function noteHeld(
  manager: AssetPackManager,
  id: AssetPackID,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  const shown = terminalText(id)
  const download = manager
    .downloads()
    .find(({ assetPack }) => assetPackIDKey(assetPack.id) === assetPackIDKey(id))
  if (download === undefined) {
    await manager.status(id, { signal })
    output.note(`Nothing of ${shown} is on its way; this waits until something is. Ctrl-C ends it.`)
  } else if (download.state.kind === 'paused' || download.state.kind === 'failed') {
    output.note(
      `The download of ${shown} is ${download.state.kind}; "assetpack install ${shown}" goes on with it. Ctrl-C ends this.`,
    )
  }
}

function updateDocument(update: DownloadStatusUpdate): JsonObject {
  const { kind, assetPack } = update
  return {
    kind,
    id: assetPack.id,
    version: assetPack.version,
    ...('progress' in update ? { progress: progressDocument(update.progress) } : {}),
    ...(kind === 'failed' ? { error: { ...update.error } } : {}),
  }
}

/** What is known of it: JSON has no word for what is not. */
function progressDocument(progress: DownloadProgress): JsonObject {
  return JSON.parse(JSON.stringify(progress)) as JsonObject
}

function updateLine(update: DownloadStatusUpdate): string {
  const name = `${terminalText(update.assetPack.id)} ${String(update.assetPack.version)}`
  if (update.kind === 'downloading') return `${name}: ${progressText(update.progress)}`
  if (update.kind !== 'failed') return `${name}: ${update.kind}`
  return `${name}: failed: ${terminalText(update.error.message)} (${update.error.code})`
}

function progressText(progress: DownloadProgress): string {
  const { phase, waitingFor, waitingUntil, waitingBecause, completedBytes, totalBytes, fractionCompleted } =
    progress
  if (phase === 'waiting') {
    const until = waitingUntil === undefined ? '' : ` until ${waitingUntil}`
    return `waiting${waitingFor === undefined ? '' : ` (${waitingFor}${until})`}`
  }
  if (waitingBecause !== undefined) return 'waiting (retry)'
  const percent = String(Math.floor(fractionCompleted * 100))
  return `${phase} ${percent} %, ${bytesText(completedBytes)} of ${bytesText(totalBytes)}`
}
