import type { storage as english } from '../en/storage'

/** See the English file of this name. */
export const storage: Readonly<Record<keyof typeof english, string>> = {
  'screen.storage': 'Speicher',
  'storage.summary': '{used} belegt · {free} frei',
  'storage.measuring': 'Wird gemessen …',
  'storage.measuredAt': 'Gemessen um {time}',
  'storage.measureAgain': 'Neu messen',
  'storage.showFolder': 'Ordner zeigen',
  'storage.disk': 'Das Laufwerk mit Ihren Paketen',
  'storage.disk.label': '{free} von {size} frei',
  'storage.uses': 'Was Platz belegt',
  'storage.packs': 'Pakete',
  'storage.packs.count': '{count, plural, one {# Paket} other {# Pakete}}',
  'storage.leaving': 'Gerade entfernt',
  'storage.leaving.count':
    '{count, plural, one {# Paket, Platz wird gleich frei} other {# Pakete, Platz wird gleich frei}}',
  'storage.kept': 'Andere Versionen',
  'storage.kept.count':
    '{count, plural, one {# Version neben der installierten} other {# Versionen neben den installierten}}',
  'storage.kept.remove': 'Andere Versionen entfernen',
  'storage.unfinished': 'Angefangene Downloads',
  'storage.unfinished.count': '{count, plural, one {# Paket} other {# Pakete}}',
  'storage.unfinished.remove': 'Angefangenes entfernen',
  'storage.other': 'App-Daten',
  'storage.elsewhere': 'Alles andere auf diesem Laufwerk',
  'storage.free': 'Frei',
  'storage.move': 'Pakete verschieben …',
  'storage.move.title': 'Alle Pakete verschieben',
  'storage.move.to': 'Neuer Ordner: <path>{directory}</path>',
  'storage.move.copies': '{size} werden kopiert. Auf dem Ziellaufwerk bleiben {left} frei.',
  'storage.move.sameDisk': 'Er ist auf demselben Laufwerk, es muss also nichts kopiert werden.',
  'storage.move.meanwhile': 'Die Pakete sind inzwischen benutzbar. Downloads warten und gehen danach weiter.',
  'storage.move.start': 'Verschieben',
  'storage.move.starting': 'Wird vorbereitet …',
  'storage.move.progress': '{done} von {total}',
  'storage.move.moving': 'Wird verschoben',
  'storage.move.stop.text':
    'Verschieben abbrechen? Das bereits Kopierte wird gelöscht, und alle Pakete bleiben, wo sie waren.',
  'storage.move.stop.keep': 'Weiter verschieben',
  'storage.move.stop.action': 'Verschieben abbrechen',
  'storage.move.ended.title': 'Alle Pakete sind verschoben',
  'storage.move.ended': 'Sie sind jetzt in <path>{directory}</path>.',
  'storage.move.nothingMoved': 'Alles ist noch, wo es war.',
  'storage.move.chooseAgain': 'Anderen Ordner wählen',
  'storage.biggest': 'Installierte Pakete nach belegtem Platz, größte zuerst',
  'storage.biggest.hint':
    'Was Dateien auf diesem Laufwerk belegen: mehr als ihre Größe, wo es viele kleine sind.',
  'storage.biggest.none': 'Es sind keine Pakete installiert.',
  'storage.pack.version': 'Version <v>{version}</v>',
  'storage.pack.kept': '{count, plural, one {# andere Version} other {# andere Versionen}}',
  'storage.select': '{title} auswählen',
  'storage.selected':
    '{count, plural, one {# Paket ausgewählt} other {# Pakete ausgewählt}} · macht {size} frei',
  'storage.selected.clear': 'Auswahl aufheben',
  'storage.selected.remove': 'Entfernen …',
  'storage.confirm.remove.title': '{count, plural, one {# Paket entfernen?} other {# Pakete entfernen?}}',
  'storage.confirm.remove.text':
    'Damit werden ihre Dateien gelöscht und mindestens {size} frei. Pakete, die angeboten werden, können Sie später wieder installieren.',
  'storage.confirm.remove.essential':
    '{count, plural, one {# davon wird benötigt: Die App lädt es wieder.} other {# davon werden benötigt: Die App lädt sie wieder.}}',
  'storage.confirm.remove.obsolete':
    '{count, plural, one {# davon wird nicht mehr angeboten und kann nicht wieder installiert werden.} other {# davon werden nicht mehr angeboten und können nicht wieder installiert werden.}}',
  'storage.confirm.remove.action': 'Entfernen',
  'storage.confirm.keep': 'Alles behalten',
  'storage.confirm.kept.title': 'Andere Versionen entfernen?',
  'storage.confirm.kept.text':
    '{count, plural, one {Damit werden {size} frei. Von # Paket bleibt nur die installierte Version: Jede andere muss neu geladen werden, solange sie angeboten wird.} other {Damit werden {size} frei. Von # Paketen bleiben nur die installierten Versionen: Jede andere muss neu geladen werden, solange sie angeboten wird.}}',
  'storage.confirm.kept.action': 'Andere Versionen entfernen',
  'storage.confirm.unfinished.title': 'Angefangene Downloads entfernen?',
  'storage.confirm.unfinished.text':
    '{count, plural, one {Was von # Paket bereits geladen ist, wird gelöscht.} other {Was von # Paketen bereits geladen ist, wird gelöscht.}} Laufende Downloads gehen weiter. Installierte Versionen bleiben.',
  'storage.confirm.unfinished.action': 'Angefangenes entfernen',
  'storage.failed': '<b>Das Laufwerk konnte nicht gemessen werden.</b> {problem}.',
}
