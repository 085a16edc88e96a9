import type { shortcuts as english } from '../en/shortcuts'

/** See the English file of this name. */
export const shortcuts: Readonly<Record<keyof typeof english, string>> = {
  'command.search': 'パックを検索',
  'command.library': 'ライブラリへ移動',
  'command.downloads': 'ダウンロードへ移動',
  'command.storage': 'ストレージへ移動',
  'command.settings': '設定',
  'command.checkForUpdates': 'アップデートを確認',
  'command.toggleAll': 'すべてを一時停止または再開',
  'command.undo': 'パックの削除を元に戻す',
  'command.nextRegion': 'ウインドウの次の部分',
  'command.previousRegion': 'ウインドウの前の部分',
  'command.showShortcuts': 'キーボードショートカット',
  'command.openPack': 'パックを開く',
  'command.togglePack': 'パックを一時停止または再開',
  'command.removePack': '削除または中止（確認あり）',
  'command.moveUp': '上へ移動',
  'command.moveDown': '下へ移動',
  'command.moveToStart': '先頭へ移動',
  'command.moveToEnd': '末尾へ移動',

  'shortcuts.title': 'キーボードショートカット',
  'shortcuts.window': '全体',
  'shortcuts.pack': 'フォーカスのあるパック',
  'shortcuts.queue': 'ダウンロードの順番',
  'shortcuts.or': 'または',
  'shortcuts.close': '閉じる',
  'shortcuts.singleOff': '1 文字だけのショートカットは設定でオフになっています。',

  'key.control': 'Ctrl',
  'key.shift': 'Shift',
  'key.alt': 'Alt',
  'key.enter': 'Enter',
  'key.delete': 'Delete',
  'key.home': 'Home',
  'key.end': 'End',
}
