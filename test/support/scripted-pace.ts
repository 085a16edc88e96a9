import type { DrawingPace } from '../../src-renderer/store/drawing-pace'

/** A pace that goes on when the test says so. */
export class ScriptedPace {
  readonly #waiting = {
    afterPaint: new Set<() => void>(),
    afterTyping: new Set<() => void>(),
    atRest: new Set<() => void>(),
  }

  readonly pace: DrawingPace = {
    afterPaint: (callback) => this.#wait('afterPaint', callback),
    afterTyping: (callback) => this.#wait('afterTyping', callback),
    atRest: (callback) => this.#wait('atRest', callback),
  }

  happens(name: keyof DrawingPace): void {
    const callbacks = [...this.#waiting[name]]
    this.#waiting[name].clear()
    for (const callback of callbacks) callback()
  }

  #wait(name: keyof DrawingPace, callback: () => void): () => void {
    this.#waiting[name].add(callback)
    return () => this.#waiting[name].delete(callback)
  }
}
