import { toAssetPackError, type AssetPackErrorCode } from '../../src-shared/domain/errors'
import type { ChosenLocale } from '../../src-shared/messages/locales'
import type { MessageID } from '../../src-shared/messages/message-id'
import type { MainText } from './main-text'

/** The path of the page that says why the app cannot work. */
export const problemPagePath = '/problem'

type Words = Partial<Readonly<Record<AssetPackErrorCode, MessageID>>>

const titles: Words = {
  configurationInvalid: 'startup.configurationInvalid.title',
  fileNotFound: 'startup.fileNotFound.title',
  containerLocked: 'startup.containerLocked.title',
  stateDamaged: 'startup.stateDamaged.title',
  notWritable: 'startup.notWritable.title',
  outOfSpace: 'startup.outOfSpace.title',
  diskGone: 'startup.diskGone.title',
}

/** What anybody can do about it. */
const advice: Words = {
  configurationInvalid: 'startup.configurationInvalid.advice',
  fileNotFound: 'startup.fileNotFound.advice',
  containerLocked: 'startup.containerLocked.advice',
  notWritable: 'startup.notWritable.advice',
  outOfSpace: 'startup.outOfSpace.advice',
  diskGone: 'startup.diskGone.advice',
}

/** What whoever set up the app can do about it. */
const remedies: Words = {
  configurationInvalid: 'startup.configurationInvalid.remedy',
  fileNotFound: 'startup.fileNotFound.remedy',
  notWritable: 'startup.notWritable.remedy',
}

/** Keeps what is written from left to right so in a sentence that is not. */
const isolated = (name: string): string => `\u2068${name}\u2069`

/** What is written the same in every language. */
const names = {
  option: isolated('--config <file>'),
  variable: isolated('ASSETPACK_CONFIG'),
  file: isolated('assetpack.config.json'),
  key: isolated('containerDirectory'),
}

/** What a {@link startupProblemPage} says, and in which language. */
export interface StartupProblem {
  readonly productName: string
  readonly error: unknown
  readonly text: MainText
  readonly language: ChosenLocale
}

/**
 * The page shown instead of the library when the app cannot work at all. No script, no style that the policy would refuse:
 * `NONCE` stands where the load's nonce goes.
 */
export function startupProblemPage({ productName, error, text, language }: StartupProblem): string {
  const problem = toAssetPackError(error)
  const remedy = remedies[problem.code]
  return `<!doctype html>
<html lang="${language.tag}" dir="${language.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(productName)}</title>
<style nonce="NONCE">
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; box-sizing: border-box;
  font: 14px/20px system-ui, sans-serif; background: #f9fafc; color: #151b24 }
main { max-width: 560px } h1 { font-size: 20px; line-height: 28px; margin: 0 0 8px } p { margin: 0 0 8px }
summary { color: #47505e } details p { margin-block-start: 8px; overflow-wrap: anywhere }
code { display: block; overflow-wrap: anywhere; color: #47505e; font-size: 12px; line-height: 16px }
@media (prefers-color-scheme: dark) { body { background: #0f1217; color: #f0f2f5 } code, summary { color: #b9bec6 } }
</style>
</head>
<body>
<main data-testid="startup-problem" data-state="${problem.code}">
<h1>${escaped(text(titles[problem.code] ?? 'startup.title'))}</h1>
<p>${escaped(text(advice[problem.code] ?? 'startup.advice'))}</p>
<details>
<summary>${escaped(text('startup.details'))}</summary>
<p lang="en" dir="ltr">${escaped(problem.message)}</p>
${remedy === undefined ? '' : `<p>${escaped(text(remedy, names))}</p>\n`}<code>${escaped(problem.code)}</code>
</details>
</main>
</body>
</html>
`
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
