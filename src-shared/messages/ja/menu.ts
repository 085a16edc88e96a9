import type { menu as english } from '../en/menu'

/** See the English file of this name. */
export const menu: Readonly<Record<keyof typeof english, string>> = {
  'menu.file': 'ファイル',
  'menu.edit': '編集',
  'menu.view': '表示',
  'menu.packs': 'パック',
  'menu.window': 'ウインドウ',
  'menu.help': 'ヘルプ',

  'menu.about': '{name} について',
  'menu.settings': '設定…',
  'menu.services': 'サービス',
  'menu.hide': '{name} を隠す',
  'menu.hideOthers': 'ほかを隠す',
  'menu.unhide': 'すべてを表示',
  'menu.quit': '{name} を終了',
  'menu.close': 'ウインドウを閉じる',
  'menu.undo': '取り消す',
  'menu.redo': 'やり直す',
  'menu.cut': '切り取り',
  'menu.copy': 'コピー',
  'menu.paste': '貼り付け',
  'menu.selectAll': 'すべてを選択',
  'menu.resetZoom': '実際のサイズ',
  'menu.zoomIn': '拡大',
  'menu.zoomOut': '縮小',
  'menu.togglefullscreen': 'フルスクリーン',
  'menu.minimize': '最小化',
  'menu.zoom': '拡大／縮小',
  'menu.front': 'すべてを手前に移動',

  'menu.pauseAll': 'すべて一時停止',
  'menu.resumeAll': 'すべて再開',

  'tray.open': '{name} を開く',
  'tray.idle': 'ダウンロードはありません',
  'tray.active': '{count, plural, other {# 件のダウンロード}}',
  'tray.progress': '{status}、{fraction, number, percent}',
  'tray.remaining': '{status} · {time}',
  'tray.paused': '{count, plural, other {# 件が一時停止中}}',
  'tray.failed': '{count, plural, other {# 個のパックをインストールできませんでした}}',

  'tray.percent': '{fraction, number, percent}',
  'tray.tooltip': '{name}: {status}',
}
