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
  #current: DownloadLimits

  constructor(options: LimitSettingsOptions) {
    this.#options = options
    this.#current = this.#kept() ?? options.configured
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
    this.#current = checked
    this.#options.apply(checked)
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
