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
  'downloads.empty.text': 'Alles, was Sie haben, ist aktuell.',
  'downloads.empty.updates':
    '{count, plural, one {# Update liegt} other {# Updates liegen}} in der Bibliothek bereit.',
  'downloads.downloaded': 'geladen',
  'downloads.speed': 'Tempo',
  'downloads.left': 'übrig',
  'downloads.then': 'danach {step}',
}
