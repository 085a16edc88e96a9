import { EventEmitter } from 'node:events'
import type { MenuItemConstructorOptions, NativeImage, Tray } from 'electron'
import { describe, expect, test } from 'vitest'
import type { AppAction } from '../../../../src-main/electron/app-action'
import { AppTray } from '../../../../src-main/electron/app-tray'
import type { TrayDescription } from '../../../../src-main/electron/tray-description'

/** The system's tray, as far as the app sees it. */
class FakeTray extends EventEmitter {
  /** What was asked of it, in order. */
  readonly asked: string[] = []

  constructor(image: unknown) {
    super()
    this.asked.push(`new ${String(image)}`)
  }

  setImage(image: unknown): void {
    this.asked.push(`image ${String(image)}`)
  }

  setToolTip(text: string): void {
    this.asked.push(`tooltip ${text}`)
  }

  setTitle(title: string): void {
    this.asked.push(`title ${title}`)
  }

  setContextMenu(menu: unknown): void {
    this.asked.push(`menu ${String((menu as readonly unknown[]).length)}`)
  }

  destroy(): void {
    this.asked.push('destroy')
  }
}

function open(opensMenuOnClick = false) {
  const trays: FakeTray[] = []
  const menus: MenuItemConstructorOptions[][] = []
  const performed: AppAction[] = []
  const tray = new AppTray({
    create: (image) => {
      const made = new FakeTray(image)
      trays.push(made)
      return made as unknown as Tray
    },
    image: (icon) => icon as unknown as NativeImage,
    menu: {
      buildFromTemplate: (template) => {
        menus.push(template as MenuItemConstructorOptions[])
        return template as never
      },
    },
    opensMenuOnClick,
    perform: (action) => performed.push(action),
  })
  return { tray, trays, menus, performed }
}

const description: TrayDescription = {
  icon: 'working-1',
  tooltip: '20%',
  title: '20%',
  lines: [
    { kind: 'status', label: '1 download' },
    { kind: 'separator' },
    { kind: 'action', action: { kind: 'app', name: 'pauseAll' }, label: 'Pause everything', isEnabled: true },
  ],
}

describe('the tray', () => {
  test('is made when there is something to show in it, and changed only where that has changed', () => {
    const { tray, trays } = open()
    const before = tray.isShown
    tray.show(description)
    tray.show(description)
    tray.show({ ...description, tooltip: '21%', title: '21%' })
    tray.show({ ...description, icon: 'working-2', tooltip: '21%', title: '21%' })
    tray.show({ ...description, icon: 'idle', tooltip: 'idle', title: '', lines: [] })
    expect([before, tray.isShown, trays[0]?.asked]).toEqual([
      false,
      true,
      [
        'new working-1',
        'tooltip 20%',
        'title 20%',
        'menu 3',
        'tooltip 21%',
        'title 21%',
        'image working-2',
        'image idle',
        'tooltip idle',
        'title ',
        'menu 0',
      ],
    ])
  })

  test('does what is clicked on', () => {
    const { tray, trays, menus, performed } = open()
    tray.show(description)
    const [status, separator, action] = menus[0] ?? []
    action?.click?.(undefined as never, undefined, undefined as never)
    trays[0]?.emit('click')
    expect([status, separator, performed]).toEqual([
      { label: '1 download', enabled: false },
      { type: 'separator' },
      [
        { kind: 'app', name: 'pauseAll' },
        { kind: 'app', name: 'open' },
      ],
    ])
  })

  test('leaves a click to the system where that opens the menu', () => {
    const { tray, trays, performed } = open(true)
    tray.show(description)
    trays[0]?.emit('click')
    expect(performed).toEqual([])
  })

  test('is made anew, whole, after it was taken away', () => {
    const { tray, trays } = open()
    tray.show(description)
    tray.remove()
    const between = tray.isShown
    tray.remove()
    tray.show(description)
    expect([between, trays[0]?.asked.at(-1), trays[1]?.asked]).toEqual([
      false,
      'destroy',
      ['new working-1', 'tooltip 20%', 'title 20%', 'menu 3'],
    ])
  })
})
