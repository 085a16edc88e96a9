import type { downloads as english } from '../en/downloads'

/** See the English file of this name. */
export const downloads: Readonly<Record<keyof typeof english, string>> = {
  'downloads.summary': '{count, plural, one {# Paket} other {# Pakete}}, noch {size}',
  'downloads.running': 'Wird geladen',
  'downloads.waiting': 'Als Nächstes',
  'downloads.paused': 'Angehalten',
  'downloads.failed': 'Nicht abgeschlossen',
  'downloads.pauseAll': 'Alle anhalten',
  'downloads.resumeAll': 'Alle fortsetzen',
  'downloads.empty.title': 'Kein Download läuft',
  'downloads.empty.updates':
    '{count, plural, one {# Update liegt} other {# Updates liegen}} in der Bibliothek bereit.',
  'downloads.downloaded': 'geladen',
  'downloads.speed': 'Geschwindigkeit',
  'downloads.left': 'übrig',
  'downloads.then.downloading': 'danach Laden',
  'downloads.then.verifying': 'danach Prüfen',
  'downloads.then.installing': 'danach Installieren',
  'downloads.disk': 'Schreibrate',
  'downloads.step': '{step} · {percent}',
  'downloads.stalled':
    '{seconds, plural, one {Seit # Sekunde kommen keine Daten.} other {Seit # Sekunden kommen keine Daten.}} Gleich folgt ein neuer Versuch.',
  'downloads.stalledAgain':
    '{seconds, plural, one {Seit # Sekunde kommen keine Daten.} other {Seit # Sekunden kommen keine Daten.}} Neuer Versuch, Nummer {attempt, number}.',
  'downloads.after': 'Beginnt nach {title}',
  'downloads.needsSpace': 'Nicht genug Platz: {size} fehlen',
  'downloads.freeUpSpace': 'Platz schaffen',
  'downloads.next': 'Beginnt als Nächstes',
  'downloads.startNow': 'Jetzt starten',
  'downloads.moveUp': 'Nach oben',
  'downloads.moveDown': 'Nach unten',
  'downloads.drag': 'Ziehen',
  'downloads.queueKeys':
    'Alt und Pfeiltasten verschieben ein Paket, Alt und Pos1 oder Ende bringen es an den Anfang oder das Ende.',
  'say.moved': '{title}: Platz {position, number} von {count, number}.',

  'speed.title': 'Geschwindigkeit im Verlauf',
  'speed.span': 'Gezeigte Zeit',
  'speed.ago': 'vor {time}',
  'speed.now': 'jetzt',
  'speed.network': 'Netzwerk',
  'speed.disk': 'Schreiben auf das Laufwerk',
  'speed.limit': 'Grenze {speed}',
  'speed.paused': 'Angehalten',
  'speed.asTable': 'Als Tabelle zeigen',
  'speed.asChart': 'Als Diagramm zeigen',
  'speed.sentence':
    'Letzte {time}: Netzwerk jetzt {now}, höchstens {most}; Schreiben auf das Laufwerk jetzt {disk}.',
  'speed.time': 'Zeit',

  'history.today': 'Heute beendet',
  'history.earlier': 'Früher beendet',
  'history.clear': 'Liste leeren',
  'history.cost': '{size} in {time} geladen · im Mittel {speed}',
  'history.nothingCame': 'Nichts musste geladen werden',
  'history.saved': '{size} wiederverwendet',
  'history.outcome.failed': 'Nicht abgeschlossen: {problem}',
  'history.outcome.cancelled': 'Abgebrochen',
  'history.whatChanged': 'Neuerungen',
  'history.detour.indexWhole': 'Die Liste der Dateien musste ganz geladen werden.',
  'history.detour.damagedFiles':
    'Einige installierte Dateien waren beschädigt und wurden neu heruntergeladen.',
  'history.detour.installedUnused':
    'So viele installierte Dateien waren beschädigt, dass keine verwendet wurde.',
  'history.detour.nothingInCommon': 'Von der Version davor war nichts verwendbar.',
  'history.detour.fetchedAgain':
    'Einige Daten waren beschädigt oder unvollständig und wurden noch einmal geladen.',
  'downloads.limit': 'Geschwindigkeit begrenzen',
  'downloads.limited': 'Grenze: {speed}',
  'downloads.limit.off': 'Keine Grenze',
}
