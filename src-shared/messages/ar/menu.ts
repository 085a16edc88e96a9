import type { menu as english } from '../en/menu'

/** See the English file of this name. */
export const menu: Readonly<Record<keyof typeof english, string>> = {
  'menu.file': 'ملف',
  'menu.edit': 'تحرير',
  'menu.view': 'عرض',
  'menu.packs': 'الحزم',
  'menu.window': 'نافذة',
  'menu.help': 'مساعدة',

  'menu.about': 'حول {name}',
  'menu.settings': 'الإعدادات…',
  'menu.services': 'الخدمات',
  'menu.hide': 'إخفاء {name}',
  'menu.hideOthers': 'إخفاء الآخرين',
  'menu.unhide': 'إظهار الكل',
  'menu.quit': 'إنهاء {name}',
  'menu.close': 'إغلاق النافذة',
  'menu.undo': 'تراجع',
  'menu.redo': 'إعادة',
  'menu.cut': 'قص',
  'menu.copy': 'نسخ',
  'menu.paste': 'لصق',
  'menu.selectAll': 'تحديد الكل',
  'menu.resetZoom': 'الحجم الفعلي',
  'menu.zoomIn': 'تكبير',
  'menu.zoomOut': 'تصغير',
  'menu.togglefullscreen': 'ملء الشاشة',
  'menu.minimize': 'تصغير إلى الشريط',
  'menu.zoom': 'تغيير حجم النافذة',
  'menu.front': 'إحضار الكل إلى الأمام',

  'menu.pauseAll': 'إيقاف الكل مؤقتًا',
  'menu.resumeAll': 'استئناف الكل',

  'tray.open': 'فتح {name}',
  'tray.idle': 'لا شيء قيد التنزيل',
  'tray.active':
    '{count, plural, zero {لا تنزيلات} one {تنزيل واحد} two {تنزيلان} few {# تنزيلات} many {# تنزيلًا} other {# تنزيل}}',
  'tray.progress': '{status}، {fraction, number, percent}',
  'tray.remaining': '{status} · {time}',
  'tray.paused':
    '{count, plural, zero {لا تنزيلات متوقفة} one {تنزيل واحد متوقف} two {تنزيلان متوقفان} few {# تنزيلات متوقفة} many {# تنزيلًا متوقفًا} other {# تنزيل متوقف}}',
  'tray.failed':
    '{count, plural, zero {لم يتعذّر تثبيت أي حزمة} one {تعذّر تثبيت حزمة واحدة} two {تعذّر تثبيت حزمتين} few {تعذّر تثبيت # حزم} many {تعذّر تثبيت # حزمة} other {تعذّر تثبيت # حزمة}}',

  'tray.percent': '{fraction, number, percent}',
  'tray.tooltip': '{name}: {status}',
}
