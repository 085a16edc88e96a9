import type { notifications as english } from '../en/notifications'

/** See the English file of this name. */
export const notifications: Readonly<Record<keyof typeof english, string>> = {
  'notify.ready': 'Ist einsatzbereit.',
  'notify.readyMany': '{count, plural, one {# Paket ist} other {# Pakete sind}} einsatzbereit.',
  'notify.failed': 'Konnte nicht installiert werden. Ein Klick zeigt, warum.',
  'notify.failedMany':
    '{count, plural, one {# Paket konnte} other {# Pakete konnten}} nicht installiert werden. Die App zeigt, warum.',
}
