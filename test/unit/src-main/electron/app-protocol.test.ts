import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { appResponse, type AppProtocolOptions } from '../../../../src-main/electron/app-protocol'
import { temporaryDirectory } from '../../../support/temporary-directory'

async function site(): Promise<AppProtocolOptions> {
  const root = await temporaryDirectory()
  const directory = join(root, 'renderer')
  await mkdir(join(directory, 'assets'), { recursive: true })
  await writeFile(join(root, 'secret.js'), 'secret')
  await writeFile(join(directory, 'index.html'), '<!doctype html><html lang="en"><head></head><body></body>')
  await writeFile(join(directory, 'assets/index-1.js'), 'code')
  await writeFile(join(directory, '.env.js'), 'secret')
  await symlink(join(root, 'secret.js'), join(directory, 'link.js'))
  const pages = new Map([['/problem', '<head></head><p>no</p><style nonce="NONCE"></style>']])
  return {
    directory,
    pages,
    picture: () => Promise.resolve(undefined),
    language: () => ({ tag: 'ar-EG', direction: 'rtl' }),
    random: { fraction: () => 0, uuid: () => '', bytes: (size) => new Uint8Array(size) },
  }
}

const nonce = 'AAAAAAAAAAAAAAAAAAAAAA'

async function get(options: AppProtocolOptions, url: string, method = 'GET'): Promise<Response> {
  return appResponse({ url, method }, options)
}

describe('the app protocol', () => {
  test('serves the picture of an installed version as a picture and nothing else', async () => {
    const asked: unknown[] = []
    const options: AppProtocolOptions = {
      ...(await site()),
      picture: (id, version) => {
        asked.push([id, version])
        const picture = { type: 'image/png', bytes: new TextEncoder().encode('<script>picture</script>') }
        return Promise.resolve(version === 3 ? picture : undefined)
      },
    }
    const found = await get(options, 'app://ui/pictures/com.example/3')
    const missing = await get(options, 'app://ui/pictures/com.example/4')
    const refused = await get(options, 'app://ui/pictures/com.example/3/x')
    const headers = ['content-type', 'x-content-type-options'].map((name) => found.headers.get(name))
    expect([await found.text(), headers, missing.status, refused.status, asked]).toEqual([
      '<script>picture</script>',
      ['image/png', 'nosniff'],
      404,
      404,
      [
        ['com.example', 3],
        ['com.example', 4],
      ],
    ])
  })

  test('serves the page with the nonce of its policy', async () => {
    const response = await get(await site(), 'app://ui/')
    expect(await response.text()).toContain(`<head><meta property="csp-nonce" nonce="${nonce}">`)
    expect(response.headers.get('content-security-policy')).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; ` +
        "font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'",
    )
  })

  test('serves the page in the language of the app', async () => {
    const response = await get(await site(), 'app://ui/index.html')
    expect(await response.text()).toContain('<html lang="ar-EG" dir="rtl">')
  })

  test('serves files with their type', async () => {
    const response = await get(await site(), 'app://ui/assets/index-1.js')
    expect([await response.text(), response.headers.get('content-type')]).toEqual([
      'code',
      'text/javascript; charset=utf-8',
    ])
  })

  test('serves pages made by the main process', async () => {
    const response = await get(await site(), 'app://ui/problem')
    expect(await response.text()).toContain(`<style nonce="${nonce}">`)
  })

  test.each([
    'app://ui/../secret.js',
    'app://ui/assets/../../secret.js',
    'app://ui/%2e%2e/secret.js',
    'app://ui/..%2fsecret.js',
    'app://ui//etc/passwd',
    'app://ui/link.js',
    'app://ui/.env.js',
    'app://ui/index.html?x=1',
    'app://ui/index.html%00.js',
    'app://ui/missing.js',
    'app://ui/assets',
    'app://other/index.html',
    'app://user@ui/index.html',
    'file:///etc/passwd',
    'nonsense',
  ])('E-08 answers 404, with the policy, for %s', async (url) => {
    const response = await get(await site(), url)
    expect([response.status, response.headers.has('content-security-policy')]).toEqual([404, true])
  })

  test('answers nothing but GET', async () => {
    expect((await get(await site(), 'app://ui/', 'POST')).status).toBe(404)
  })
})
