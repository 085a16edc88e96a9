import type { welcome as english } from '../en/welcome'

/** See the English file of this name. */
export const welcome: Readonly<Record<keyof typeof english, string>> = {
  'welcome.title': 'مرحبًا بك في {product}',
  'welcome.lead': 'اختر ما تريد الحصول عليه هنا. يمكن تغيير كل شيء لاحقًا.',
  'welcome.coming': 'يفتح التطبيق تلقائيًا عند الانتهاء.',
  'welcome.place': 'أين تُحفظ الحزم؟',
  'welcome.change': 'تغيير…',
  'welcome.needed': 'مطلوب الآن',
  'welcome.needed.hint':
    'لا يعمل التطبيق بدونها. {standing, select, here {وهي مثبتة بالفعل.} some {وما ينقص منها قيد التنزيل بالفعل.} other {وهي قيد التنزيل بالفعل.}}',
  'welcome.offered': 'هل تريد المزيد؟',
  'welcome.offered.hint': 'يمكنك الحصول على البقية في أي وقت.',
  'welcome.offered.more':
    '{count, plural, zero {لا مزيد من الحزم في المكتبة.} one {في المكتبة حزمة أخرى.} two {في المكتبة حزمتان أخريان.} few {في المكتبة # حزم أخرى.} many {في المكتبة # حزمة أخرى.} other {في المكتبة # حزمة أخرى.}}',
  'welcome.time': 'متى يكون التحديث تلقائيًا',
  'welcome.time.always': 'في أي وقت',
  'welcome.time.night': 'ليلاً',
  'welcome.time.request': 'عند الطلب',
  'welcome.time.always.hint': 'تصل التحديثات فور توفرها.',
  'welcome.time.night.hint': 'لا يصل نهارًا تلقائيًا ما يمكن تأجيله.',
  'welcome.time.request.hint': 'تُحدّث الحزم الضرورية فقط تلقائيًا.',
  'welcome.sum': 'تنزيل {download} · يحتاج حتى {disk} أثناء التثبيت',
  'welcome.missing': 'قد تنقص {size} من المساحة: المتاح {free}. اختر أقل أو مكانًا آخر.',
  'welcome.start': 'ابدأ',
  'welcome.skip': 'تخطٍّ وعرض المكتبة',
  'welcome.skip.hint':
    '{count, plural, zero {عند التخطي لا تصل حزم موصى بها.} one {عند التخطي تصل حزمة موصى بها واحدة في الخلفية. ألغِ تحديدها إن لم تُردها.} two {عند التخطي تصل حزمتان موصى بهما في الخلفية. ألغِ تحديد ما لا تريده.} few {عند التخطي تصل # حزم موصى بها في الخلفية. ألغِ تحديد ما لا تريده.} many {عند التخطي تصل # حزمة موصى بها في الخلفية. ألغِ تحديد ما لا تريده.} other {عند التخطي تصل # حزمة موصى بها في الخلفية. ألغِ تحديد ما لا تريده.}}',
  'welcome.held': 'يمكنك التخطي بعد تثبيت الحزم الضرورية.',
}
