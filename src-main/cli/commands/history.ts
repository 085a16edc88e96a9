import type { Command } from 'commander'
import type { JsonObject, NumberedHistoryEntry } from '../../index'
import { CommandRunner, type CommandContext } from '../command'
import { withManager, withPlaceOptions, type PlaceOptions } from '../open-manager'
import { bytesText, table, terminalText } from '../terminal-text'

/** `history`: how downloads ended, what they cost and what was saved. Works offline; changes nothing. */
export function addHistoryCommand(program: Command, runner: CommandRunner): void {
  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program.command('history').description('list the downloads that have ended, newest first'),
    ),
  ).action((options: PlaceOptions) => runner.run(options, (context) => history(options, context)))
}

async function history(options: PlaceOptions, { output, signal }: CommandContext): Promise<undefined> {
  await withManager(options, { output, signal }, (manager) => {
    const found = manager.downloadHistory()
    output.result(
      { ok: true, history: found.map(document) },
      found.length === 0
        ? 'No download has ended yet.'
        : table([
            ['ended', 'pack', 'version', 'outcome', 'fetched', 'reused', 'requests'],
            ...found.map(row),
          ]),
    )
    return Promise.resolve()
  })
}

function document({ fromVersion, error, detours, ...facts }: NumberedHistoryEntry): JsonObject {
  return {
    ...facts,
    ...(fromVersion === undefined ? {} : { fromVersion }),
    detours: [...detours],
    ...(error === undefined ? {} : { error: { code: error.code, message: error.message } }),
  }
}

function row(entry: NumberedHistoryEntry): readonly string[] {
  const { endedAt, title, version, fromVersion, outcome, error, bytesFetched, bytesReused, requests } = entry
  return [
    new Date(endedAt).toISOString().slice(0, 16).replace('T', ' '),
    terminalText(title),
    fromVersion === undefined ? String(version) : `${String(fromVersion)} to ${String(version)}`,
    error === undefined ? outcome : `${outcome}: ${error.code}`,
    bytesText(bytesFetched),
    bytesText(bytesReused),
    String(requests),
  ]
}
