import { assertNever } from '../../src-shared/base/assert'
import { AssetPack } from '../../src-shared/domain/asset-pack'
import { AssetPackError } from '../../src-shared/domain/errors'
import { URLDownload } from '../../src-shared/domain/url-download'
import type { ExtensionReply, ExtensionRequest } from './extension-messages'
import type { ManagedDownloaderExtension } from './managed-downloader-extension'
import type { UnmanagedDownloaderExtension } from './unmanaged-downloader-extension'

/** The line to whoever asks. */
export interface ExtensionPort {
  post(reply: ExtensionReply): void
  onMessage(listener: (request: ExtensionRequest) => void): void
}

/** The program around an extension: loads its module and hands it the questions, as many at once as are asked. */
export function serveExtension(port: ExtensionPort): void {
  let extension: LoadedExtension = {}
  let loading: Promise<void> = Promise.resolve()
  port.onMessage((request) => {
    switch (request.kind) {
      case 'load':
        loading = load(request.module).then(
          (loaded) => {
            extension = loaded
            port.post({ kind: 'loaded' })
          },
          (error: unknown) => {
            port.post({ kind: 'notLoaded', reason: inWords(error) })
          },
        )
        return
      case 'ask':
        void answer(port, extension, request)
        return
      case 'ended':
        void loading.then(() => handle(port, extension, request))
        return
      case 'ping':
        port.post({ kind: 'alive' })
        return
      case 'end':
        void Promise.all([flushed(process.stdout), flushed(process.stderr)]).then(() => {
          process.exit()
        })
        return
      default:
        assertNever(request)
    }
  })
}

/** Resolves when all that was written has left. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => {
      resolve()
    })
  })
}

/** The app's code, whichever of the two kinds it is. */
type LoadedExtension = ManagedDownloaderExtension & UnmanagedDownloaderExtension

async function load(module: string): Promise<LoadedExtension> {
  // eslint-disable-next-line packhouse/layers -- the app's own code; the project has nothing to do with it.
  const exports = (await import(/* @vite-ignore */ module)) as Readonly<Record<string, unknown>>
  const found = [unwrapped(exports['default']), exports].find(isExtension)
  if (found !== undefined) return found
  throw new TypeError(
    `${module} exports neither an extension as its default nor one of the functions ${members.join(', ')}.`,
  )
}

/** What a compiler made of `export default` for CommonJS. */
function unwrapped(value: unknown): unknown {
  return isObject(value) && value['__esModule'] === true ? (value['default'] ?? value) : value
}

const members = ['shouldDownload', 'backgroundDownloadFinished', 'backgroundDownloadFailed'] as const

/** An object without any of these is an extension that has nothing against anything; a module is not. */
function isExtension(value: unknown): value is LoadedExtension {
  if (!isObject(value)) return false
  const present = members.map((name) => value[name]).filter((member) => member !== undefined)
  const isModule = value[Symbol.toStringTag] === 'Module'
  return present.every((member) => typeof member === 'function') && (present.length > 0 || !isModule)
}

function isObject(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null
}

async function answer(
  port: ExtensionPort,
  extension: LoadedExtension,
  { id, assetPack }: Extract<ExtensionRequest, { readonly kind: 'ask' }>,
): Promise<void> {
  port.post({ kind: 'begun', id })
  try {
    // Its answer may be anything.
    const said: unknown =
      extension.shouldDownload === undefined ||
      (await extension.shouldDownload(AssetPack.fromJSON(assetPack)))
    if (typeof said === 'boolean') port.post({ kind: 'answered', id, answer: said })
    else port.post({ kind: 'failed', id, failure: 'noBoolean', reason: `The answer was ${typeof said}.` })
  } catch (error) {
    port.post({ kind: 'failed', id, failure: 'threw', reason: inWords(error) })
  }
}

async function handle(
  port: ExtensionPort,
  extension: LoadedExtension,
  { id, download, fileURL, error }: Extract<ExtensionRequest, { readonly kind: 'ended' }>,
): Promise<void> {
  try {
    const ended = URLDownload.fromJSON(download)
    const name = error === undefined ? 'backgroundDownloadFinished' : 'backgroundDownloadFailed'
    // Nobody has taken it then: it must not count as handled, for its file would go.
    if (extension[name] === undefined) throw new TypeError(`The extension has no function ${name}.`)
    const next =
      error === undefined
        ? await extension.backgroundDownloadFinished?.(ended, new URL(fileURL ?? ''))
        : await extension.backgroundDownloadFailed?.(ended, AssetPackError.fromJSON(error))
    port.post({ kind: 'handled', id, next: [next ?? []].flat().map((one) => one.toJSON()) })
  } catch (thrown) {
    port.post({ kind: 'failed', id, failure: 'threw', reason: inWords(thrown) })
  }
}

/** Whatever was thrown: not everything can be made text. */
function inWords(error: unknown): string {
  try {
    return String(error)
  } catch {
    return 'Something was thrown that cannot be told.'
  }
}
