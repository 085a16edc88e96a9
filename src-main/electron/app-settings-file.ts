import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Emitter, type Unsubscribe } from '../../src-shared/base/emitter'
import { jsonObjectSchema } from '../../src-shared/base/json'
import {
  appSettingsChangeSchema,
  readKeptAppSettings,
  type AppSettings,
  type AppSettingsChange,
} from '../../src-shared/domain/app-settings'
import { AssetPackError } from '../../src-shared/domain/errors'
import { problemText, schemaProblem } from '../../src-shared/domain/schema-problem'
import { makeFolders, publishFile } from '../platform/file-system'
import { systemErrorCode, withFileSystemErrors } from '../platform/file-system-errors'
import type { Logger } from '../platform/logger'
import { SerialQueue } from '../platform/serial-queue'

/** Of the file as this version writes it. */
const formatVersion = 1

/** What an {@link AppSettingsFile} works with. */
export interface AppSettingsFileOptions {
  /** Absolute path; need not be there. */
  readonly file: string
  /** In force where the file says nothing. */
  readonly usual: AppSettings
  readonly logger: Logger
}

/**
 * The settings of the app on the disk: whole after a crash or a power cut. What another version wrote besides stays in the
 * file, and so does a setting that only that version can use, until somebody changes it here.
 */
export class AppSettingsFile {
  readonly #options: AppSettingsFileOptions
  readonly #changes: Emitter<AppSettings>
  readonly #writing = new SerialQueue()
  #kept: Readonly<Record<string, unknown>>
  #current: AppSettings

  /** Reads the file, while nothing else goes on yet: the first window needs to know its language and colours. */
  constructor(options: AppSettingsFileOptions) {
    this.#options = options
    this.#changes = new Emitter((error) => {
      options.logger.log('error', 'A listener of the settings failed.', { reason: String(error) })
    })
    this.#kept = this.#read()
    const { settings, unusable } = readKeptAppSettings(this.#kept, options.usual)
    this.#current = settings
    if (unusable.length > 0)
      options.logger.log('warn', 'Some settings cannot be used; the usual ones apply.', { names: unusable })
  }

  /** The settings in force. */
  get current(): AppSettings {
    return this.#current
  }

  /** Hears the settings after each change. */
  subscribe(listener: (settings: AppSettings) => void): Unsubscribe {
    return this.#changes.subscribe(listener)
  }

  /**
   * Changes some settings; they are durable and in force when it resolves. One change after the other.
   *
   * @throws `invalidArgument`, or what the disk says; then nothing has changed.
   */
  change(change: AppSettingsChange): Promise<void> {
    return this.#writing.run(async () => {
      const checked = checkedChange(change)
      const kept = { ...this.#kept, ...checked }
      const { file, usual } = this.#options
      await withFileSystemErrors(file, () => makeFolders(dirname(file)))
      await publishFile(file, Buffer.from(`${JSON.stringify({ formatVersion, ...kept }, undefined, 2)}\n`))
      this.#kept = kept
      this.#current = readKeptAppSettings(kept, usual).settings
      this.#changes.emit(this.#current)
    })
  }

  #read(): Readonly<Record<string, unknown>> {
    const { file, logger } = this.#options
    try {
      return jsonObjectSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch (error) {
      if (systemErrorCode(error) !== 'ENOENT')
        logger.log('warn', 'The settings cannot be read; the usual ones apply.', {
          file,
          reason: String(error),
        })
      return {}
    }
  }
}

function checkedChange(change: AppSettingsChange): AppSettingsChange {
  const result = appSettingsChangeSchema.safeParse(change)
  if (result.success) return withoutAbsent(result.data)
  const problem = schemaProblem(result.error, change)
  throw new AssetPackError('invalidArgument', `The setting "${problem.key}" ${problemText(problem)}`, {
    details: { key: problem.key, rule: problem.rule },
  })
}

/** What is named without a value changes nothing. */
function withoutAbsent(change: AppSettingsChange): AppSettingsChange {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}
