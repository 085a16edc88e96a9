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

/** As the window's own pages look, whose styles and fonts it does without: it must not fail for want of a file. */
const style = `
:root { --bg: #f9fafc; --surface: #fff; --line: #dadee3; --text: #151b24; --text-2: #47505e; --warn: #915c08;
  --warn-soft: #fff0cc; --focus: #245fd4; --shadow: 0 1px 2px rgb(16 24 40 / 0.06), 0 1px 3px rgb(16 24 40 / 0.08) }
@media (prefers-color-scheme: dark) { :root { --bg: #0f1217; --surface: #161a20; --line: #2c3038; --text: #f0f2f5;
  --text-2: #b9bec6; --warn: #eec05b; --warn-soft: #3e2d10; --focus: #93beff; --shadow: none } }
* { box-sizing: border-box }
body { margin: 0; min-block-size: 100vh; display: grid; place-items: center; padding: 16px;
  font: 14px/20px Inter, system-ui, sans-serif; background: var(--bg); color: var(--text) }
main { inline-size: min(480px, 100%); padding: clamp(20px, 5vw, 32px); border: 1px solid var(--line);
  border-radius: 14px; background: var(--surface); box-shadow: var(--shadow) }
svg { display: block; margin-block-end: 16px; padding: 12px; border-radius: 14px; background: var(--warn-soft);
  color: var(--warn) }
h1 { margin: 0 0 4px; font-size: 20px; font-weight: 650; line-height: 28px; text-wrap: balance }
p { margin: 0; color: var(--text-2) }
details { margin-block-start: 20px; padding-block-start: 12px; border-block-start: 1px solid var(--line) }
summary { inline-size: fit-content; padding-block: 6px; border-radius: 6px; color: var(--text-2) }
summary:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px }
details p, code { margin-block-start: 8px; overflow-wrap: anywhere }
code { display: block; color: var(--text-2); font-size: 12px; line-height: 16px }
`

/** A triangle with an exclamation mark, which says nothing that the heading does not. */
const icon = `<svg width="48" height="48" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"
stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
<path d="M12 4 2.8 20h18.4zM12 10v4M12 17h.01"/></svg>`

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
<style nonce="NONCE">${style}</style>
</head>
<body>
<main data-testid="startup-problem" data-state="${problem.code}">
${icon}
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
