import type { questions as english } from '../en/questions'

/** See the English file of this name. */
export const questions: Readonly<Record<keyof typeof english, string>> = {
  'confirm.remove.title': '{title} を削除しますか？',
  'confirm.remove.text':
    'ファイルが削除され、{size} 以上の空きができます。あとでもう一度インストールできます。',
  'confirm.remove.essential':
    'ファイルが削除され、{size} 以上の空きができます。アプリに必要なパックなので、もう一度ダウンロードされます。',
  'confirm.remove.obsolete':
    'ファイルが削除され、{size} 以上の空きができます。提供が終わっているため、もう一度インストールすることはできません。',
  'confirm.remove.action': '削除',
  'confirm.remove.keep': '残す',
  'confirm.cancel.title': 'このダウンロードを中止しますか？',
  'confirm.cancel.text':
    '{title}: ダウンロード済みの {size} は破棄されます。残すには、代わりに一時停止してください。',
  'confirm.cancel.textEmpty': '{title}: まだ何もダウンロードしていないため、失われるものはありません。',
  'confirm.cancel.update': 'バージョン {version} はインストールされたままで、使えます。',
  'confirm.cancel.action': 'ダウンロードを中止',
  'confirm.cancel.keep': 'ダウンロードを続ける',

  'confirm.rollback.title': 'バージョン {version} に戻しますか？',
  'confirm.rollback.text':
    '{title} は、アップデートするかアップデートをオンに戻すまで、バージョン {version} のままになります。バージョン {current} はコンピューターに残ります。',
  'confirm.rollback.download': '新しいバージョンのダウンロードは中止されます。',
  'confirm.rollback.action': '戻す',
  'confirm.rollback.keep': 'バージョン {current} のまま',

  'confirm.lowSpace.title': '少ない空きで {title} をアップデートしますか？',
  'confirm.lowSpace.text':
    'ディスクには、バージョン {from} と並べてバージョン {to} を置く空きがありません。代わりにファイルを 1 つずつ置き換えることができますが、次の点に注意が必要です。',
  'confirm.lowSpace.space': '必要な空きは {usual} ではなく {size} です。今の空きは {free} です。',
  'confirm.lowSpace.download': 'ダウンロードは通常どおり {size} です。',
  'confirm.lowSpace.moreToDownload': 'ダウンロードは {usual} ではなく、最大 {size} です。',
  'confirm.lowSpace.time': '時間が長くかかります。その間、パックは使えません。',
  'confirm.lowSpace.noWayBack': 'バージョン {from} は残らないため、元に戻せません。',
  'confirm.lowSpace.action': '少ない空きでアップデート',
  'confirm.lowSpace.keep': '今はしない',

  'check.verify.title': '{title} のファイルを確認',
  'check.repair.title': '{title} を修復',
  'check.verify.ended': 'ファイルを確認しました: {title}',
  'check.repair.ended': '修復しました: {title}',
  'check.fine':
    '{count, plural, =1 {ファイルは提供元のオリジナルと一致しています。} other {# 個のファイルはすべて提供元のオリジナルと一致しています。}}',
  'check.damaged': '{count, plural, other {# 個のファイルに修復が必要です。}}',
  'check.repaired':
    '{count, plural, other {# 個のファイルを直しました。}}すべてのファイルが提供元のオリジナルと一致しています。',
  'check.more': '{count, plural, other {ほか # 個}}',
  'check.repair': '修復',
  'check.close': '閉じる',
  'check.finding.damaged': '壊れています',
  'check.finding.missing': '見つかりません',
  'check.finding.obstructed': '別のものに置き換わっています',
  'check.finding.extra': 'ここにあるべきものではありません',
  'check.finding.index': 'ファイルの一覧が壊れています',
}
