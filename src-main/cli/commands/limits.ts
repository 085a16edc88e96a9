import type { Command } from 'commander'
import type { JsonObject } from '../../../src-shared/base/json'
import type { DownloadLimits } from '../../index'
import { CommandRunner, type CommandContext } from '../command'
import { parseFew, parseMetered, parseQuietHours, parseRate, parseUpdates } from '../limit-values'
import { withManager, withPlaceOptions, type PlaceOptions } from '../open-manager'
import { bytesText } from '../terminal-text'

interface LimitOptions extends PlaceOptions {
  readonly rate?: string
  readonly quietHours?: string
  readonly metered?: string
  readonly packsAtOnce?: string
  readonly connections?: string
  readonly updates?: string
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
        .option('--metered <on|off>', '"on": treat the network as one that costs money')
        .option(
          '--packs-at-once <number>',
          'how many packs are installed at the same time; "off" ends the limit',
        )
        .option('--connections <number>', 'connections to the host for each pack; "off" ends the limit')
        .option(
          '--updates <automatic|on-request>',
          '"on-request": by themselves only essential packs are updated, others when you ask',
        ),
    ),
  ).action((options: LimitOptions) => runner.run(options, (context) => limits(options, context)))
}

function limits(options: LimitOptions, { output, signal }: CommandContext): Promise<undefined> {
  const change = changeOf(options)
  return withManager(options, { output, signal }, (manager) => {
    if (change !== undefined) manager.setLimits(change(manager.limits()))
    const limits = manager.limits()
    const document = { ok: true, ...limits, treatAsMetered: limits.treatAsMetered ?? false }
    output.result(JSON.parse(JSON.stringify(document)) as JsonObject, limitLines(limits).join('\n'))
    return Promise.resolve(undefined)
  })
}

/** One line for each limit that there always is, and one for each other that somebody set. */
function limitLines(limits: DownloadLimits): readonly string[] {
  const { bytesPerSecond, quietHours, treatAsMetered = false, packsAtOnce, connections } = limits
  return [
    `Rate:         ${bytesPerSecond === undefined ? 'no limit' : `${bytesText(bytesPerSecond)}/s`}`,
    `Quiet hours:  ${quietHours === undefined ? 'none' : `${quietHours.from} to ${quietHours.to}`}`,
    `Network:      ${treatAsMetered ? 'treated as one that costs money' : 'as the system says'}`,
    ...(packsAtOnce === undefined ? [] : [`At once:      ${String(packsAtOnce)} packs`]),
    ...(connections === undefined ? [] : [`Connections:  ${String(connections)} for each pack`]),
    ...(limits.updatesOnRequest === true ? ['Updates:      on request, except of essential packs'] : []),
  ]
}

/** What the options change, read before anything is opened; `undefined` when they change nothing. */
function changeOf(options: LimitOptions): ((before: DownloadLimits) => DownloadLimits) | undefined {
  const { rate, quietHours, metered, packsAtOnce, connections, updates } = options
  const change: DownloadLimits = {
    ...(rate === undefined ? {} : { bytesPerSecond: parseRate(rate) }),
    ...(quietHours === undefined ? {} : { quietHours: parseQuietHours(quietHours) }),
    ...(metered === undefined ? {} : { treatAsMetered: parseMetered(metered) }),
    ...(packsAtOnce === undefined ? {} : { packsAtOnce: parseFew('--packs-at-once', packsAtOnce) }),
    ...(connections === undefined ? {} : { connections: parseFew('--connections', connections) }),
    ...(updates === undefined ? {} : { updatesOnRequest: parseUpdates(updates) }),
  }
  return Object.keys(change).length === 0 ? undefined : (before) => ({ ...before, ...change })
}
