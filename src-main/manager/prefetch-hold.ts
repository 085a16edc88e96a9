import { Emitter } from '../../src-shared/base/emitter'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { Logger } from '../platform/logger'
import type { ContentProgressRecord } from './content-progress'

/**
 * Whether packs that are recommended wait until the person has said which of them are wanted. The container remembers it, so that
 * whichever process has the packs next holds them back, too.
 */
export class PrefetchHold {
  /** {@link PrefetchHold.isOn} may be another one now. */
  readonly changes: Emitter<void>
  readonly #record: ContentProgressRecord
  #isOn: boolean
  #isAnswerDue = false

  constructor(record: ContentProgressRecord, logger: Logger) {
    this.#record = record
    this.#isOn = record.read().isPrefetchHeld
    this.changes = new Emitter((error) => {
      logger.log('error', 'A listener failed', { error: String(error) })
    })
  }

  /** No disk access. */
  get isOn(): boolean {
    return this.#isOn
  }

  /** What it held back may come, and no check has looked at it since. */
  get isAnswerDue(): boolean {
    return this.#isAnswerDue
  }

  /** Durable when it returns; whether that is another state than before. */
  set(isOn: boolean): boolean {
    if (isOn === this.#isOn) return false
    this.#record.write({ ...this.#record.read(), isPrefetchHeld: isOn })
    this.#isOn = isOn
    this.#isAnswerDue = !isOn
    this.changes.emit()
    return true
  }

  /** A check looks at all that was held back. */
  answered(): void {
    this.#isAnswerDue = false
  }

  /** Whether a pack that is not here in any version has to wait. */
  holds({ policy }: Pick<AssetPack, 'policy'>): boolean {
    return this.#isOn && policy.kind === 'prefetch'
  }
}
