import type { notifications as english } from '../en/notifications'

/** See the English file of this name. */
export const notifications: Readonly<Record<keyof typeof english, string>> = {
  'notify.done': 'すべてのパックの準備ができました。',
  'notify.needed': 'インストールできなかったパックがあります。理由はアプリで確認できます。',
  'notify.pack': '使用できます。',
}
