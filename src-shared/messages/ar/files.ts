/** Packs in files, links to packs, and what is asked about them. */
export const files = {
  'action.saveAsFile': 'حفظ كملف…',
  'files.choose': 'تثبيت من ملف…',
  'files.drop.title': 'أفلت الملف لتثبيته',
  'files.drop.text': 'تعمل هنا ملفات ‎.assetpack‎ وستُسأل قبل تثبيت أي شيء.',
  'files.reading.title':
    '{count, plural, zero {لا ملفات} one {جارٍ فحص الملف} two {جارٍ فحص ملفين} few {جارٍ فحص # ملفات} many {جارٍ فحص # ملفًا} other {جارٍ فحص # ملف}}',
  'files.reading.text': 'نتحقق من الحزم الموجودة ومن وقّعها.',
  'files.more': 'فُحص أول {count} ملفًا فقط. افتح الباقي بعدها.',
  'files.install.title':
    '{count, plural, zero {لا شيء للتثبيت} one {تثبيت {title} من ملف؟} two {تثبيت حزمتين من ملفين؟} few {تثبيت # حزم من ملفات؟} many {تثبيت # حزمة من ملفات؟} other {تثبيت # حزمة من ملفات؟}}',
  'files.install.new': 'الإصدار {version} · {size} بعد التثبيت',
  'files.install.replaces': 'الإصدار {version} · {size} بعد التثبيت. يحل محل الإصدار {installed}.',
  'files.install.same': 'الإصدار {version} موجود على حاسوبك بالفعل.',
  'files.install.signed': 'موقّع من الناشر. لا يُنزَّل شيء.',
  'files.install.action': 'تثبيت',
  'files.install.keep': 'ليس الآن',
  'files.refused.title':
    '{count, plural, zero {لا ملفات يمكن تثبيتها} one {لا يمكن تثبيت هذا الملف} two {لا يمكن تثبيت هذين الملفين} few {لا يمكن تثبيت هذه الملفات} many {لا يمكن تثبيت هذه الملفات} other {لا يمكن تثبيت هذه الملفات}}',
  'files.nothing.title': 'لا يوجد ما يُثبَّت',
  'link.install.title': 'تثبيت {title}؟',
  'link.install.text': 'يطلب رابط هذه الحزمة. يُنزَّل {size}، وحجمها {installed} بعد التثبيت.',
  'link.update.title': 'تحديث {title}؟',
  'link.update.text': 'يطلب رابط الإصدار {version}، حتى {size} للتنزيل. يحل محل الإصدار {installed}.',
  'link.invalid.title': 'هذا الرابط لا يؤدي إلى شيء',
  'link.invalid.text': 'لا يذكر الرابط اسم حزمة. ربما لدى من أعطاك إياه رابط آخر.',
  'link.unknown.title': 'لا توجد حزمة بهذا الاسم',
  'link.unknown.text': 'يذكر الرابط حزمة غير متاحة هنا.',
  'save.title': 'حفظ {title} كملف',
  'save.ended.title': 'حُفظت {title} كملف',
  'save.done': 'الملف هو {name}، {size}. أفلته على هذا التطبيق في حاسوب آخر لتثبيت الحزمة هناك.',
  'save.notWritable': 'لا يمكن كتابة الملف هناك. اختر مجلدًا آخر.',
} as const
