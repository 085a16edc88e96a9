import { assertNever } from '../../src-shared/base/assert'
import { AssetPack } from '../../src-shared/domain/asset-pack'
import type { ExtensionReply, ExtensionRequest } from './extension-messages'
import type { ManagedDownloaderExtension } from './managed-downloader-extension'

/** The line to whoever asks. */
export interface ExtensionPort {
  post(reply: ExtensionReply): void
  onMessage(listener: (request: ExtensionRequest) => void): void
}

/** The program around an extension: loads its module and hands it the questions, as many at once as are asked. */
export function serveExtension(port: ExtensionPort): void {
  let shouldDownload: Question = () => true
  port.onMessage((request) => {
    switch (request.kind) {
      case 'load':
        void load(request.module).then(
          (loaded) => {
            shouldDownload = loaded
            port.post({ kind: 'loaded' })
          },
          (error: unknown) => {
            port.post({ kind: 'notLoaded', reason: inWords(error) })
          },
        )
        return
      case 'ask':
        void answer(port, shouldDownload, request)
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

/** What the extension's code is asked; its answer may be anything. */
type Question = (assetPack: AssetPack) => unknown

async function load(module: string): Promise<Question> {
  // eslint-disable-next-line packhouse/layers -- the app's own code; the project has nothing to do with it.
  const exports = (await import(/* @vite-ignore */ module)) as Readonly<Record<string, unknown>>
  const found = [unwrapped(exports['default']), exports].find(isExtension)
  if (found !== undefined) {
    return found.shouldDownload === undefined ? () => true : (assetPack) => found.shouldDownload?.(assetPack)
  }
  throw new TypeError(`${module} exports neither an extension as its default nor a function shouldDownload.`)
}

/** What a compiler made of `export default` for CommonJS. */
function unwrapped(value: unknown): unknown {
  return isObject(value) && value['__esModule'] === true ? (value['default'] ?? value) : value
}

/** An object without `shouldDownload` is an extension that has nothing against anything; a module is not. */
function isExtension(value: unknown): value is ManagedDownloaderExtension {
  if (!isObject(value)) return false
  const member = value['shouldDownload']
  const isModule = value[Symbol.toStringTag] === 'Module'
  return typeof member === 'function' || (member === undefined && !isModule)
}

function isObject(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null
}

async function answer(
  port: ExtensionPort,
  shouldDownload: Question,
  { id, assetPack }: Extract<ExtensionRequest, { readonly kind: 'ask' }>,
): Promise<void> {
  port.post({ kind: 'begun', id })
  try {
    const said = await shouldDownload(AssetPack.fromJSON(assetPack))
    if (typeof said === 'boolean') port.post({ kind: 'answered', id, answer: said })
    else port.post({ kind: 'failed', id, failure: 'noBoolean', reason: `The answer was ${typeof said}.` })
  } catch (error) {
    port.post({ kind: 'failed', id, failure: 'threw', reason: inWords(error) })
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
