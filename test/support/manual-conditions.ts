import { Emitter } from '../../src-shared/base/emitter'
import type { ConditionsSnapshot, SystemConditions } from '../../src-main/platform/system-conditions'

/** Conditions that change when the test says so. */
export class ManualConditions implements SystemConditions {
  #current: ConditionsSnapshot = { online: true, metered: false, onBattery: false }
  readonly #changes = new Emitter<ConditionsSnapshot>((error) => {
    throw error
  })

  /** How many listen; tests use it to find leaks. */
  get listenerCount(): number {
    return this.#changes.listenerCount
  }

  current(): ConditionsSnapshot {
    return this.#current
  }

  subscribe(listener: (conditions: ConditionsSnapshot) => void): () => void {
    return this.#changes.subscribe(listener)
  }

  /** The machine wakes up, whether it was said to sleep or not. */
  wake(): void {
    this.set({ asleep: false, wakes: (this.#current.wakes ?? 0) + 1 })
  }

  set(change: Partial<ConditionsSnapshot>): void {
    this.#current = { ...this.#current, ...change }
    this.#changes.emit(this.#current)
  }
}
