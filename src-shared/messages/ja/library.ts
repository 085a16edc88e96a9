import type { library as english } from '../en/library'

/** See the English file of this name. */
export const library: Readonly<Record<keyof typeof english, string>> = {
  'library.summary': '{count, plural, other {# 個のパック}} · 使用量 {size}',
  'library.summaryNone': '{count, plural, other {# 個のパック}}、インストール済みなし',
  'library.list': 'パック',
  'library.filter': '表示',
  'library.filter.all': 'すべて',
  'library.filter.installed': 'インストール済み',
  'library.filter.updates': 'アップデート',
  'library.layout': '並べ方',
  'library.layout.grid': 'グリッド',
  'library.layout.list': 'リスト',
  'library.check': 'アップデートを確認',
  'library.checking': '確認中…',
  'library.updateAll': 'すべて更新 · 最大 {size}',
  'library.empty.title': 'パックはまだありません',
  'library.empty.text': 'インストールできるパックがここに表示されます。',
  'library.noMatch.title': '「{search}」に一致するものはありません',
  'library.noMatch.text': '名前、ID、説明から検索します。',
  'library.noMatch.action': '検索を消去',
  'library.noInstalled.title': 'インストール済みのパックはありません',
  'library.noInstalled.text': 'インストールしたパックがここに表示されます。',
  'library.noUpdates.title': 'アップデートはありません',
  'library.noUpdates.text': 'すべて最新です。',
  'library.showAll': 'すべてのパックを表示',

  'firstRun.title': '準備しています',
  'firstRun.text':
    '{count, plural, other {必須のパック # 個をダウンロードしています。}}その間も画面を見て回れます。',
  'firstRun.progress': '必須のパックの進み具合',
  'firstRun.ready': '使えます',
  'firstRun.readyText': '必要なものはすべてインストールしました。おすすめのパックは自動的に続きます。',
  'firstRun.continue': '続ける',
}
