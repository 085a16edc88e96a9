import type { questions as english } from '../en/questions'

/** See the English file of this name. */
export const questions: Readonly<Record<keyof typeof english, string>> = {
  'confirm.remove.title': 'إزالة {title}؟',
  'confirm.remove.text': 'يحذف هذا ملفاتها ويوفّر {size} على الأقل. يمكنك تثبيتها من جديد لاحقًا.',
  'confirm.remove.essential':
    'يحذف هذا ملفاتها ويوفّر {size} على الأقل. يحتاج التطبيق إلى هذه الحزمة وسينزّلها من جديد.',
  'confirm.remove.obsolete':
    'يحذف هذا ملفاتها ويوفّر {size} على الأقل. لم تعد متاحة، فلا يمكنك تثبيتها من جديد.',
  'confirm.remove.action': 'إزالة',
  'confirm.remove.keep': 'الاحتفاظ بها',
  'confirm.cancel.title': 'إلغاء هذا التنزيل؟',
  'confirm.cancel.text': '{title}: سيُتخلص مما وصل، وهو {size}. للاحتفاظ به أوقف التنزيل مؤقتًا بدلًا من ذلك.',
  'confirm.cancel.textEmpty': '{title}: لم يصل شيء بعد، فلن يضيع شيء.',
  'confirm.cancel.update': 'يبقى الإصدار {version} مثبتًا ويعمل.',
  'confirm.cancel.action': 'إلغاء التنزيل',
  'confirm.cancel.keep': 'مواصلة التنزيل',

  'confirm.rollback.title': 'الرجوع إلى الإصدار {version}؟',
  'confirm.rollback.text':
    'تبقى {title} على الإصدار {version} حتى تحدّثها أو تشغّل التحديثات من جديد. يبقى الإصدار {current} على حاسوبك.',
  'confirm.rollback.download': 'يُلغى تنزيل الإصدار الأحدث.',
  'confirm.rollback.action': 'رجوع',
  'confirm.rollback.keep': 'الاحتفاظ بالإصدار {current}',

  'confirm.lowSpace.title': 'تحديث {title} بمساحة أقل؟',
  'confirm.lowSpace.text':
    'لا مكان على قرصك للإصدار {to} بجانب الإصدار {from}. يمكن أن تحل ملفاته محل القديمة ملفًا بعد ملف، ولهذا ثمن:',
  'confirm.lowSpace.space': 'يحتاج إلى {size} متاحة بدلًا من {usual}. لديك {free}.',
  'confirm.lowSpace.download': 'ينزّل {size} كالمعتاد.',
  'confirm.lowSpace.moreToDownload': 'ينزّل حتى {size} بدلًا من {usual}.',
  'confirm.lowSpace.time': 'يستغرق وقتًا أطول، ولا يمكن استخدام الحزمة في هذه الأثناء.',
  'confirm.lowSpace.noWayBack': 'لا يُحتفظ بالإصدار {from}، فلا يمكنك الرجوع إليه.',
  'confirm.lowSpace.action': 'تحديث بمساحة أقل',
  'confirm.lowSpace.keep': 'ليس الآن',

  'check.verify.title': 'فحص ملفات {title}',
  'check.repair.title': 'إصلاح {title}',
  'check.verify.ended': 'فُحصت الملفات: {title}',
  'check.repair.ended': 'تم الإصلاح: {title}',
  'check.fine':
    '{count, plural, zero {لا ملفات.} one {الملف كما صنعه الناشر.} two {الملفان كما صنعهما الناشر.} few {كل الملفات (#) كما صنعها الناشر.} many {كل الملفات (#) كما صنعها الناشر.} other {كل الملفات (#) كما صنعها الناشر.}}',
  'check.damaged':
    '{count, plural, zero {لا ملفات تحتاج إلى إصلاح.} one {ملف واحد يحتاج إلى إصلاح.} two {ملفان يحتاجان إلى إصلاح.} few {# ملفات تحتاج إلى إصلاح.} many {# ملفًا يحتاج إلى إصلاح.} other {# ملف يحتاج إلى إصلاح.}}',
  'check.repaired':
    '{count, plural, zero {لم يُصلَح أي ملف.} one {أُصلح ملف واحد.} two {أُصلح ملفان.} few {أُصلحت # ملفات.} many {أُصلح # ملفًا.} other {أُصلح # ملف.}} كل الملفات كما صنعها الناشر.',
  'check.more':
    '{count, plural, zero {لا غيرها} one {وملف آخر} two {وملفان آخران} few {و# ملفات أخرى} many {و# ملفًا آخر} other {و# ملف آخر}}',
  'check.repair': 'إصلاح',
  'check.close': 'إغلاق',
  'check.finding.damaged': 'تالف',
  'check.finding.missing': 'مفقود',
  'check.finding.obstructed': 'حل محله شيء آخر',
  'check.finding.extra': 'لا ينتمي إلى هنا',
  'check.finding.index': 'قائمة الملفات تالفة',
}
