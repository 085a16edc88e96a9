import type { storage as english } from '../en/storage'

/** See the English file of this name. */
export const storage: Readonly<Record<keyof typeof english, string>> = {
  'screen.storage': 'التخزين',
  'storage.summary': '{used} مستخدمة · {free} متاحة',
  'storage.measuring': 'جارٍ القياس…',
  'storage.measuredAt': 'قيس في {time}',
  'storage.measureAgain': 'القياس من جديد',
  'storage.showFolder': 'إظهار المجلد',
  'storage.disk': 'القرص الذي عليه حزمك',
  'storage.disk.label': '{free} متاحة من {size}',
  'storage.uses': 'ما يشغل المساحة',
  'storage.packs': 'الحزم',
  'storage.packs.count':
    '{count, plural, zero {لا حزم} one {حزمة واحدة} two {حزمتان} few {# حزم} many {# حزمة} other {# حزمة}}',
  'storage.leaving': 'أُزيلت للتو',
  'storage.leaving.count':
    '{count, plural, zero {لا شيء} one {حزمة واحدة، تتحرر مساحتها بعد لحظات} two {حزمتان، تتحرر مساحتهما بعد لحظات} few {# حزم، تتحرر مساحتها بعد لحظات} many {# حزمة، تتحرر مساحتها بعد لحظات} other {# حزمة، تتحرر مساحتها بعد لحظات}}',
  'storage.kept': 'إصدارات أخرى',
  'storage.kept.count':
    '{count, plural, zero {لا شيء محفوظ} one {إصدار واحد محفوظ إلى جانب المثبّت} two {إصداران محفوظان إلى جانب المثبّت} few {# إصدارات محفوظة إلى جانب المثبّت} many {# إصدارًا محفوظًا إلى جانب المثبّت} other {# إصدار محفوظ إلى جانب المثبّت}}',
  'storage.kept.remove': 'إزالة الإصدارات الأخرى',
  'storage.unfinished': 'تنزيلات لم تكتمل',
  'storage.unfinished.count':
    '{count, plural, zero {لا شيء} one {حزمة واحدة} two {حزمتان} few {# حزم} many {# حزمة} other {# حزمة}}',
  'storage.unfinished.remove': 'إزالة ما لم يكتمل',
  'storage.other': 'بيانات التطبيق',
  'storage.elsewhere': 'كل ما عدا ذلك على هذا القرص',
  'storage.free': 'متاح',
  'storage.move': 'نقل الحزم…',
  'storage.move.title': 'نقل كل الحزم',
  'storage.move.to': 'المجلد الجديد: <path>{directory}</path>',
  'storage.move.copies': 'يُنسخ {size}. يبقى {left} متاحًا على ذلك القرص.',
  'storage.move.sameDisk': 'هو على القرص نفسه، فلا حاجة إلى نسخ شيء.',
  'storage.move.meanwhile': 'يمكن استخدام الحزم في هذه الأثناء. تنتظر التنزيلات وتُستأنف بعد ذلك.',
  'storage.move.start': 'نقل',
  'storage.move.starting': 'جارٍ التحضير…',
  'storage.move.progress': '{done} من {total}',
  'storage.move.moving': 'جارٍ النقل',
  'storage.move.stop.text': 'هل تريد إيقاف النقل؟ سيُحذف ما نُسخ، وتبقى كل الحزم في مكانها.',
  'storage.move.stop.keep': 'متابعة النقل',
  'storage.move.stop.action': 'إيقاف النقل',
  'storage.move.ended.title': 'نُقلت كل الحزم',
  'storage.move.ended': 'هي الآن في <path>{directory}</path>.',
  'storage.move.nothingMoved': 'كل شيء ما زال في مكانه.',
  'storage.move.chooseAgain': 'اختيار مجلد آخر',
  'storage.biggest': 'الحزم المثبتة حسب حجمها على القرص، الأكبر أولاً',
  'storage.biggest.hint': 'ما تشغله الملفات على هذا القرص: أكثر من حجمها حين تكون كثيرة وصغيرة.',
  'storage.biggest.none': 'لا حزم مثبتة.',
  'storage.pack.version': 'الإصدار <v>{version}</v>',
  'storage.pack.kept':
    '{count, plural, zero {لا إصدارات أخرى} one {إصدار آخر واحد} two {إصداران آخران} few {# إصدارات أخرى} many {# إصدارًا آخر} other {# إصدار آخر}}',
  'storage.select': 'اختيار {title}',
  'storage.selected':
    '{count, plural, zero {لم تُختر أي حزمة} one {اختيرت حزمة واحدة} two {اختيرت حزمتان} few {اختيرت # حزم} many {اختيرت # حزمة} other {اختيرت # حزمة}} · توفّر {size}',
  'storage.selected.clear': 'إلغاء الاختيار',
  'storage.selected.remove': 'إزالة…',
  'storage.confirm.remove.title':
    '{count, plural, zero {إزالة لا شيء؟} one {إزالة حزمة واحدة؟} two {إزالة حزمتين؟} few {إزالة # حزم؟} many {إزالة # حزمة؟} other {إزالة # حزمة؟}}',
  'storage.confirm.remove.text':
    'يحذف هذا ملفاتها ويوفّر {size} على الأقل. الحزم المتاحة يمكن تثبيتها من جديد لاحقًا.',
  'storage.confirm.remove.essential':
    '{count, plural, zero {لا ضرورية بينها.} one {واحدة منها ضرورية: سينزّلها التطبيق من جديد.} two {اثنتان منها ضروريتان: سينزّلهما التطبيق من جديد.} few {# منها ضرورية: سينزّلها التطبيق من جديد.} many {# منها ضرورية: سينزّلها التطبيق من جديد.} other {# منها ضرورية: سينزّلها التطبيق من جديد.}}',
  'storage.confirm.remove.obsolete':
    '{count, plural, zero {كلها متاحة.} one {واحدة منها لم تعد متاحة ولا يمكن تثبيتها من جديد.} two {اثنتان منها لم تعودا متاحتين ولا يمكن تثبيتهما من جديد.} few {# منها لم تعد متاحة ولا يمكن تثبيتها من جديد.} many {# منها لم تعد متاحة ولا يمكن تثبيتها من جديد.} other {# منها لم تعد متاحة ولا يمكن تثبيتها من جديد.}}',
  'storage.confirm.remove.action': 'إزالة',
  'storage.confirm.keep': 'الاحتفاظ بكل شيء',
  'storage.confirm.kept.title': 'إزالة الإصدارات الأخرى؟',
  'storage.confirm.kept.text':
    '{count, plural, zero {يوفّر هذا {size}.} one {يوفّر هذا {size}. لا يبقى من حزمة واحدة إلا الإصدار المثبّت.} two {يوفّر هذا {size}. لا يبقى من حزمتين إلا الإصدار المثبّت.} few {يوفّر هذا {size}. لا يبقى من # حزم إلا الإصدار المثبّت.} many {يوفّر هذا {size}. لا يبقى من # حزمة إلا الإصدار المثبّت.} other {يوفّر هذا {size}. لا يبقى من # حزمة إلا الإصدار المثبّت.}} وأي إصدار آخر يجب تنزيله من جديد ما دام معروضًا.',
  'storage.confirm.kept.action': 'إزالة الإصدارات الأخرى',
  'storage.confirm.unfinished.title': 'إزالة التنزيلات التي لم تكتمل؟',
  'storage.confirm.unfinished.text':
    '{count, plural, zero {لا شيء يُتخلص منه.} one {سيُتخلص مما وصل من حزمة واحدة.} two {سيُتخلص مما وصل من حزمتين.} few {سيُتخلص مما وصل من # حزم.} many {سيُتخلص مما وصل من # حزمة.} other {سيُتخلص مما وصل من # حزمة.}} التنزيلات الجارية تستمر. الإصدارات المثبتة تبقى.',
  'storage.confirm.unfinished.action': 'إزالة ما لم يكتمل',
  'storage.failed': '<b>تعذّر قياس القرص.</b> {problem}.',
}
