import type { downloads as english } from '../en/downloads'

/** See the English file of this name. */
export const downloads: Readonly<Record<keyof typeof english, string>> = {
  'downloads.summary': '{count, plural, other {# 個のパック}}、残り {size}',
  'downloads.running': 'ダウンロード中',
  'downloads.waiting': '次の項目',
  'downloads.paused': '一時停止中',
  'downloads.failed': '完了できませんでした',
  'downloads.pauseAll': 'すべて一時停止',
  'downloads.resumeAll': 'すべて再開',
  'downloads.empty.title': 'ダウンロードはありません',
  'downloads.empty.text': 'すべて最新です。',
  'downloads.empty.updates': '{count, plural, other {ライブラリに # 件のアップデートがあります。}}',
  'downloads.downloaded': 'ダウンロード済み',
  'downloads.speed': '速度',
  'downloads.left': '残り',
  'downloads.then': '次に{step}',
}
