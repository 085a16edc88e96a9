import type { storage as english } from '../en/storage'

/** See the English file of this name. */
export const storage: Readonly<Record<keyof typeof english, string>> = {
  'screen.storage': 'ストレージ',
  'storage.summary': '使用 {used} · 空き {free}',
  'storage.measuring': '測定中…',
  'storage.measuredAt': '{time} に測定',
  'storage.measureAgain': 'もう一度測定',
  'storage.showFolder': 'フォルダーを表示',
  'storage.disk': 'パックのあるディスク',
  'storage.disk.label': '{size} 中 {free} の空き',
  'storage.folder': 'フォルダー',
  'storage.uses': '使用量の内訳',
  'storage.packs': 'パック',
  'storage.packs.count': '{count, plural, other {# 個のパック}}',
  'storage.kept': '古いバージョン',
  'storage.kept.count': '{count, plural, =0 {なし} other {戻せるバージョン # 個}}',
  'storage.kept.remove': '古いバージョンを削除',
  'storage.unfinished': '途中のダウンロード',
  'storage.unfinished.count': '{count, plural, =0 {なし} other {# 個のパック}}',
  'storage.unfinished.remove': '途中の分を削除',
  'storage.other': '一覧と管理用データ',
  'storage.elsewhere': 'このディスクのその他',
  'storage.free': '空き',
  'storage.biggest': 'インストール済みのパック (大きい順)',
  'storage.biggest.none': 'インストール済みのパックはありません。',
  'storage.pack.version': 'バージョン <v>{version}</v>',
  'storage.pack.kept': '{count, plural, other {古いバージョン # 個}}',
  'storage.select': '{title} を選択',
  'storage.selected': '{count, plural, other {# 個のパックを選択中}} · {size} の空きができます',
  'storage.selected.clear': '選択を解除',
  'storage.selected.remove': '削除…',
  'storage.confirm.remove.title': '{count, plural, other {# 個のパックを削除しますか?}}',
  'storage.confirm.remove.text':
    'ファイルが削除され、約 {size} の空きができます。提供中のパックは、あとでもう一度インストールできます。',
  'storage.confirm.remove.essential':
    '{count, plural, other {このうち # 個は必須のため、もう一度ダウンロードされます。}}',
  'storage.confirm.remove.obsolete':
    '{count, plural, other {このうち # 個は提供が終わっているため、もう一度インストールできません。}}',
  'storage.confirm.remove.action': '削除',
  'storage.confirm.keep': 'すべて残す',
  'storage.confirm.kept.title': '古いバージョンを削除しますか?',
  'storage.confirm.kept.text':
    '{count, plural, other {{size} の空きができます。# 個のパックは前のバージョンに戻せなくなります。}}インストール済みのものは残ります。',
  'storage.confirm.kept.action': '古いバージョンを削除',
  'storage.confirm.unfinished.title': '途中のダウンロードを削除しますか?',
  'storage.confirm.unfinished.text':
    '{count, plural, other {# 個のパックの届いた分が破棄されます。}}進行中のダウンロードは続きます。インストール済みのバージョンは残ります。',
  'storage.confirm.unfinished.action': '途中の分を削除',
  'storage.failed': '<b>ディスクを測定できませんでした。</b>{problem}。',
}
