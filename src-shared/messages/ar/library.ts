import type { library as english } from '../en/library'

/** See the English file of this name. */
export const library: Readonly<Record<keyof typeof english, string>> = {
  'library.summary':
    '{count, plural, zero {لا حزم} one {حزمة واحدة} two {حزمتان} few {# حزم} many {# حزمة} other {# حزمة}} · {size} على القرص',
  'library.summaryNone':
    '{count, plural, zero {لا حزم} one {حزمة واحدة} two {حزمتان} few {# حزم} many {# حزمة} other {# حزمة}}، لا شيء مثبت',
  'library.list': 'الحزم',
  'library.filter': 'عرض',
  'library.filter.all': 'الكل',
  'library.filter.installed': 'المثبتة',
  'library.filter.updates': 'التحديثات',
  'library.layout': 'التخطيط',
  'library.layout.grid': 'شبكة',
  'library.layout.list': 'قائمة',
  'library.check': 'البحث عن تحديثات',
  'library.checking': 'جارٍ البحث…',
  'library.updateAll': 'تحديث الكل · حتى {size}',
  'library.empty.title': 'لا حزم بعد',
  'library.empty.text': 'تظهر هنا الحزم التي يمكنك تثبيتها.',
  'library.noMatch.title': 'لا شيء يطابق «{search}»',
  'library.noMatch.text': 'يشمل البحث الاسم والمعرّف والوصف.',
  'library.noMatch.action': 'مسح البحث',
  'library.noInstalled.title': 'لا حزم مثبتة',
  'library.noInstalled.text': 'تظهر هنا الحزم التي تثبّتها.',
  'library.noUpdates.title': 'لا تحديثات',
  'library.noUpdates.text': 'كل ما لديك محدّث.',
  'library.showAll': 'عرض كل الحزم',

  'firstRun.title': 'جارٍ التجهيز',
  'firstRun.text':
    '{count, plural, zero {لا حزم ضرورية في الطريق.} one {حزمة ضرورية واحدة في الطريق.} two {حزمتان ضروريتان في الطريق.} few {# حزم ضرورية في الطريق.} many {# حزمة ضرورية في الطريق.} other {# حزمة ضرورية في الطريق.}} يمكنك التجول في هذه الأثناء.',
  'firstRun.progress': 'تقدم الحزم الضرورية',
  'firstRun.ready': 'جاهز للاستخدام',
  'firstRun.readyText': 'ثُبّت كل ما هو ضروري. تتبعه الحزم الموصى بها تلقائيًا.',
  'firstRun.continue': 'متابعة',
}
