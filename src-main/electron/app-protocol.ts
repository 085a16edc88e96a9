import { readFile, realpath } from 'node:fs/promises'
import { extname, join, relative, isAbsolute } from 'node:path'
import type { Protocol } from 'electron'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { AssetPackError } from '../../src-shared/domain/errors'
import { parsePictureAddress } from '../../src-shared/domain/pack-picture'
import type { PackPicture } from '../ipc/pack-picture'
import type { Random } from '../platform/random'
import { securityHeaders, withNonce } from './content-security-policy'

/** The scheme of the window's pages. Standard, so that it has an origin; secure; nothing more. */
export const appScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, codeCache: true },
} as const

const contentTypes = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.webp', 'image/webp'],
  ['.jpg', 'image/jpeg'],
  ['.woff2', 'font/woff2'],
])

/** What the window's protocol serves. */
export interface AppProtocolOptions {
  /** The built renderer; nothing outside it is ever served. */
  readonly directory: string
  /** Pages made by the main process, by path (`/problem`), instead of files. */
  readonly pages: ReadonlyMap<string, string>
  /** The picture of an installed version, if it has one. */
  readonly picture: (id: AssetPackID, version: number) => Promise<PackPicture | undefined>
  readonly random: Random
  /** The language that a page of the renderer begins in, so that nothing of it is drawn in another one first. */
  readonly language: () => PageLanguage
}

/** What the root of a page says of its language. */
export interface PageLanguage {
  /** BCP-47. */
  readonly tag: string
  readonly direction: 'ltr' | 'rtl'
}

/** Serves the window's own files and packs' pictures under `app://ui/`, every reply with the policy; everything else is a 404. */
export function serveAppProtocol(protocol: Protocol, options: AppProtocolOptions): void {
  protocol.handle(appScheme.scheme, (request) => appResponse(request, options))
}

/** The reply to one request of the `app:` protocol. Never rejects. */
export async function appResponse(
  request: { readonly url: string; readonly method: string },
  options: AppProtocolOptions,
): Promise<Response> {
  const nonce = Buffer.from(options.random.bytes(16)).toString('base64url')
  try {
    const found = request.method === 'GET' ? await findContent(request.url, options) : undefined
    if (found === undefined) return emptyResponse(404, nonce)
    const isPage = found.type.startsWith('text/html')
    const body = isPage
      ? withNonce(Buffer.from(found.bytes).toString('utf8'), nonce)
      : new Uint8Array(found.bytes)
    return new Response(body, {
      headers: { ...securityHeaders(nonce), 'Content-Type': found.type },
    })
  } catch (error) {
    return emptyResponse(isMissing(error) ? 404 : 500, nonce)
  }
}

function emptyResponse(status: number, nonce: string): Response {
  return new Response(null, { status, headers: { ...securityHeaders(nonce) } })
}

interface FoundContent {
  readonly bytes: Uint8Array
  readonly type: string
}

async function findContent(url: string, options: AppProtocolOptions): Promise<FoundContent | undefined> {
  const path = appFilePath(url)
  if (path === undefined) return undefined
  const page = options.pages.get(path)
  if (page !== undefined) return { bytes: Buffer.from(page), type: 'text/html; charset=utf-8' }
  const pictured = parsePictureAddress(path)
  if (pictured !== undefined) return options.picture(pictured.id, pictured.version)
  const type = contentTypes.get(extname(path))
  if (type === undefined) return undefined
  const file = await insideDirectory(options.directory, join(options.directory, path))
  const bytes = await readFile(file)
  const isPage = type.startsWith('text/html')
  return { bytes: isPage ? Buffer.from(inLanguage(bytes.toString('utf8'), options.language())) : bytes, type }
}

function inLanguage(html: string, { tag, direction }: PageLanguage): string {
  return html.replace(/<html[^>]*>/, `<html lang="${tag}" dir="${direction}">`)
}

/** The path that `url` names under `app://ui`, or undefined when it is not one this app could have made. */
export function appFilePath(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, host, username, password, pathname, search } = new URL(url)
  if (protocol !== 'app:' || host !== 'ui' || username !== '' || password !== '' || search !== '')
    return undefined
  // Built names are plain: no escapes, so nothing is ever decoded, and no part that starts with a dot.
  if (!/^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\/?$/.test(pathname)) return undefined
  return pathname === '/' ? '/index.html' : pathname
}

async function insideDirectory(directory: string, file: string): Promise<string> {
  const [root, real] = await Promise.all([realpath(directory), realpath(file)])
  const way = relative(root, real)
  if (way.startsWith('..') || isAbsolute(way))
    throw new AssetPackError('unsafePath', 'Outside of the window.')
  return real
}

function isMissing(error: unknown): boolean {
  if (error instanceof AssetPackError) return true
  const code = (error as NodeJS.ErrnoException).code
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR'
}
