import type { shell as english } from '../en/shell'

/** See the English file of this name. */
export const shell: Readonly<Record<keyof typeof english, string>> = {
  'app.skip': 'الانتقال إلى المحتوى',
  'app.navigation': 'الشاشات',
  'app.status': 'الحالة',
  'app.lost': '<b>التنزيلات لا تستجيب.</b> تُعاد المحاولة كل ثانية. لا يضيع شيء.',

  'connection.unknown': 'جارٍ الاتصال',
  'connection.online': 'متصل',
  'connection.offline': 'غير متصل',
  'connection.unreachable': 'لا استجابة',
  'connection.label': 'الاتصال',

  'search.label': 'البحث في الحزم',
  'search.clear': 'مسح البحث',

  'screen.library': 'المكتبة',
  'screen.downloads': 'التنزيلات',
  'screen.downloads.count':
    '{count, plural, zero {لا تنزيلات} one {تنزيل واحد} two {تنزيلان} few {# تنزيلات} many {# تنزيلًا} other {# تنزيل}}',

  'footer.idle': 'لا شيء قيد التنزيل',
  'footer.left': '{time} للكل',
  'footer.waiting':
    '{count, plural, zero {لا تنزيلات تنتظر} one {تنزيل واحد ينتظر} two {تنزيلان ينتظران} few {# تنزيلات تنتظر} many {# تنزيلًا ينتظر} other {# تنزيل ينتظر}}',
  'footer.paused':
    '{count, plural, zero {لا تنزيلات متوقفة} one {تنزيل واحد متوقف} two {تنزيلان متوقفان} few {# تنزيلات متوقفة} many {# تنزيلًا متوقفًا} other {# تنزيل متوقف}}',
  'footer.free': '{size} متاحة',

  'time.underAMinute': 'بقي أقل من دقيقة',
  'time.about': 'بقي نحو {time}',
  'time.overADay': 'بقي أكثر من يوم',
  'time.short.underAMinute': 'أقل من دقيقة',
  'time.short.about': 'نحو {time}',
  'time.short.overADay': 'أكثر من يوم',

  'notice.offline': '<b>أنت غير متصل.</b> تُستأنف التنزيلات تلقائيًا عند عودة الاتصال.',
  'notice.unreachable': '<b>خادم الحزم لا يستجيب.</b> ستُعاد المحاولة تلقائيًا.',
  'notice.untrusted.details': 'لن يُثبَّت أي جديد حتى يمكن الوثوق بالقائمة.',
  'notice.packsWork': 'ما زالت الحزم المثبتة تعمل.',
  'notice.tryNow': 'المحاولة الآن',
  'notice.dismiss': 'إغلاق',

  'updates.checking': 'جارٍ البحث عن تحديثات…',
  'updates.checked':
    '{count, plural, zero {تم الفحص {time}: لا تحديثات} one {تم الفحص {time}: تحديث واحد} two {تم الفحص {time}: تحديثان} few {تم الفحص {time}: # تحديثات} many {تم الفحص {time}: # تحديثًا} other {تم الفحص {time}: # تحديث}}',
  'updates.none': 'كل ما لديك محدّث.',
  'updates.held':
    '{count, plural, zero {لا حزم متوقفة تحديثاتها.} one {حزمة واحدة تبقى على إصدارها لأن تحديثاتها متوقفة.} two {حزمتان تبقيان على إصداريهما لأن تحديثاتهما متوقفة.} few {# حزم تبقى على إصداراتها لأن تحديثاتها متوقفة.} many {# حزمة تبقى على إصداراتها لأن تحديثاتها متوقفة.} other {# حزمة تبقى على إصداراتها لأن تحديثاتها متوقفة.}} وكل ما عداها محدّث.',
  'say.lost': 'التنزيلات لا تستجيب. تُعاد المحاولة.',
  'say.found': 'عادت التنزيلات إلى الاستجابة.',
  'say.online': 'عاد الاتصال.',

  'say.phase': '{title}: {state}.',
  'say.quarter': '{title}: {percent}.',
  'say.finished': 'تم تثبيت {title}.',
  'say.removed': 'تمت إزالة {title}.',
  'say.finishedMany':
    '{count, plural, zero {لم تُثبَّت أي حزمة.} one {ثُبّتت حزمة واحدة.} two {ثُبّتت حزمتان.} few {ثُبّتت # حزم.} many {ثُبّتت # حزمة.} other {ثُبّتت # حزمة.}}',
  'say.failed': '{title}: {problem}.',

  'failure.title': 'تعذّر عرض هذه الشاشة',
  'failure.text': 'حدث خطأ في النافذة. لم تتأثر حزمك ولا تنزيلاتك.',
  'failure.copy': 'نسخ التفاصيل',
  'undo.label': 'أُزيلت للتو',
  'undo.removed':
    '{count, plural, zero {لم تُزل أي حزمة ({title}).} one {أُزيلت {title}.} two {أُزيلت حزمتان.} few {أُزيلت # حزم.} many {أُزيلت # حزمة.} other {أُزيلت # حزمة.}}',
  'undo.late':
    '{count, plural, zero {فات الأوان.} one {فات الأوان: يجري حذف {title}. يمكنك تثبيتها من جديد.} two {فات الأوان: يجري حذف حزمتين. يمكنك تثبيتهما من جديد.} few {فات الأوان: يجري حذف # حزم. يمكنك تثبيتها من جديد.} many {فات الأوان: يجري حذف # حزمة. يمكنك تثبيتها من جديد.} other {فات الأوان: يجري حذف # حزمة. يمكنك تثبيتها من جديد.}}',
  'undo.action': 'تراجع',
}
