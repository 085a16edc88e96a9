import type { shell as english } from '../en/shell'

/** See the English file of this name. */
export const shell: Readonly<Record<keyof typeof english, string>> = {
  'app.skip': '本文へ移動',
  'app.navigation': '画面',
  'app.status': '状態',
  'app.lost': '<b>ダウンロード機能が応答しません。</b>1 秒ごとに再試行しています。何も失われません。',

  'connection.unknown': '接続中',
  'connection.online': 'オンライン',
  'connection.offline': 'オフライン',
  'connection.unreachable': '応答なし',
  'connection.label': '接続',

  'search.label': 'パックを検索',
  'search.clear': '検索を消去',

  'screen.library': 'ライブラリ',
  'screen.downloads': 'ダウンロード',
  'screen.downloads.count': '{count, plural, other {# 件のダウンロード}}',

  'footer.idle': 'ダウンロードはありません',
  'footer.left': 'すべて完了まで: {time}',
  'footer.waiting': '{count, plural, other {# 件が待機中}}',
  'footer.paused': '{count, plural, other {# 件が一時停止中}}',
  'footer.free': '空き {size}',

  'time.underAMinute': '残り 1 分未満',
  'time.about': '残り約 {time}',
  'time.overADay': '残り 1 日以上',
  'time.short.underAMinute': '1 分未満',
  'time.short.about': '約 {time}',
  'time.short.overADay': '1 日以上',

  'notice.offline': '<b>オフラインです。</b>オンラインに戻ると、ダウンロードは自動的に続きます。',
  'notice.unreachable': '<b>パックのサーバーが応答しません。</b>自動的に再試行します。',
  'notice.untrusted.details': '一覧を信頼できるまで、新しいものはインストールしません。',
  'notice.packsWork': 'インストール済みのパックは使えます。',
  'notice.tryNow': '今すぐ試す',
  'notice.dismiss': '閉じる',

  'updates.checking': 'アップデートを確認しています…',
  'updates.checked':
    '{count, plural, =0 {{time} に確認: アップデートはありません} other {{time} に確認: アップデート # 件}}',
  'updates.none': 'すべて最新です。',
  'updates.held':
    '{count, plural, other {# 個のパックはアップデートがオフのため、今のバージョンのままです。}}ほかはすべて最新です。',
  'say.lost': 'ダウンロード機能が応答しません。再試行しています。',
  'say.found': 'ダウンロード機能の応答が戻りました。',
  'say.online': 'オンラインに戻りました。',

  'say.phase': '{title}: {state}。',
  'say.quarter': '{title}: {percent}。',
  'say.finished': '{title} をインストールしました。',
  'say.removed': '{title} を削除しました。',
  'say.finishedMany': '{count, plural, other {# 個のパックをインストールしました。}}',
  'say.failed': '{title}: {problem}。',

  'failure.title': 'この画面を表示できませんでした',
  'failure.text': 'ウインドウで問題が起きました。パックとダウンロードに影響はありません。',
  'failure.copy': '詳細をコピー',
  'undo.label': '最近の削除',
  'undo.removed': '{count, plural, =1 {{title} を削除しました。} other {# 個のパックを削除しました。}}',
  'undo.late':
    '{count, plural, =1 {間に合いませんでした。{title} はもう削除されています。もう一度インストールできます。} other {間に合いませんでした。# 個のパックはもう削除されています。もう一度インストールできます。}}',
  'undo.action': '元に戻す',
}
