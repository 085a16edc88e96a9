import type { storage as english } from '../en/storage'

/** See the English file of this name. */
export const storage: Readonly<Record<keyof typeof english, string>> = {
  'screen.storage': 'Speicher',
  'storage.summary': '{used} belegt · {free} frei',
  'storage.measuring': 'Misst …',
  'storage.measuredAt': 'Gemessen um {time}',
  'storage.measureAgain': 'Neu messen',
  'storage.showFolder': 'Ordner zeigen',
  'storage.disk': 'Das Laufwerk mit Ihren Paketen',
  'storage.disk.label': '{free} von {size} frei',
  'storage.folder': 'Ordner',
  'storage.uses': 'Was Platz belegt',
  'storage.packs': 'Pakete',
  'storage.packs.count': '{count, plural, one {# Paket} other {# Pakete}}',
  'storage.kept': 'Alte Versionen',
  'storage.kept.count':
    '{count, plural, =0 {Keine aufgehoben} one {# Version zum Zurückgehen} other {# Versionen zum Zurückgehen}}',
  'storage.kept.remove': 'Alte Versionen entfernen',
  'storage.unfinished': 'Angefangene Downloads',
  'storage.unfinished.count': '{count, plural, =0 {Keine} one {# Paket} other {# Pakete}}',
  'storage.unfinished.remove': 'Angefangenes entfernen',
  'storage.other': 'Listen und Buchführung',
  'storage.elsewhere': 'Alles andere auf diesem Laufwerk',
  'storage.free': 'Frei',
  'storage.biggest': 'Installierte Pakete, die größten zuerst',
  'storage.biggest.none': 'Es sind keine Pakete installiert.',
  'storage.pack.version': 'Version <v>{version}</v>',
  'storage.pack.kept': '{count, plural, one {# alte Version} other {# alte Versionen}}',
  'storage.select': '{title} auswählen',
  'storage.selected':
    '{count, plural, one {# Paket ausgewählt} other {# Pakete ausgewählt}} · macht {size} frei',
  'storage.selected.clear': 'Auswahl aufheben',
  'storage.selected.remove': 'Entfernen …',
  'storage.confirm.remove.title': '{count, plural, one {# Paket entfernen?} other {# Pakete entfernen?}}',
  'storage.confirm.remove.text':
    'Damit werden ihre Dateien gelöscht und etwa {size} frei. Pakete, die angeboten werden, können Sie später wieder installieren.',
  'storage.confirm.remove.essential':
    '{count, plural, one {# davon wird benötigt: Die App lädt es wieder.} other {# davon werden benötigt: Die App lädt sie wieder.}}',
  'storage.confirm.remove.obsolete':
    '{count, plural, one {# davon wird nicht mehr angeboten und kann nicht wieder installiert werden.} other {# davon werden nicht mehr angeboten und können nicht wieder installiert werden.}}',
  'storage.confirm.remove.action': 'Entfernen',
  'storage.confirm.keep': 'Alles behalten',
  'storage.confirm.kept.title': 'Alte Versionen entfernen?',
  'storage.confirm.kept.text':
    '{count, plural, one {Damit werden {size} frei. # Paket kann nicht mehr eine Version zurückgehen.} other {Damit werden {size} frei. # Pakete können nicht mehr eine Version zurückgehen.}} Was installiert ist, bleibt.',
  'storage.confirm.kept.action': 'Alte Versionen entfernen',
  'storage.confirm.unfinished.title': 'Angefangene Downloads entfernen?',
  'storage.confirm.unfinished.text':
    '{count, plural, one {Was von # Paket schon da ist, wird weggeworfen.} other {Was von # Paketen schon da ist, wird weggeworfen.}} Laufende Downloads gehen weiter. Installierte Versionen bleiben.',
  'storage.confirm.unfinished.action': 'Angefangenes entfernen',
  'storage.failed': '<b>Das Laufwerk konnte nicht gemessen werden.</b> {problem}.',
}
