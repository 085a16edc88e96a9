import type { library as english } from '../en/library'

/** See the English file of this name. */
export const library: Readonly<Record<keyof typeof english, string>> = {
  'library.summary': '{count, plural, one {# Paket} other {# Pakete}} · {size} belegt',
  'library.summaryNone': '{count, plural, one {# Paket} other {# Pakete}}, keines installiert',
  'library.list': 'Pakete',
  'library.filter': 'Anzeigen',
  'library.filter.all': 'Alle',
  'library.filter.installed': 'Installiert',
  'library.filter.updates': 'Updates',
  'library.layout': 'Anordnung',
  'library.layout.grid': 'Raster',
  'library.layout.list': 'Liste',
  'library.check': 'Nach Updates suchen',
  'library.checking': 'Sucht …',
  'library.updateAll': 'Alle aktualisieren · bis zu {size}',
  'library.empty.title': 'Noch keine Pakete',
  'library.empty.text': 'Pakete, die Sie installieren können, erscheinen hier.',
  'library.noMatch.title': 'Nichts passt zu „{search}“',
  'library.noMatch.text': 'Gesucht wird in Name, Kennung und Beschreibung.',
  'library.noMatch.action': 'Suche leeren',
  'library.noInstalled.title': 'Keine Pakete installiert',
  'library.noInstalled.text': 'Pakete, die Sie installieren, erscheinen hier.',
  'library.noUpdates.title': 'Keine Updates',
  'library.noUpdates.text': 'Alles, was Sie haben, ist aktuell.',
  'library.showAll': 'Alle Pakete zeigen',

  'firstRun.title': 'Alles wird vorbereitet',
  'firstRun.text':
    '{count, plural, one {Ein benötigtes Paket ist} other {# benötigte Pakete sind}} unterwegs. Sie können sich inzwischen umsehen.',
  'firstRun.progress': 'Fortschritt der benötigten Pakete',
  'firstRun.ready': 'Bereit',
  'firstRun.readyText': 'Alles Benötigte ist installiert. Empfohlene Pakete folgen von selbst.',
  'firstRun.continue': 'Weiter',
}
