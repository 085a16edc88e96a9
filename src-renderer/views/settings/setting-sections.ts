import { appChoice, appSwitch, LanguageControl, ShortcutsButton } from './app-controls'
import {
  ConnectionsControl,
  MeteredSwitch,
  PacksControl,
  ProxyControl,
  QuietSwitch,
  QuietTimeControl,
  RateControl,
  RateSwitch,
  UpdatesControl,
} from './limit-controls'
import type { SettingSection } from './setting-item'

/** Every setting, in the order of the screen. Where the packs are belongs to the screen about storage. */
export const settingSections: readonly SettingSection[] = [
  {
    title: 'settings.general',
    items: [
      { name: 'language', outcomeOf: () => 'language', title: 'settings.language', Control: LanguageControl },
      {
        name: 'theme',
        outcomeOf: () => 'theme',
        title: 'settings.theme',
        Control: appChoice('theme', [
          { value: 'system', title: 'settings.theme.system' },
          { value: 'light', title: 'settings.theme.light' },
          { value: 'dark', title: 'settings.theme.dark' },
        ]),
      },
      {
        name: 'density',
        outcomeOf: () => 'density',
        title: 'library.density',
        Control: appChoice('density', [
          { value: 'comfortable', title: 'library.density.comfortable' },
          { value: 'compact', title: 'library.density.compact' },
        ]),
      },
      {
        name: 'whenClosed',
        outcomeOf: () => 'whenClosed',
        title: 'settings.whenClosed',
        hint: 'settings.whenClosed.hint',
        Control: appChoice('whenClosed', [
          { value: 'keepRunning', title: 'settings.whenClosed.keepRunning' },
          { value: 'quit', title: 'settings.whenClosed.quit' },
        ]),
      },
      {
        name: 'openAtLogin',
        outcomeOf: () => 'openAtLogin',
        title: 'settings.openAtLogin',
        hint: ({ app }) =>
          app?.canOpenAtLogin === false ? 'settings.openAtLogin.impossible' : 'settings.openAtLogin.hint',
        Control: appSwitch('openAtLogin'),
      },
    ],
  },
  {
    title: 'settings.updates',
    items: [
      {
        name: 'updatesOnRequest',
        outcomeOf: () => 'updatesOnRequest',
        title: 'settings.updatesOnRequest',
        hint: 'settings.updatesOnRequest.hint',
        Control: UpdatesControl,
      },
      {
        name: 'quietHours',
        outcomeOf: ({ limits }) => (limits?.quietHours === undefined ? 'quietHours' : undefined),
        title: 'settings.quietHours',
        hint: 'settings.quietHours.hint',
        Control: QuietSwitch,
      },
      {
        name: 'quietTime',
        outcomeOf: () => 'quietHours',
        title: 'settings.quietTime',
        isShown: ({ limits }) => limits?.quietHours !== undefined,
        Control: QuietTimeControl,
      },
    ],
  },
  {
    title: 'settings.network',
    items: [
      {
        name: 'limitSpeed',
        outcomeOf: ({ limits }) => (limits?.bytesPerSecond === undefined ? 'bytesPerSecond' : undefined),
        title: 'settings.limitSpeed',
        hint: 'settings.limitSpeed.hint',
        Control: RateSwitch,
      },
      {
        name: 'bytesPerSecond',
        outcomeOf: () => 'bytesPerSecond',
        title: 'settings.bytesPerSecond',
        isShown: ({ limits }) => limits?.bytesPerSecond !== undefined,
        Control: RateControl,
      },
      {
        name: 'packsAtOnce',
        outcomeOf: () => 'packsAtOnce',
        title: 'settings.packsAtOnce',
        Control: PacksControl,
      },
      {
        name: 'connections',
        outcomeOf: () => 'connections',
        title: 'settings.connections',
        hint: 'settings.connections.hint',
        Control: ConnectionsControl,
      },
      {
        name: 'treatAsMetered',
        outcomeOf: () => 'treatAsMetered',
        title: 'settings.treatAsMetered',
        hint: 'settings.treatAsMetered.hint',
        Control: MeteredSwitch,
      },
      { name: 'proxy', title: 'settings.proxy', Control: ProxyControl },
    ],
  },
  {
    title: 'settings.notifications',
    items: [
      {
        name: 'notifyWhenDone',
        outcomeOf: () => 'notifyWhenDone',
        title: 'settings.notifyWhenDone',
        hint: 'settings.notifications.hint',
        Control: appSwitch('notifyWhenDone'),
      },
      {
        name: 'notifyWhenNeeded',
        outcomeOf: () => 'notifyWhenNeeded',
        title: 'settings.notifyWhenNeeded',
        Control: appSwitch('notifyWhenNeeded'),
      },
      {
        name: 'notifyEachPack',
        outcomeOf: () => 'notifyEachPack',
        title: 'settings.notifyEachPack',
        Control: appSwitch('notifyEachPack'),
      },
    ],
  },
  {
    title: 'settings.accessibility',
    items: [
      {
        name: 'announcements',
        outcomeOf: () => 'announcements',
        title: 'settings.announcements',
        hint: 'settings.announcements.hint',
        Control: appChoice('announcements', [
          { value: 'all', title: 'settings.announcements.all' },
          { value: 'important', title: 'settings.announcements.important' },
          { value: 'off', title: 'settings.announcements.off' },
        ]),
      },
      {
        name: 'singleKeyShortcuts',
        outcomeOf: () => 'singleKeyShortcuts',
        title: 'settings.singleKeyShortcuts',
        hint: 'settings.singleKeyShortcuts.hint',
        Control: appSwitch('singleKeyShortcuts'),
      },
      { name: 'shortcuts', title: 'shortcuts.title', Control: ShortcutsButton },
    ],
  },
]
