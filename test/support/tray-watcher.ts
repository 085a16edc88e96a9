import { onTestFinished } from 'vitest'
import { BusConnection, busCall, type BusCall } from '../../src-main/platform/dbus-connection'
import type { BusMessage } from '../../src-main/platform/dbus-message'
import type { BusValue, BusVariant } from '../../src-main/platform/dbus-values'

const name = 'org.kde.StatusNotifierWatcher'
const path = '/StatusNotifierWatcher'

/** The part of a desktop that watches for icons of apps, as KDE's does, on a real bus; and its panel, which may be absent. */
export class TrayWatcher {
  /** The names on the bus of the icons that were shown to it. */
  readonly items: string[] = []
  readonly #bus: BusConnection
  #hasPanel: boolean
  #onItem: () => void = () => undefined

  private constructor(bus: BusConnection, hasPanel: boolean) {
    this.#bus = bus
    this.#hasPanel = hasPanel
  }

  /** Takes its name on the bus; leaves with the test. */
  static async start(
    environment: Readonly<Record<string, string>>,
    { hasPanel = true }: { readonly hasPanel?: boolean } = {},
  ): Promise<TrayWatcher> {
    let answer: (message: BusMessage) => void = () => undefined
    const bus = await BusConnection.open(environment, {
      onMessage: (message) => {
        answer(message)
      },
      onEnd: () => undefined,
    })
    const watcher = new TrayWatcher(bus, hasPanel)
    answer = watcher.#onMessage
    onTestFinished(() => {
      bus.close()
    })
    await bus.call(busCall('RequestName', 'su', name, 0))
    return watcher
  }

  /** Leaves the bus, as the extension of a desktop does when it is turned off. */
  stop(): void {
    this.#bus.close()
  }

  /** The panel comes, or goes. */
  setPanel(isThere: boolean): void {
    this.#hasPanel = isThere
    const member = isThere ? 'StatusNotifierHostRegistered' : 'StatusNotifierHostUnregistered'
    this.#bus.send({ kind: 'signal', path, interface: name, member, body: [] })
  }

  /** Resolves once an icon has been shown to it. */
  async item(): Promise<string> {
    while (this.items.length === 0)
      await new Promise<void>((resolve) => {
        this.#onItem = resolve
      })
    return this.items.at(-1) ?? ''
  }

  /** A property of the icon, as the panel reads it. */
  async property(property: string): Promise<BusValue> {
    const [value] = await this.#bus.call({
      destination: await this.item(),
      path: '/StatusNotifierItem',
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: ['org.kde.StatusNotifierItem', property],
    })
    return (value as BusVariant).value
  }

  /** A click on the icon. */
  async click(): Promise<void> {
    await this.#bus.call({
      destination: await this.item(),
      path: '/StatusNotifierItem',
      interface: 'org.kde.StatusNotifierItem',
      member: 'Activate',
      signature: 'ii',
      body: [0, 0],
    })
  }

  /** The lines of the icon's menu. */
  async menu(): Promise<readonly MenuEntry[]> {
    const layout = await this.#bus.call({ ...(await this.#menuCall('GetLayout', 'iias')), body: [0, -1, []] })
    return menuEntries(layout[1] ?? [])
  }

  /** Chooses a line of the menu. Nobody waits for an answer: an app that ends has none. */
  async choose(label: string): Promise<void> {
    const entry = (await this.menu()).find((one) => one.label === label)
    if (entry === undefined) throw new Error(`The tray's menu has no line "${label}".`)
    const body = [entry.id, 'clicked', { signature: 's', value: '' }, 0]
    this.#bus.send({ kind: 'call', ...(await this.#menuCall('Event', 'isvu')), body })
  }

  async #menuCall(member: string, signature: string): Promise<BusCall> {
    const [destination, path] = [await this.item(), (await this.property('Menu')) as string]
    return { destination, path, interface: 'com.canonical.dbusmenu', member, signature }
  }

  readonly #onMessage = (message: BusMessage): void => {
    const { kind, serial: replySerial, sender: destination = '', member, body } = message
    if (kind !== 'call') return
    if (member === 'RegisterStatusNotifierItem') {
      const given = body[0] as string
      this.items.push(given.startsWith('/') ? destination : given)
      this.#bus.send({ kind: 'reply', replySerial, destination, body: [] })
      this.#onItem()
      return
    }
    if (member !== 'Get') {
      const errorName = 'org.freedesktop.DBus.Error.UnknownMethod'
      this.#bus.send({ kind: 'error', replySerial, destination, errorName, body: [] })
      return
    }
    const value = { signature: 'b', value: this.#hasPanel }
    this.#bus.send({ kind: 'reply', replySerial, destination, signature: 'v', body: [value] })
  }
}

/** A line of a menu on the bus. */
export interface MenuEntry {
  readonly id: number
  readonly label: string
  readonly isEnabled: boolean
}

/** The lines of `(ia{sv}av)`: the number of an item, its properties, its children. */
function menuEntries(layout: BusValue): readonly MenuEntry[] {
  const [, , children] = layout as readonly [number, BusValue, readonly BusVariant[]]
  return children.map(({ value }) => {
    const [id, entries] = value as readonly [number, readonly (readonly [string, BusVariant])[]]
    const properties = new Map(entries.map(([key, variant]) => [key, variant.value]))
    return {
      id,
      label: properties.get('type') === 'separator' ? '-' : ((properties.get('label') ?? '') as string),
      isEnabled: properties.get('enabled') !== false,
    }
  })
}
