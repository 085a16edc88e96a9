import type { NativeTheme } from 'electron'
import { AsyncQueue } from '../../src-shared/base/async-queue'
import { Emitter, type Unsubscribe } from '../../src-shared/base/emitter'
import type { AppSettings, AppSettingsChange, AppSettingsState } from '../../src-shared/domain/app-settings'
import { en } from '../../src-shared/messages/en'
import { chooseLocale, loadCatalogue, type ChosenLocale } from '../../src-shared/messages/locales'
import type { Catalogue } from '../../src-shared/messages/message-id'
import type { Logger } from '../platform/logger'
import type { AppSettingsFile } from './app-settings-file'
import type { OpenAtLogin } from './open-at-login'

/** What {@link AppliedSettings} works with. */
export interface AppliedSettingsOptions {
  readonly file: AppSettingsFile
  readonly nativeTheme: Pick<NativeTheme, 'themeSource'>
  /** BCP-47, the most wanted first. */
  readonly systemLanguages: readonly string[]
  readonly logger: Logger
}

/** The settings in force: what they mean for colours, language and the start of the session happens here. */
export class AppliedSettings {
  readonly #options: AppliedSettingsOptions
  #language: ChosenLocale
  #catalogue: Catalogue = en
  readonly #spoken: Emitter<undefined>

  constructor(options: AppliedSettingsOptions) {
    this.#options = options
    this.#spoken = new Emitter((error) => {
      options.logger.log('error', 'What follows the language failed.', { reason: String(error) })
    })
    const { current } = options.file
    this.#language = this.#apply(current)
    options.file.subscribe((settings) => {
      this.#language = this.#apply(settings)
    })
  }

  /** The settings themselves. */
  get current(): AppSettings {
    return this.#options.file.current
  }

  /** The language that the app speaks. */
  get language(): ChosenLocale {
    return this.#language
  }

  /** The sentences of that language, for what the main process shows itself; English until they are there. */
  get catalogue(): Catalogue {
    return this.#catalogue
  }

  /** Hears when other sentences count from now on. */
  onSpoken(listener: () => void): Unsubscribe {
    return this.#spoken.subscribe(listener)
  }

  /** Changes settings; what the system has to agree to comes first. @throws what the system, or the disk, says. */
  async change(change: AppSettingsChange, openAtLogin: OpenAtLogin): Promise<void> {
    if (change.openAtLogin !== undefined) await openAtLogin.set(change.openAtLogin)
    await this.#options.file.change(change)
  }

  /** The settings, now and after each change, until `signal` aborts; a slow reader gets the newest. */
  states(openAtLogin: OpenAtLogin, signal: AbortSignal): AsyncIterableIterator<AppSettingsState, undefined> {
    const { file } = this.#options
    const states = new AsyncQueue<AppSettingsState>({
      absorb: (_waiting, next) => [next],
      onLeave: () => {
        unsubscribe()
        signal.removeEventListener('abort', end)
      },
    })
    const end = (): void => {
      states.end()
    }
    const tell = (): void => {
      const { current: settings } = file
      states.push({ settings, language: this.#language.tag, canOpenAtLogin: openAtLogin.isPossible })
    }
    const unsubscribe = file.subscribe(tell)
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
    tell()
    return states
  }

  /** The language of these settings, once their theme is that of every window. */
  #apply({ theme, language }: AppSettings): ChosenLocale {
    const { nativeTheme, systemLanguages, logger } = this.#options
    nativeTheme.themeSource = theme
    const chosen = chooseLocale(language, systemLanguages)
    loadCatalogue(chosen.id).then(
      (catalogue) => {
        if (this.#language.id !== chosen.id) return
        this.#catalogue = catalogue
        this.#spoken.emit(undefined)
      },
      (error: unknown) => {
        logger.log('warn', 'The sentences of a language cannot be read.', {
          id: chosen.id,
          reason: String(error),
        })
      },
    )
    return chosen
  }
}
