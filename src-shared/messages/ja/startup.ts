import type { startup as english } from '../en/startup'

/** See the English file of this name. */
export const startup: Readonly<Record<keyof typeof english, string>> = {
  'startup.title': 'アプリを起動できませんでした',
  'startup.advice':
    'もう一度アプリを起動してください。また起きる場合は、下の詳細をアプリの提供元に送ってください。',
  'startup.details': 'このアプリを設定した方への詳細',
  'startup.configurationInvalid.title': 'このアプリは正しく設定されていません',
  'startup.configurationInvalid.advice': '修正されたものをアプリの提供元に求めてください。',
  'startup.configurationInvalid.remedy': '設定ファイルを直してから、もう一度アプリを起動してください。',
  'startup.fileNotFound.title': 'このアプリは設定されていません',
  'startup.fileNotFound.advice': 'アプリの提供元に問い合わせてください。',
  'startup.fileNotFound.remedy':
    '{option} を付けて起動するか、{variable} を設定するか、アプリの隣に {file} を置いてください。',
  'startup.containerLocked.title': 'すでに起動しています',
  'startup.containerLocked.advice':
    'ほかのプログラムが同じパックを使っています。それを終了してから、もう一度このアプリを起動してください。',
  'startup.stateDamaged.title': 'パックの一覧を読み込めませんでした',
  'startup.notWritable.title': 'パックのフォルダーに書き込めません',
  'startup.notWritable.advice':
    'ほかのプログラムかシステムが保護しています。アプリの提供元に問い合わせてください。',
  'startup.notWritable.remedy':
    '設定ファイルの {key} に別のフォルダーを指定してから、もう一度アプリを起動してください。',
  'startup.outOfSpace.title': 'ディスクの空きが足りません',
  'startup.outOfSpace.advice': '空きを増やしてから、もう一度アプリを起動してください。',
  'startup.diskGone.title': 'パックのあるドライブが見つかりません',
  'startup.diskGone.advice': 'ドライブを接続してから、もう一度アプリを起動してください。',
}
