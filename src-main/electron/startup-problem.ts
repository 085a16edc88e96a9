import { toAssetPackError, type AssetPackErrorCode } from '../../src-shared/domain/errors'

/** The path of the page that says why the app cannot work. */
export const problemPagePath = '/problem'

const titles: Partial<Readonly<Record<AssetPackErrorCode, string>>> = {
  configurationInvalid: 'This app is not set up correctly',
  fileNotFound: 'This app is not set up',
  containerLocked: 'Another copy is already running',
  stateDamaged: 'The list of packs could not be read',
  notWritable: 'The folder for the packs cannot be written to',
  outOfSpace: 'Not enough space on the disk',
  diskGone: 'The drive with the packs is missing',
}

/** What anybody can do about it. */
const advice: Partial<Readonly<Record<AssetPackErrorCode, string>>> = {
  configurationInvalid: 'Ask whoever gave it to you for a corrected version.',
  fileNotFound: 'Ask whoever gave it to you.',
  containerLocked: 'Another program uses the same packs. Close it, then start this app again.',
  notWritable: 'Another program or the system protects it. Ask whoever gave you this app.',
  outOfSpace: 'Free up space, then start the app again.',
  diskGone: 'Connect the drive, then start the app again.',
}

/** What whoever set up the app can do about it. */
const remedies: Partial<Readonly<Record<AssetPackErrorCode, string>>> = {
  configurationInvalid: 'Correct the configuration and start the app again.',
  fileNotFound:
    'Start the app with --config <file>, set ASSETPACK_CONFIG, or put assetpack.config.json beside the app.',
  notWritable: 'Choose another folder as containerDirectory in the configuration, then start the app again.',
}

/**
 * The page shown instead of the library when the app cannot work at all. No script, no style that the policy would refuse:
 * `NONCE` stands where the load's nonce goes.
 */
export function startupProblemPage(productName: string, error: unknown): string {
  const problem = toAssetPackError(error)
  const title = titles[problem.code] ?? 'The app could not start'
  const remedy = remedies[problem.code]
  return `<!doctype html>
<html lang="en">
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
<h1>${escaped(title)}</h1>
<p>${escaped(advice[problem.code] ?? 'Start the app again. If it happens again, send the details to whoever gave it to you.')}</p>
<details>
<summary>Details for whoever set up this app</summary>
<p>${escaped(problem.message)}</p>
${remedy === undefined ? '' : `<p>${escaped(remedy)}</p>\n`}<code>${escaped(problem.code)}</code>
</details>
</main>
</body>
</html>
`
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
