import type { notifications as english } from '../en/notifications'

/** See the English file of this name. */
export const notifications: Readonly<Record<keyof typeof english, string>> = {
  'notify.done': 'كل الحزم جاهزة.',
  'notify.needed': 'تعذّر تثبيت حزمة. افتح التطبيق لمعرفة السبب.',
  'notify.pack': 'جاهزة للاستخدام.',
}
