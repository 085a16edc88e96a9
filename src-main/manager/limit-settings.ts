import {
  keptDownloadLimitsSchema,
  parseDownloadLimits,
  type DownloadLimits,
} from '../../src-shared/domain/download-limits'
import type { Logger } from '../platform/logger'
import type { DurableValues } from '../store/asset-pack-store'

const valueName = 'downloads.limits'

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
    const checked = parseDownloadLimits(limits)
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
