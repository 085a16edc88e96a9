import type { AssetPack } from '../../src-shared/domain/asset-pack'
import {
  keptDownloadLimitsSchema,
  parseDownloadLimits,
  usualLimits,
  type DownloadLimits,
} from '../../src-shared/domain/download-limits'
import type { Logger } from '../platform/logger'
import type { DurableValues } from '../store/asset-pack-store'

const valueName = 'downloads.limits'

/** Whether updates of such a pack come without somebody asking for them. */
export function isUpdatedUnasked(
  { policy }: Pick<AssetPack, 'policy'>,
  { updatesOnRequest = false }: DownloadLimits,
): boolean {
  return !updatesOnRequest || policy.kind === 'essential'
}

/** So much of a rate is worth a connection: one alone brings it also over a long line. */
const bytesPerSecondOfConnection = 512 * 1024

/**
 * Connections for one pack. Under a low rate they are few: what is on its way when a connection is held back, 0.6 MB or, with
 * Chromium, 4.5 MB, comes at once whatever the rate says.
 */
export function connectionsWithin({
  connections = usualLimits.connections,
  bytesPerSecond,
}: DownloadLimits): number {
  if (bytesPerSecond === undefined) return connections
  return Math.min(connections, Math.ceil(bytesPerSecond / bytesPerSecondOfConnection))
}

/** What {@link LimitSettings} works with. */
export interface LimitSettingsOptions {
  readonly values: DurableValues
  /** In force until somebody sets others. */
  readonly configured: DownloadLimits
  /** Brings limits into force; called with those of the start, and after each change. */
  readonly apply: (limits: DownloadLimits) => void
  readonly logger: Logger
}

/** The limits on downloads: kept in the container, in force as soon as they are set. */
export class LimitSettings {
  readonly #options: LimitSettingsOptions
  readonly #followers: ((limits: DownloadLimits) => void)[] = []
  #current: DownloadLimits

  constructor(options: LimitSettingsOptions) {
    this.#options = options
    this.#current = this.#complete(this.#kept() ?? options.configured)
    options.apply(this.#current)
  }

  /** The limits in force. */
  get current(): DownloadLimits {
    return this.#current
  }

  /**
   * Replaces the limits, all of them; durable and in force when it returns.
   *
   * @throws `invalidArgument`.
   */
  set(limits: DownloadLimits): void {
    const checked = this.#chosen(parseDownloadLimits(limits))
    this.#options.values.set(valueName, JSON.stringify(checked))
    this.#current = this.#complete(checked)
    this.#options.apply(this.#current)
    for (const follow of this.#followers) follow(this.#current)
  }

  /** Brings the limits into force for a part that came later: those of now, and after each change. */
  follow(apply: (limits: DownloadLimits) => void): void {
    this.#followers.push(apply)
    apply(this.#current)
  }

  /** There is always some number of packs and of connections: where the person names none, the configured one. */
  #complete(limits: DownloadLimits): DownloadLimits {
    const { packsAtOnce, connections } = this.#options.configured
    return {
      ...(packsAtOnce === undefined ? {} : { packsAtOnce }),
      ...(connections === undefined ? {} : { connections }),
      ...limits,
    }
  }

  /**
   * Whoever changes one limit gives back the others as they are in force. What the configuration says of them, and nobody
   * chose, stays the configuration's matter: its next release may say something else.
   */
  #chosen(limits: DownloadLimits): DownloadLimits {
    const { configured } = this.#options
    const before = this.#kept() ?? {}
    const isConfigured = (name: 'packsAtOnce' | 'connections'): boolean =>
      limits[name] === configured[name] && before[name] === undefined
    const { packsAtOnce, connections, ...others } = limits
    return {
      ...others,
      ...(packsAtOnce === undefined || isConfigured('packsAtOnce') ? {} : { packsAtOnce }),
      ...(connections === undefined || isConfigured('connections') ? {} : { connections }),
    }
  }

  #kept(): DownloadLimits | undefined {
    const text = this.#options.values.get(valueName)
    if (text === undefined) return undefined
    try {
      return keptDownloadLimitsSchema.parse(JSON.parse(text))
    } catch {
      this.#options.logger.log(
        'warn',
        'The limits on downloads cannot be read; those of the configuration apply',
      )
      return undefined
    }
  }
}
