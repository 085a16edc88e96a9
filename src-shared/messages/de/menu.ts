import type { menu as english } from '../en/menu'

/** See the English file of this name. */
export const menu: Readonly<Record<keyof typeof english, string>> = {
  'menu.file': 'Datei',
  'menu.edit': 'Bearbeiten',
  'menu.view': 'Ansicht',
  'menu.packs': 'Pakete',
  'menu.window': 'Fenster',
  'menu.help': 'Hilfe',

  'menu.about': 'Über {name}',
  'menu.settings': 'Einstellungen …',
  'menu.services': 'Dienste',
  'menu.hide': '{name} ausblenden',
  'menu.hideOthers': 'Andere ausblenden',
  'menu.unhide': 'Alle einblenden',
  'menu.quit': '{name} beenden',
  'menu.close': 'Fenster schließen',
  'menu.undo': 'Rückgängig',
  'menu.redo': 'Wiederholen',
  'menu.cut': 'Ausschneiden',
  'menu.copy': 'Kopieren',
  'menu.paste': 'Einfügen',
  'menu.selectAll': 'Alles auswählen',
  'menu.resetZoom': 'Originalgröße',
  'menu.zoomIn': 'Vergrößern',
  'menu.zoomOut': 'Verkleinern',
  'menu.togglefullscreen': 'Vollbild',
  'menu.minimize': 'Minimieren',
  'menu.zoom': 'Zoomen',
  'menu.front': 'Alle nach vorne',

  'menu.pauseAll': 'Alles anhalten',
  'menu.resumeAll': 'Alles fortsetzen',

  'tray.open': '{name} öffnen',
  'tray.idle': 'Kein Download läuft',
  'tray.active': '{count, plural, one {# Download} other {# Downloads}}',
  'tray.progress': '{status}, {fraction, number, percent}',
  'tray.remaining': '{status} · {time}',
  'tray.paused': '{count, plural, one {# Download ist angehalten} other {# Downloads sind angehalten}}',
  'tray.failed':
    '{count, plural, one {# Paket konnte nicht installiert werden} other {# Pakete konnten nicht installiert werden}}',

  'tray.percent': '{fraction, number, percent}',
  'tray.tooltip': '{name}: {status}',
}
