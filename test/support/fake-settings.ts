import { AsyncQueue } from '../../src-shared/base/async-queue'
import {
  usualAppSettings,
  type AppSettings,
  type AppSettingsChange,
  type AppSettingsState,
} from '../../src-shared/domain/app-settings'
import { AssetPackError, type AssetPackErrorCode } from '../../src-shared/domain/errors'
import { chooseLocale } from '../../src-shared/messages/locales'

/** What {@link FakeSettings} start with. */
export interface FakeSettingsOptions {
  readonly settings?: Partial<AppSettings>
  readonly systemLanguages?: readonly string[]
  readonly canOpenAtLogin?: boolean
}

/** The settings of the app as a window sees them, in memory. */
export class FakeSettings {
  /** Lets the next change fail. */
  nextRefusal: AssetPackErrorCode | undefined
  readonly #streams = new Set<AsyncQueue<AppSettingsState>>()
  readonly #systemLanguages: readonly string[]
  readonly #canOpenAtLogin: boolean
  #settings: AppSettings

  constructor({ settings, systemLanguages = ['en-US'], canOpenAtLogin = true }: FakeSettingsOptions = {}) {
    // A person who has been here before.
    this.#settings = { ...usualAppSettings('linux'), welcomed: true, ...settings }
    this.#systemLanguages = systemLanguages
    this.#canOpenAtLogin = canOpenAtLogin
  }

  get current(): AppSettings {
    return this.#settings
  }

  async change(change: AppSettingsChange): Promise<undefined> {
    const refusal = this.nextRefusal
    this.nextRefusal = undefined
    if (refusal !== undefined) throw new AssetPackError(refusal, `Refused for a test: ${refusal}.`)
    this.#settings = { ...this.#settings, ...(change as Partial<AppSettings>) }
    for (const stream of this.#streams) stream.push(this.#state())
  }

  states(signal: AbortSignal | undefined): AsyncIterable<AppSettingsState> {
    const stream: AsyncQueue<AppSettingsState> = new AsyncQueue({
      onLeave: () => this.#streams.delete(stream),
    })
    signal?.addEventListener('abort', () => {
      stream.end()
    })
    this.#streams.add(stream)
    stream.push(this.#state())
    return stream
  }

  #state(): AppSettingsState {
    const { tag: language } = chooseLocale(this.#settings.language, this.#systemLanguages)
    return { settings: this.#settings, language, canOpenAtLogin: this.#canOpenAtLogin }
  }
}
