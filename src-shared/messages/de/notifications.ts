import type { notifications as english } from '../en/notifications'

/** See the English file of this name. */
export const notifications: Readonly<Record<keyof typeof english, string>> = {
  'notify.done': 'Alle Pakete sind bereit.',
  'notify.needed': 'Ein Paket konnte nicht installiert werden. Die App zeigt, warum.',
  'notify.pack': 'Kann benutzt werden.',
}
