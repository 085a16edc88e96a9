import type { Port } from '../../src-shared/ipc/wire'

/** Two ends of a wire within one process: what is posted at one end is heard at the other, later and as a copy. */
export function portPair(): readonly [Port, Port] {
  const listeners = [new Set<(message: unknown) => void>(), new Set<(message: unknown) => void>()] as const
  const end = (own: 0 | 1, other: 0 | 1): Port => ({
    post: (message) => {
      const copy: unknown = structuredClone(message)
      queueMicrotask(() => {
        for (const listener of listeners[other]) listener(copy)
      })
    },
    onMessage: (listener) => {
      listeners[own].add(listener)
      return () => {
        listeners[own].delete(listener)
      }
    },
    onClose: () => () => undefined,
  })
  return [end(0, 1), end(1, 0)]
}
