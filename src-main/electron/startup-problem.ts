import { toAssetPackError, type AssetPackErrorCode } from '../../src-shared/domain/errors'

/** The path of the page that says why the app cannot work. */
export const problemPagePath = '/problem'

const titles: Partial<Readonly<Record<AssetPackErrorCode, string>>> = {
  configurationInvalid: 'The configuration cannot be used',
  fileNotFound: 'The configuration is missing',
  containerLocked: 'Another copy is already running',
  stateDamaged: 'The list of packs could not be read',
  notWritable: 'The folder for the packs cannot be written to',
  outOfSpace: 'Not enough space on the disk',
  diskGone: 'The drive with the packs is missing',
}

const advice: Partial<Readonly<Record<AssetPackErrorCode, string>>> = {
  configurationInvalid: 'Correct it and start the app again.',
  fileNotFound:
    'Start the app with --config <file>, set ASSETPACK_CONFIG, or put assetpack.config.json beside the app.',
  containerLocked: 'Another program uses the same packs. Close it, then start this app again.',
  notWritable: 'Choose another folder as containerDirectory in the configuration, then start the app again.',
  outOfSpace: 'Free up space, then start the app again.',
  diskGone: 'Connect the drive, then start the app again.',
}

/**
 * The page shown instead of the library when the app cannot work at all. No script, no style that the policy would refuse:
 * `NONCE` stands where the load's nonce goes.
 */
export function startupProblemPage(productName: string, error: unknown): string {
  const problem = toAssetPackError(error)
  const title = titles[problem.code] ?? 'The app could not start'
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
code { display: block; overflow-wrap: anywhere; color: #47505e; font-size: 12px; line-height: 16px }
@media (prefers-color-scheme: dark) { body { background: #0f1217; color: #f0f2f5 } code { color: #b9bec6 } }
</style>
</head>
<body>
<main data-testid="startup-problem" data-state="${problem.code}">
<h1>${escaped(title)}</h1>
<p>${escaped(problem.message)}</p>
<p>${escaped(advice[problem.code] ?? 'Start the app again. If it happens again, copy the line below.')}</p>
<code>${escaped(problem.code)}</code>
</main>
</body>
</html>
`
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
