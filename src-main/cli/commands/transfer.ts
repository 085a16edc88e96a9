import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { JsonObject } from '../../../src-shared/base/json'
import { AssetPackError } from '../../../src-shared/domain/errors'
import { createDownloadManager, type DownloadManager } from '../../index'
import { CommandRunner, type CommandContext, type CommonOptions } from '../command'
import { unfinishedExitCode } from '../exit-code'
import { countText, terminalText } from '../terminal-text'

interface TransferOptions extends CommonOptions {
  readonly extension?: string
}

/**
 * `transfer`: goes on with an app's own downloads while the app does not run, for whatever starts programs by the clock. It
 * gives way to the app when that starts.
 */
export function addTransferCommand(program: Command, runner: CommandRunner): void {
  CommandRunner.withCommonOptions(
    program
      .command('transfer <directory>')
      .description("go on with the queue of an app's own downloads while the app does not run")
      .option(
        '--extension <module>',
        "the app's code that takes what ends; without it that waits for the app",
      ),
  ).action((directory: string, options: TransferOptions) =>
    runner.run(options, (context) => transfer(directory, options, context)),
  )
}

async function transfer(
  directory: string,
  { extension: module }: TransferOptions,
  { output, signal }: CommandContext,
): Promise<number | undefined> {
  await requireQueue(directory)
  const manager = await createDownloadManager({
    directory,
    isBackground: true,
    ...(module && { extension: { module } }),
  })
  const stop = (): void => {
    void manager.close()
  }
  signal.addEventListener('abort', stop, { once: true })
  try {
    const before = await listed(manager)
    await manager.whenIdle()
    signal.throwIfAborted()
    const isElsewhere = !manager.isTransferring
    const left = await listed(manager)
    const isLeft = new Set(left.map(({ uniqueIdentifier }) => uniqueIdentifier))
    const ended = before.filter(({ uniqueIdentifier }) => !isLeft.has(uniqueIdentifier)).length
    const isUnfinished = left.some(({ state }) => state !== 'finished' && state !== 'failed')
    output.result(
      {
        ok: true,
        ended,
        ...(isElsewhere ? { isElsewhere } : {}),
        left: left.map(({ identifier, state }): JsonObject => ({ identifier, state })),
      },
      [
        `${countText(ended, 'download')} ended and left the queue.`,
        ...(isElsewhere ? ['Another process has the queue now: the rest goes on there.'] : []),
        ...left.map(({ identifier, state }) => `${terminalText(identifier)}: ${state}`),
      ].join('\n'),
    )
    return isUnfinished ? unfinishedExitCode : undefined
  } finally {
    signal.removeEventListener('abort', stop)
    await manager.close()
  }
}

/** Only the app makes a queue: of a name with a mistake in it an empty one would be made, and be done, each time. */
async function requireQueue(directory: string): Promise<void> {
  const path = join(directory, 'downloads.db')
  try {
    await access(path)
  } catch (error) {
    // Of anything else, opening it says what is wrong.
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code === 'ENOENT' || code === 'ENOTDIR') throw noQueue(directory, path)
  }
}

function noQueue(directory: string, path: string): AssetPackError {
  const sentence = `${directory} holds no queue of downloads, which the app makes. Name the folder that the app gives to its download manager.`
  return new AssetPackError('wrongUse', sentence, { details: { path } })
}

function listed(manager: DownloadManager): ReturnType<DownloadManager['fetchCurrentDownloads']> {
  return manager.fetchCurrentDownloads()
}
