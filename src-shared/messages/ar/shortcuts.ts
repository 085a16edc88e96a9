import type { shortcuts as english } from '../en/shortcuts'

/** See the English file of this name. */
export const shortcuts: Readonly<Record<keyof typeof english, string>> = {
  'command.search': 'البحث في الحزم',
  'command.library': 'الانتقال إلى المكتبة',
  'command.downloads': 'الانتقال إلى التنزيلات',
  'command.storage': 'الانتقال إلى التخزين',
  'command.settings': 'الإعدادات',
  'command.checkForUpdates': 'البحث عن تحديثات',
  'command.toggleAll': 'إيقاف الكل مؤقتًا أو استئنافه',
  'command.undo': 'التراجع عن إزالة الحزم',
  'command.nextRegion': 'الجزء التالي من النافذة',
  'command.previousRegion': 'الجزء السابق من النافذة',
  'command.showShortcuts': 'اختصارات لوحة المفاتيح',
  'command.openPack': 'فتح الحزمة',
  'command.togglePack': 'إيقاف الحزمة مؤقتًا أو استئنافها',
  'command.removePack': 'إزالة أو إلغاء (بعد السؤال)',
  'command.moveUp': 'نقل إلى أعلى',
  'command.moveDown': 'نقل إلى أسفل',
  'command.moveToStart': 'نقل إلى البداية',
  'command.moveToEnd': 'نقل إلى النهاية',

  'shortcuts.title': 'اختصارات لوحة المفاتيح',
  'shortcuts.window': 'في كل مكان',
  'shortcuts.pack': 'على الحزمة المحددة',
  'shortcuts.queue': 'في ترتيب التنزيلات',
  'shortcuts.or': 'أو',
  'shortcuts.close': 'إغلاق',
  'shortcuts.singleOff': 'اختصارات الحرف الواحد متوقفة في الإعدادات.',

  'key.control': 'Ctrl',
  'key.shift': 'Shift',
  'key.alt': 'Alt',
  'key.enter': 'Enter',
  'key.delete': 'Delete',
  'key.home': 'Home',
  'key.end': 'End',
}
