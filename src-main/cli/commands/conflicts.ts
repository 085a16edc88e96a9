import type { Command } from 'commander'
import { CommandRunner, type CommandContext } from '../command'
import { withManager, withPlaceOptions, type PlaceOptions } from '../open-manager'
import { countText, table, terminalText } from '../terminal-text'

/** `conflicts`: which paths several installed packs hold, and whose file readers get. Works offline; changes nothing. */
export function addConflictsCommand(program: Command, runner: CommandRunner): void {
  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program
        .command('conflicts')
        .description('list the paths that several installed packs hold, and whose file is read'),
    ),
  ).action((options: PlaceOptions) => runner.run(options, (context) => conflicts(options, context)))
}

async function conflicts(options: PlaceOptions, { output, signal }: CommandContext): Promise<undefined> {
  await withManager(options, { output, signal }, async (manager) => {
    const found = await manager.namespaceConflicts({ signal })
    const rows = found.map(({ path, assetPackIDs: [first = '', ...others] }) => [
      terminalText(path),
      terminalText(first),
      terminalText(others.join(', ')),
    ])
    output.result(
      {
        ok: true,
        conflicts: found.map(({ path, assetPackIDs }) => ({ path, assetPackIDs: [...assetPackIDs] })),
      },
      rows.length === 0
        ? 'No path is held by several packs.'
        : `${table([['path', 'read from', 'also in'], ...rows])}\n${countText(rows.length, 'path')}. "assetpack read <path> --pack <id>" reads the file of another pack.`,
    )
  })
}
