import type { questions as english } from '../en/questions'

/** See the English file of this name. */
export const questions: Readonly<Record<keyof typeof english, string>> = {
  'confirm.remove.title': '{title} entfernen?',
  'confirm.remove.text':
    'Damit werden die Dateien gelöscht und mindestens {size} frei. Sie können das Paket später wieder installieren.',
  'confirm.remove.essential':
    'Damit werden die Dateien gelöscht und mindestens {size} frei. Die App braucht dieses Paket und lädt es wieder.',
  'confirm.remove.obsolete':
    'Damit werden die Dateien gelöscht und mindestens {size} frei. Das Paket wird nicht mehr angeboten, Sie können es also nicht wieder installieren.',
  'confirm.remove.action': 'Entfernen',
  'confirm.remove.keep': 'Behalten',
  'confirm.cancel.title': 'Diesen Download abbrechen?',
  'confirm.cancel.text':
    '{title}: Die bereits geladenen {size} werden gelöscht. Um sie zu behalten, halten Sie den Download stattdessen an.',
  'confirm.cancel.textEmpty': '{title}: Es ist noch nichts da, also geht nichts verloren.',
  'confirm.cancel.update': 'Version {version} bleibt installiert und funktioniert.',
  'confirm.cancel.action': 'Download abbrechen',
  'confirm.cancel.keep': 'Weiter laden',

  'confirm.rollback.title': 'Zurück zu Version {version}?',
  'confirm.rollback.text':
    '{title} bleibt auf Version {version}, bis Sie das Paket aktualisieren oder Updates wieder einschalten. Version {current} bleibt auf Ihrem Computer.',
  'confirm.rollback.download': 'Der Download der neueren Version wird abgebrochen.',
  'confirm.rollback.action': 'Zurückgehen',
  'confirm.rollback.keep': 'Version {current} behalten',

  'confirm.lowSpace.title': '{title} mit weniger Platz aktualisieren?',
  'confirm.lowSpace.text':
    'Auf Ihrem Laufwerk ist neben Version {from} kein Platz für Version {to}. Ihre Dateien können die alten stattdessen eine nach der anderen ersetzen. Das hat einen Preis:',
  'confirm.lowSpace.space': 'Es braucht {size} freien Platz statt {usual}. Sie haben {free}.',
  'confirm.lowSpace.download': 'Es werden {size} geladen, wie sonst auch.',
  'confirm.lowSpace.moreToDownload': 'Es werden bis zu {size} statt {usual} geladen.',
  'confirm.lowSpace.time': 'Es dauert länger. Das Paket ist währenddessen nicht benutzbar.',
  'confirm.lowSpace.noWayBack': 'Version {from} wird nicht aufbewahrt, Sie können also nicht zu ihr zurück.',
  'confirm.lowSpace.action': 'Mit weniger Platz aktualisieren',
  'confirm.lowSpace.keep': 'Jetzt nicht',

  'check.verify.title': 'Dateien von {title} prüfen',
  'check.repair.title': '{title} reparieren',
  'check.verify.ended': 'Dateien geprüft: {title}',
  'check.repair.ended': 'Repariert: {title}',
  'check.fine':
    '{count, plural, one {Die Datei ist} other {Alle # Dateien sind}} unverändert gegenüber dem Original des Herausgebers.',
  'check.damaged': '{count, plural, one {# Datei muss} other {# Dateien müssen}} repariert werden.',
  'check.repaired':
    '{count, plural, one {# Datei wurde} other {# Dateien wurden}} in Ordnung gebracht. Alle Dateien entsprechen dem Original des Herausgebers.',
  'check.more': '{count, plural, one {und # weitere} other {und # weitere}}',
  'check.repair': 'Reparieren',
  'check.close': 'Schließen',
  'check.finding.damaged': 'Beschädigt',
  'check.finding.missing': 'Fehlt',
  'check.finding.obstructed': 'Durch etwas anderes ersetzt',
  'check.finding.extra': 'Gehört nicht hierher',
  'check.finding.index': 'Liste der Dateien beschädigt',
}
