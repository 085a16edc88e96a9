/** Packs in files, links to packs, and what is asked about them. */
export const files = {
  'action.saveAsFile': 'ファイルに保存…',
  'files.choose': 'ファイルからインストール…',
  'files.drop.title': 'ドロップしてインストール',
  'files.drop.text': '末尾が .assetpack のファイルを使えます。インストールする前に確認します。',
  'files.reading.title': '{count, plural, other {# 個のファイルを調べています}}',
  'files.reading.text': 'どのパックが入っていて、誰が署名したかを確かめています。',
  'files.more': '調べたのは最初の {count} 個のファイルだけです。残りはこのあとで開いてください。',
  'files.install.title':
    '{count, plural, =1 {{title}をファイルからインストールしますか?} other {# 個のパックをファイルからインストールしますか?}}',
  'files.install.new': 'バージョン {version} · インストール後 {size}',
  'files.install.replaces':
    'バージョン {version} · インストール後 {size}。バージョン {installed} と入れ替わります。',
  'files.install.same': 'バージョン {version} はすでにこのコンピューターにあります。',
  'files.install.signed': '提供元の署名があります。何もダウンロードしません。',
  'files.install.action': 'インストール',
  'files.install.keep': '今はしない',
  'files.refused.title':
    '{count, plural, =1 {このファイルはインストールできません} other {これらのファイルはインストールできません}}',
  'files.nothing.title': 'インストールするものはありません',
  'link.install.title': '{title}をインストールしますか?',
  'link.install.text':
    'リンクがこのパックを求めています。{size} をダウンロードします。インストール後のサイズは {installed} です。',
  'link.update.title': '{title}を更新しますか?',
  'link.update.text':
    'リンクがバージョン {version} を求めています。ダウンロードは最大 {size} です。バージョン {installed} と入れ替わります。',
  'link.invalid.title': 'このリンクの行き先はありません',
  'link.invalid.text':
    'パックの名前が含まれていません。リンクをくれた人に、別のリンクがないか尋ねてください。',
  'link.unknown.title': 'そのパックはありません',
  'link.unknown.text': 'リンクにあるパックは、ここでは提供されていません。',
  'save.title': '{title}をファイルに保存',
  'save.ended.title': '{title}をファイルに保存しました',
  'save.done':
    'ファイルは{name}({size})です。別のコンピューターでこのアプリにドロップすると、インストールできます。',
  'save.notWritable': 'そこにはファイルを書き込めません。別のフォルダーを選んでください。',
} as const
