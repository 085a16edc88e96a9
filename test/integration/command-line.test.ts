import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startHostingServer } from '../../src-main/index'
import { assetpack, assetpackDocument } from '../support/command-line'
import { writeTree } from '../support/file-tree'
import { temporaryDirectory } from '../support/temporary-directory'

describe('the session of the README', () => {
  it('goes from keys to a file that is read', async () => {
    const directory = await temporaryDirectory()
    const at = (name: string): string => join(directory, name)
    await writeTree(directory, { 'assets/maps/dock7.json': '{ "name": "Dock 7" }' })
    await assetpackDocument('keys', 'create', '--out', at('keys'))
    await assetpackDocument('template', '--out', at('Manifest.json'))
    await assetpackDocument('publish', at('Manifest.json'), '--repository', at('site'), '--keys', at('keys'))
    const server = await startHostingServer({ directory: at('site') })
    onTestFinished(() => server.close())
    const place = ['--url', server.url, '--root', at('site/metadata/root.json'), '--container', at('packs')]
    await assetpackDocument('install', 'my-asset-pack', ...place)
    const read = await assetpack('read', 'assets/maps/dock7.json', ...place)
    const missing = await assetpack('path', 'assets/maps/dock8.json', ...place)

    expect([read.stdout, missing.exitCode]).toEqual(['{ "name": "Dock 7" }', 41])
  })
})

describe('the start script', () => {
  it('prints its options for --help, and opens nothing', async () => {
    const script = resolve(import.meta.dirname, '../../scripts/start.mjs')
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, '--help'])

    expect([stdout.match(/^ {2}--[a-z-]+/gm), stderr]).toEqual([
      ['  --config', '  --user-data-dir', '  --smoke', '  --hidden', '  --help'],
      '',
    ])
  })
})

describe('wrong use', () => {
  it.each([
    ['an unknown command', ['instal', 'x']],
    ['a missing option', ['publish', 'Manifest.json']],
    ['no place to install to', ['install', 'x']],
    [
      'a name that no pack can have',
      ['status', '../x', '--url', 'http://127.0.0.1:1', '--root', 'r', '--container', 'c'],
    ],
    ['a number out of range', ['serve', '.', '--port', '70000']],
  ])('as %s is told as JSON, with exit code 2', async (_what, words) => {
    const { exitCode, stdout } = await assetpack(...words, '--json')
    const { ok, error } = JSON.parse(stdout) as { ok: boolean; error: { exit: number } }

    expect([exitCode, ok, error.exit]).toEqual([2, false, 2])
  })
})
