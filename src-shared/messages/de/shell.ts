import type { shell as english } from '../en/shell'

/** See the English file of this name. */
export const shell: Readonly<Record<keyof typeof english, string>> = {
  'app.skip': 'Zum Inhalt springen',
  'app.navigation': 'Bereiche',
  'app.status': 'Status',
  'app.lost':
    '<b>Der Download-Dienst antwortet nicht.</b> Es wird jede Sekunde neu versucht. Nichts geht verloren.',

  'connection.unknown': 'Verbindung wird hergestellt',
  'connection.online': 'Online',
  'connection.offline': 'Offline',
  'connection.unreachable': 'Keine Antwort',
  'connection.label': 'Verbindung',

  'search.label': 'Pakete suchen',
  'search.clear': 'Suche leeren',

  'screen.library': 'Bibliothek',
  'screen.downloads': 'Downloads',
  'screen.downloads.count': '{count, plural, one {# Download} other {# Downloads}}',

  'footer.idle': 'Kein Download läuft',
  'footer.left': '{time} für alles',
  'footer.waiting': '{count, plural, one {# Download wartet} other {# Downloads warten}}',
  'footer.paused': '{count, plural, one {# Download ist angehalten} other {# Downloads sind angehalten}}',
  'footer.free': '{size} frei',

  'time.underAMinute': 'Noch weniger als eine Minute',
  'time.about': 'Noch etwa {time}',
  'time.overADay': 'Noch mehr als einen Tag',
  'time.short.underAMinute': 'Unter 1 Min.',
  'time.short.about': 'Etwa {time}',
  'time.short.overADay': 'Über einen Tag',

  'notice.offline':
    '<b>Sie sind offline.</b> Downloads gehen von selbst weiter, sobald Sie wieder online sind.',
  'notice.unreachable': '<b>Der Server der Pakete antwortet nicht.</b> Es wird von selbst neu versucht.',
  'notice.untrusted.details': 'Neues wird erst installiert, wenn der Liste zu trauen ist.',
  'notice.packsWork': 'Installierte Pakete funktionieren weiter.',
  'notice.tryNow': 'Jetzt versuchen',
  'notice.dismiss': 'Schließen',

  'updates.checking': 'Suche nach Updates…',
  'updates.checked':
    '{count, plural, =0 {Geprüft um {time}: keine Updates} one {Geprüft um {time}: # Update} other {Geprüft um {time}: # Updates}}',
  'updates.none': 'Alles, was Sie haben, ist aktuell.',
  'updates.held':
    '{count, plural, one {# Paket bleibt bei seiner Version: Seine Updates sind aus.} other {# Pakete bleiben bei ihrer Version: Ihre Updates sind aus.}} Alles andere ist aktuell.',
  'say.lost': 'Der Download-Dienst antwortet nicht. Es wird neu versucht.',
  'say.found': 'Der Download-Dienst antwortet wieder.',
  'say.online': 'Wieder online.',

  'say.phase': '{title}: {state}.',
  'say.quarter': '{title}: {percent}.',
  'say.finished': '{title} ist installiert.',
  'say.removed': '{title} wurde entfernt.',
  'say.finishedMany': '{count, plural, one {# Paket ist} other {# Pakete sind}} installiert.',
  'say.failed': '{title}: {problem}.',

  'failure.title': 'Diese Ansicht konnte nicht angezeigt werden',
  'failure.text':
    'Im Fenster ist etwas schiefgegangen. Ihre Pakete und Downloads sind davon nicht betroffen.',
  'failure.copy': 'Details kopieren',
  'undo.label': 'Gerade entfernt',
  'undo.removed': '{count, plural, one {{title} wurde entfernt.} other {# Pakete wurden entfernt.}}',
  'undo.late':
    '{count, plural, one {Es war zu spät: {title} wird schon gelöscht. Sie können es wieder installieren.} other {Es war zu spät: # Pakete werden schon gelöscht. Sie können sie wieder installieren.}}',
  'undo.action': 'Rückgängig',
}
