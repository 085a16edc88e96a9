import type { Command } from 'commander'
import type { DownloadLimits } from '../../index'
import { CommandRunner, type CommandContext } from '../command'
import { parseMetered, parseQuietHours, parseRate } from '../limit-values'
import { withManager, withPlaceOptions, type PlaceOptions } from '../open-manager'
import { bytesText } from '../terminal-text'

interface LimitOptions extends PlaceOptions {
  readonly rate?: string
  readonly quietHours?: string
  readonly metered?: string
}

/** `limits`: shows what limits downloads into a container, and changes what is named. Works offline. */
export function addLimitsCommand(program: Command, runner: CommandRunner): void {
  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program
        .command('limits')
        .description('show or set what downloads may use: kept in the container, for commands and the app')
        .option('--rate <bytes a second>', 'for all downloads together: 2MB, 500kB; "off" ends the limit')
        .option(
          '--quiet-hours <from-to>',
          'when nothing comes by itself that can wait: 22:00-07:00; "off" ends them',
        )
        .option('--metered <on|off>', '"on": treat the network as one that costs money'),
    ),
  ).action((options: LimitOptions) => runner.run(options, (context) => limits(options, context)))
}

function limits(options: LimitOptions, { output }: CommandContext): Promise<undefined> {
  const change = changeOf(options)
  return withManager(options, output, (manager) => {
    if (change !== undefined) manager.setLimits(change(manager.limits()))
    const { bytesPerSecond, quietHours, treatAsMetered = false } = manager.limits()
    output.result(
      {
        ok: true,
        ...(bytesPerSecond === undefined ? {} : { bytesPerSecond }),
        ...(quietHours === undefined ? {} : { quietHours: { ...quietHours } }),
        treatAsMetered,
      },
      [
        `Rate:         ${bytesPerSecond === undefined ? 'no limit' : `${bytesText(bytesPerSecond)}/s`}`,
        `Quiet hours:  ${quietHours === undefined ? 'none' : `${quietHours.from} to ${quietHours.to}`}`,
        `Network:      ${treatAsMetered ? 'treated as one that costs money' : 'as the system says'}`,
      ].join('\n'),
    )
    return Promise.resolve(undefined)
  })
}

/** What the options change, read before anything is opened; `undefined` when they change nothing. */
function changeOf({
  rate,
  quietHours,
  metered,
}: LimitOptions): ((before: DownloadLimits) => DownloadLimits) | undefined {
  if (rate === undefined && quietHours === undefined && metered === undefined) return undefined
  const change: DownloadLimits = {
    ...(rate === undefined ? {} : { bytesPerSecond: parseRate(rate) }),
    ...(quietHours === undefined ? {} : { quietHours: parseQuietHours(quietHours) }),
    ...(metered === undefined ? {} : { treatAsMetered: parseMetered(metered) }),
  }
  return (before) => ({ ...before, ...change })
}
