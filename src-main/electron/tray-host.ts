import { BusConnection, busCall } from '../platform/dbus-connection'
import type { BusMessage } from '../platform/dbus-message'
import type { BusVariant } from '../platform/dbus-values'
import type { Clock } from '../platform/clock'

/** Whether the desktop has a place for icons of apps, and hears when that changes. */
export interface TrayHost {
  /** Resolves with the first answer, which may be no. */
  readonly known: Promise<boolean>
  /** Stops watching. */
  close(): void
}

/** What {@link watchTrayHost} works with. */
export interface TrayHostOptions {
  readonly platform: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  /** Hears the first answer and every other one after it. */
  readonly onChange: (isThere: boolean) => void
}

const watcherName = 'org.kde.StatusNotifierWatcher'
const watcherPath = '/StatusNotifierWatcher'
/** A desktop that does not answer by then counts as one without a tray; it may still say later that it has one. */
const patienceMs = 2_000
/** A panel that restarts is back by then. */
const absenceMs = 3_000

/**
 * Windows and macOS always have a tray. On Linux there is one when somebody watches for such icons *and* shows them: a watcher
 * without a host, as some services are, shows nothing. GNOME has neither unless an extension brings them.
 */
export function watchTrayHost(options: TrayHostOptions): TrayHost {
  if (options.platform === 'linux') return new LinuxTrayHost(options)
  const isThere = options.platform === 'win32' || options.platform === 'darwin'
  options.onChange(isThere)
  return { known: Promise.resolve(isThere), close: () => undefined }
}

class LinuxTrayHost implements TrayHost {
  readonly known: Promise<boolean>
  readonly #options: TrayHostOptions
  #tellKnown: (isThere: boolean) => void = () => undefined
  #bus: BusConnection | undefined
  #isThere: boolean | undefined
  #isClosed = false
  #cancelPatience: () => void
  #cancelAbsence: () => void = () => undefined

  constructor(options: TrayHostOptions) {
    this.#options = options
    this.known = new Promise((resolve) => {
      this.#tellKnown = resolve
    })
    this.#cancelPatience = options.clock.schedule(patienceMs, () => {
      this.#settle(this.#isThere ?? false)
    })
    void this.#watch()
  }

  close(): void {
    this.#isClosed = true
    this.#cancelPatience()
    this.#cancelAbsence()
    this.#bus?.close()
    this.#tellKnown(false)
  }

  async #watch(): Promise<void> {
    try {
      const bus = await BusConnection.open(this.#options.environment, {
        onMessage: this.#onMessage,
        onEnd: () => {
          this.#settle(false)
        },
      })
      this.#bus = bus
      if (this.#isClosed) {
        bus.close()
        return
      }
      await bus.call(
        busCall(
          'AddMatch',
          's',
          `type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${watcherName}'`,
        ),
      )
      await bus.call(busCall('AddMatch', 's', `type='signal',interface='${watcherName}'`))
      await this.#ask(bus)
    } catch {
      // No bus, or one that speaks otherwise: no tray can be found over it.
      this.#settle(false)
    }
  }

  readonly #onMessage = ({ kind, member }: BusMessage): void => {
    const isNews =
      member === 'NameOwnerChanged' ||
      member === 'StatusNotifierHostRegistered' ||
      member === 'StatusNotifierHostUnregistered'
    if (kind === 'signal' && isNews && this.#bus !== undefined) void this.#ask(this.#bus)
  }

  async #ask(bus: BusConnection): Promise<void> {
    try {
      const [has] = await bus.call(busCall('NameHasOwner', 's', watcherName))
      if (has !== true) {
        this.#settle(false)
        return
      }
      // Asking a name that nobody has might start a service for it: hence the question above.
      const [answer] = await bus.call({
        destination: watcherName,
        path: watcherPath,
        interface: 'org.freedesktop.DBus.Properties',
        member: 'Get',
        signature: 'ss',
        body: [watcherName, 'IsStatusNotifierHostRegistered'],
      })
      this.#settle((answer as BusVariant | undefined)?.value === true)
    } catch {
      this.#settle(false)
    }
  }

  /** A tray that is gone for a moment, while its panel restarts, is not gone. */
  #settle(isThere: boolean): void {
    this.#cancelAbsence()
    if (this.#isClosed || this.#isThere === isThere) return
    if (this.#isThere === true) {
      this.#cancelAbsence = this.#options.clock.schedule(absenceMs, () => {
        this.#tell(false)
      })
      return
    }
    this.#tell(isThere)
  }

  #tell(isThere: boolean): void {
    this.#isThere = isThere
    this.#cancelPatience()
    this.#tellKnown(isThere)
    this.#options.onChange(isThere)
  }
}
