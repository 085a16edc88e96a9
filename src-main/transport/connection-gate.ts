/** Whether somebody steps back for others: asked anew each time it matters, for a download may become urgent. */
export type GivesWay = () => boolean

/** A place at a host. */
export interface Place {
  /** Gives it back; may be called twice. */
  readonly leave: () => void
  /** Aborts when somebody who goes first has no place: whoever can stop here and go on later gives this one back. */
  readonly wanted: AbortSignal
}

interface Guest {
  readonly givesWay: GivesWay | undefined
  readonly wanted: AbortController
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
   * Waits for a place at `host`. Without `givesWay` somebody goes first, but asks nobody to leave: for what is soon over.
   *
   * @throws the signal's reason as soon as it aborts.
   */
  async enter(host: string, signal: AbortSignal, givesWay?: GivesWay): Promise<Place> {
    signal.throwIfAborted()
    const door = this.#door(host)
    const guest: Guest = { givesWay, wanted: new AbortController() }
    if (door.inside.size < this.#limit) door.inside.add(guest)
    else await this.#wait(door, guest, signal)
    const leave = (): void => {
      this.#leave(host, door, guest)
    }
    // One abort may end who was inside and, a moment later, who was let in for it: nobody would hear of it any more.
    if (signal.aborted) {
      leave()
      throw signal.reason
    }
    return { leave, wanted: guest.wanted.signal }
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
        reject(signal.reason as Error)
      }
      door.waiting.push(arrival)
      signal.addEventListener('abort', onAbort, { once: true })
      askForPlaces(door)
    })
  }

  #leave(host: string, { inside, waiting }: Door, guest: Guest): void {
    if (!inside.delete(guest)) return
    const first = waiting.findIndex((arrival) => arrival.guest.givesWay?.() !== true)
    const [next] = waiting.splice(Math.max(0, first), 1)
    if (next !== undefined) {
      inside.add(next.guest)
      next.admit()
    } else if (inside.size === 0) this.#doors.delete(host)
  }
}

/**
 * Asks as many to leave as wait and do not give way, those that came last first. One stays: whatever goes first gives its
 * place back between two objects, and somebody let in for that moment would otherwise be sent away again, each time.
 */
function askForPlaces({ inside, waiting }: Door): void {
  const urgent = waiting.filter(({ guest }) => guest.givesWay?.() === false).length
  const guests = [...inside]
  const leaving = guests.filter(({ wanted }) => wanted.signal.aborted).length
  const yielding = guests.filter(({ givesWay, wanted }) => givesWay?.() === true && !wanted.signal.aborted)
  const asked = yielding.slice(1).reverse()
  for (const { wanted } of asked.slice(0, Math.max(0, urgent - leaving))) wanted.abort()
}
