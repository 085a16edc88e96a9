import type { downloads as english } from '../en/downloads'

/** See the English file of this name. */
export const downloads: Readonly<Record<keyof typeof english, string>> = {
  'downloads.summary':
    '{count, plural, zero {لا حزم} one {حزمة واحدة} two {حزمتان} few {# حزم} many {# حزمة} other {# حزمة}}، بقي {size}',
  'downloads.running': 'قيد التنزيل الآن',
  'downloads.waiting': 'التالي',
  'downloads.paused': 'متوقفة',
  'downloads.failed': 'لم تكتمل',
  'downloads.pauseAll': 'إيقاف الكل',
  'downloads.resumeAll': 'استئناف الكل',
  'downloads.empty.title': 'لا شيء قيد التنزيل',
  'downloads.empty.text': 'كل ما لديك محدّث.',
  'downloads.empty.updates':
    '{count, plural, zero {لا تحديثات جاهزة} one {تحديث واحد جاهز} two {تحديثان جاهزان} few {# تحديثات جاهزة} many {# تحديثًا جاهزًا} other {# تحديث جاهز}} في المكتبة.',
  'downloads.downloaded': 'تم تنزيله',
  'downloads.speed': 'السرعة',
  'downloads.left': 'المتبقي',
  'downloads.then': 'ثم {step}',
}
