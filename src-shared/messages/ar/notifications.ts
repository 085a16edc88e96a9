import type { notifications as english } from '../en/notifications'

/** See the English file of this name. */
export const notifications: Readonly<Record<keyof typeof english, string>> = {
  'notify.ready': 'جاهزة للاستخدام.',
  'notify.readyMany':
    '{count, plural, zero {لا حزم جاهزة للاستخدام.} one {حزمة واحدة جاهزة للاستخدام.} two {حزمتان جاهزتان للاستخدام.} few {# حزم جاهزة للاستخدام.} many {# حزمة جاهزة للاستخدام.} other {# حزمة جاهزة للاستخدام.}}',
  'notify.failed': 'تعذّر تثبيتها. افتحها لمعرفة السبب.',
  'notify.failedMany':
    '{count, plural, zero {لم يتعذّر تثبيت أي حزمة.} one {تعذّر تثبيت حزمة واحدة. افتح التطبيق لمعرفة السبب.} two {تعذّر تثبيت حزمتين. افتح التطبيق لمعرفة السبب.} few {تعذّر تثبيت # حزم. افتح التطبيق لمعرفة السبب.} many {تعذّر تثبيت # حزمة. افتح التطبيق لمعرفة السبب.} other {تعذّر تثبيت # حزمة. افتح التطبيق لمعرفة السبب.}}',
}
