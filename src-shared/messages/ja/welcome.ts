import type { welcome as english } from '../en/welcome'

/** See the English file of this name. */
export const welcome: Readonly<Record<keyof typeof english, string>> = {
  'welcome.title': '{product} へようこそ',
  'welcome.lead': '必要なものを選んでください。あとからいつでも変更できます。',
  'welcome.coming': '完了するとアプリが自動的に開きます。',
  'welcome.place': 'パックの保存先',
  'welcome.change': '変更…',
  'welcome.needed': '今必要なもの',
  'welcome.needed.hint':
    'アプリの動作に必要です。{standing, select, here {すでにインストール済みです。} some {足りないものはすでにダウンロードしています。} other {すでにダウンロードしています。}}',
  'welcome.offered': 'ほかに入手するもの',
  'welcome.offered.hint': '選ばなかったものも、いつでも入手できます。',
  'welcome.offered.more': 'ほかに {count, plural, other {# 個}}のパックがライブラリにあります。',
  'welcome.time': '自動で更新する時間',
  'welcome.time.always': 'いつでも',
  'welcome.time.night': '夜間',
  'welcome.time.request': '確認する',
  'welcome.time.always.hint': 'アップデートが出るとすぐに取得します。',
  'welcome.time.night.hint': '日中は急がないものを自動で取得しません。',
  'welcome.time.request.hint': '必須のパックだけを自動で更新します。',
  'welcome.sum': 'ダウンロード {download} · インストール中に最大 {disk} 必要',
  'welcome.missing':
    '空きが最大 {size} 不足しています (空き {free})。選ぶものを減らすか、別の場所を選んでください。',
  'welcome.start': '開始',
  'welcome.skip': 'スキップしてライブラリを表示',
  'welcome.skip.hint':
    '{count, plural, other {スキップしても、おすすめのパック # 個はバックグラウンドでダウンロードされます。不要なものは選択を外してください。}}',
  'welcome.held': '必須のパックがインストールされるとスキップできます。',
}
