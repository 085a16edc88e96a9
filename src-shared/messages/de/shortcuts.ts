import type { shortcuts as english } from '../en/shortcuts'

/** See the English file of this name. */
export const shortcuts: Readonly<Record<keyof typeof english, string>> = {
  'command.search': 'Pakete suchen',
  'command.library': 'Zur Bibliothek',
  'command.downloads': 'Zu den Downloads',
  'command.storage': 'Zum Speicher',
  'command.settings': 'Einstellungen',
  'command.checkForUpdates': 'Nach Updates suchen',
  'command.toggleAll': 'Alles anhalten oder fortsetzen',
  'command.undo': 'Entfernen von Paketen rückgängig machen',
  'command.nextRegion': 'Nächster Teil des Fensters',
  'command.previousRegion': 'Voriger Teil des Fensters',
  'command.showShortcuts': 'Tastenkürzel',
  'command.openPack': 'Paket öffnen',
  'command.togglePack': 'Paket anhalten oder fortsetzen',
  'command.removePack': 'Entfernen oder abbrechen (fragt vorher)',
  'command.moveUp': 'Nach oben',
  'command.moveDown': 'Nach unten',
  'command.moveToStart': 'An den Anfang',
  'command.moveToEnd': 'Ans Ende',

  'shortcuts.title': 'Tastenkürzel',
  'shortcuts.window': 'Überall',
  'shortcuts.pack': 'Auf dem Paket mit dem Fokus',
  'shortcuts.queue': 'In der Reihenfolge der Downloads',
  'shortcuts.or': 'oder',
  'shortcuts.close': 'Schließen',
  'shortcuts.singleOff': 'Kürzel aus einem einzelnen Zeichen sind in den Einstellungen ausgeschaltet.',

  'key.control': 'Strg',
  'key.shift': 'Umschalt',
  'key.alt': 'Alt',
  'key.enter': 'Eingabe',
  'key.delete': 'Entf',
  'key.home': 'Pos 1',
  'key.end': 'Ende',
}
