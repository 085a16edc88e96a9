import type { notifications as english } from '../en/notifications'

/** See the English file of this name. */
export const notifications: Readonly<Record<keyof typeof english, string>> = {
  'notify.ready': '使用できます。',
  'notify.readyMany': '{count, plural, other {# 個のパックを使用できます。}}',
  'notify.failed': 'インストールできませんでした。開くと理由がわかります。',
  'notify.failedMany':
    '{count, plural, other {# 個のパックをインストールできませんでした。理由はアプリで確認できます。}}',
}
