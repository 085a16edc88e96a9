import type { Configuration } from '../../src-shared/domain/configuration'
import { usualLimits } from '../../src-shared/domain/download-limits'
import { systemClock, type Clock } from '../platform/clock'
import { systemTimeOfDay } from '../platform/local-time'
import { silentLogger, type Logger } from '../platform/logger'
import { systemRandom, type Random } from '../platform/random'
import { assumedConditions } from '../platform/system-conditions'
import { WakefulConditions } from '../platform/wakeful-conditions'
import { LimitedConditions } from '../scheduling/limited-conditions'
import { openNodeTransport, openTransport, type OpenTransport } from '../transport/open-transport'
import type { Transport } from '../transport/transport'
import type { ClosingStack } from './closing-stack'
import { hostConditions } from './host-conditions'
import type { AssetPackManagerOptions } from './manager-options'

/** What every part is made with. */
export interface Surroundings {
  readonly configuration: Configuration
  readonly conditions: LimitedConditions
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
}

/** What the caller gave, and the system's own for the rest. */
export function openSurroundings(options: AssetPackManagerOptions, opened: ClosingStack): Surroundings {
  const { configuration, clock = systemClock, random = systemRandom, logger = silentLogger } = options
  const machine = hostConditions(options.conditions ?? assumedConditions, configuration.manifestURL)
  const wakeful = new WakefulConditions({ base: machine, clock, logger })
  const conditions = new LimitedConditions({ base: wakeful, clock, timeOfDay: systemTimeOfDay, logger })
  return opened.use({ configuration, conditions, clock, random, logger }, () => {
    conditions.close()
    wakeful.close()
  })
}

/** The transport that was given belongs to the manager from the first moment on. Node's own is loaded where there is none. */
export async function openManagerTransport(
  given: Transport | undefined,
  { configuration, clock, random, logger }: Surroundings,
  opened: ClosingStack,
): Promise<OpenTransport> {
  const { connections = usualLimits.connections } = configuration.network ?? {}
  const base = given ?? (await openNodeTransport({ clock, connectionsPerHost: connections }))
  const repositoryURLs = [configuration.manifestURL, ...(configuration.mirrors ?? [])]
  return opened.use(openTransport({ base, clock, random, logger, repositoryURLs }), (it) => it.close())
}
