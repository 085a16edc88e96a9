import type { startup as english } from '../en/startup'

/** See the English file of this name. */
export const startup: Readonly<Record<keyof typeof english, string>> = {
  'startup.title': 'تعذّر تشغيل التطبيق',
  'startup.advice': 'شغّل التطبيق من جديد. إذا تكرر ذلك فأرسل التفاصيل إلى الجهة التي حصلت منها عليه.',
  'startup.details': 'تفاصيل لمن أعدّ هذا التطبيق',
  'startup.configurationInvalid.title': 'هذا التطبيق غير معدّ بشكل صحيح',
  'startup.configurationInvalid.advice': 'اطلب نسخة مصححة من الجهة التي حصلت منها عليه.',
  'startup.configurationInvalid.remedy': 'صحّح ملف الإعداد ثم شغّل التطبيق من جديد.',
  'startup.fileNotFound.title': 'هذا التطبيق غير معدّ بعد',
  'startup.fileNotFound.advice': 'اسأل الجهة التي حصلت منها عليه.',
  'startup.fileNotFound.remedy': 'شغّل التطبيق مع {option} أو عيّن {variable} أو ضع {file} بجانب التطبيق.',
  'startup.containerLocked.title': 'هناك نسخة أخرى قيد التشغيل',
  'startup.containerLocked.advice': 'هناك برنامج آخر يستخدم الحزم نفسها. أغلقه ثم شغّل هذا التطبيق من جديد.',
  'startup.stateDamaged.title': 'تعذّرت قراءة قائمة الحزم',
  'startup.notWritable.title': 'لا يمكن الكتابة في مجلد الحزم',
  'startup.notWritable.advice': 'برنامج آخر أو النظام يحميه. اسأل الجهة التي حصلت منها على هذا التطبيق.',
  'startup.notWritable.remedy': 'اختر مجلدًا آخر لقيمة {key} في ملف الإعداد ثم شغّل التطبيق من جديد.',
  'startup.outOfSpace.title': 'مساحة القرص غير كافية',
  'startup.outOfSpace.advice': 'أفرغ بعض المساحة ثم شغّل التطبيق من جديد.',
  'startup.diskGone.title': 'محرك الأقراص الذي عليه الحزم غير موجود',
  'startup.diskGone.advice': 'صِل محرك الأقراص ثم شغّل التطبيق من جديد.',
}
