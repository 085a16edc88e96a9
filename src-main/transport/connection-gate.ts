/** A place at a host. */
export interface Place {
  /** Gives it back; may be called twice. */
  readonly leave: () => void
  /**
   * Aborts when somebody who goes first has no place: whoever can stop here and go on later gives this one back. Who comes
   * to that later looks again: where the place is wanted no longer, another signal is here, which has not aborted.
   */
  readonly wanted: AbortSignal
}

interface Guest {
  /** See {@link ConnectionGate.enter}. */
  readonly whileGivingWay: AbortSignal | undefined
  wanted: AbortController
}

interface Door {
  /** In the order of coming in. */
  readonly inside: Set<Guest>
  readonly waiting: { readonly guest: Guest; readonly admit: () => void }[]
}

/**
 * Lets a limited number of requests to one host run at once. The others wait in the order they came, those that give way
 * behind the rest; who already has a place and gives way is told that it is wanted.
 */
export class ConnectionGate {
  readonly #limit: number
  readonly #doors = new Map<string, Door>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /**
   * Waits for a place at `host`. It steps back for others until `whileGivingWay` aborts, and is urgent from then on. Without
   * that signal somebody goes first, but asks nobody to leave: for what is soon over.
   *
   * @throws the signal's reason as soon as it aborts.
   */
  async enter(host: string, signal: AbortSignal, whileGivingWay?: AbortSignal): Promise<Place> {
    signal.throwIfAborted()
    const door = this.#door(host)
    const guest: Guest = { whileGivingWay, wanted: new AbortController() }
    const onUrgent = (): void => {
      askForPlaces(door)
    }
    const leave = (): void => {
      whileGivingWay?.removeEventListener('abort', onUrgent)
      this.#leave(host, door, guest)
    }
    whileGivingWay?.addEventListener('abort', onUrgent, { once: true })
    try {
      if (door.inside.size < this.#limit) door.inside.add(guest)
      else await this.#wait(door, guest, signal)
      // One abort may end who was inside and, a moment later, who was let in for it: nobody would hear of it any more.
      signal.throwIfAborted()
    } catch (error) {
      leave()
      throw error
    }
    return {
      leave,
      get wanted() {
        return guest.wanted.signal
      },
    }
  }

  #door(host: string): Door {
    const door = this.#doors.get(host) ?? { inside: new Set(), waiting: [] }
    this.#doors.set(host, door)
    return door
  }

  #wait(door: Door, guest: Guest, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const admit = (): void => {
        signal.removeEventListener('abort', onAbort)
        resolve()
      }
      const arrival = { guest, admit }
      const onAbort = (): void => {
        door.waiting.splice(door.waiting.indexOf(arrival), 1)
        askForPlaces(door)
        reject(signal.reason as Error)
      }
      door.waiting.push(arrival)
      signal.addEventListener('abort', onAbort, { once: true })
      askForPlaces(door)
    })
  }

  #leave(host: string, door: Door, guest: Guest): void {
    const { inside, waiting } = door
    if (!inside.delete(guest)) return
    const first = waiting.findIndex((arrival) => !givesWay(arrival.guest))
    const [next] = waiting.splice(Math.max(0, first), 1)
    if (next !== undefined) {
      inside.add(next.guest)
      next.admit()
      askForPlaces(door)
    } else if (inside.size === 0) this.#doors.delete(host)
  }
}

/**
 * Keeps as many asked to leave as wait and are urgent, those that came last first; whoever is asked for nobody any more may
 * stay. One is never asked: whatever goes first gives its place back between two objects, and somebody let in for that
 * moment would otherwise be sent away again, each time.
 */
function askForPlaces({ inside, waiting }: Door): void {
  const urgent = waiting.filter(({ guest }) => guest.whileGivingWay?.aborted === true).length
  const yielding = [...inside].filter(givesWay)
  const asked = yielding.filter(({ wanted }) => wanted.signal.aborted)
  const others = yielding.filter(({ wanted }) => !wanted.signal.aborted)
  for (const guest of asked.slice(0, Math.max(0, asked.length - urgent))) guest.wanted = new AbortController()
  const missing = Math.max(0, urgent - asked.length)
  for (const { wanted } of others.slice(1).reverse().slice(0, missing)) wanted.abort()
}

function givesWay({ whileGivingWay }: Guest): boolean {
  return whileGivingWay?.aborted === false
}
