import { readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'
import { layerRule } from './layer-rule'
import { layerOf, layers } from './layers'

const root = join(import.meta.dirname, '../..')

function reports(file: string, code: string): readonly string[] {
  const linter = new Linter({ configType: 'flat', cwd: root })
  const config = {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser: tseslint.parser as Linter.Parser },
    plugins: { packhouse: { rules: { layers: layerRule } } },
    rules: { 'packhouse/layers': 'error' as const },
  }
  return linter.verify(code, config, join(root, file)).map((report) => report.message)
}

const violations: readonly (readonly [string, string, string])[] = [
  ['shared values import Node', 'src-shared/domain/pack-path.ts', `import { join } from 'node:path'`],
  ['shared values import a package', 'src-shared/base/emitter.ts', `import { request } from 'undici'`],
  [
    'shared values import the main process',
    'src-shared/domain/asset-pack.ts',
    `import { systemClock } from '../../src-main/platform/clock'`,
  ],
  ['base imports domain', 'src-shared/base/json.ts', `import { AssetPackError } from '../domain/errors'`],
  [
    'a type import crosses a wall',
    'src-main/transport/node-transport.ts',
    `import type { AssetPackStore } from '../store/asset-pack-store'`,
  ],
  [
    'an inline import type crosses a wall',
    'src-main/store/namespace.ts',
    `export type T = import('../transport/transport').Transport`,
  ],
  [
    'a re-export crosses a wall',
    'src-main/planning/install-plan.ts',
    `export { x } from '../transport/transport'`,
  ],
  ['a re-export of all crosses a wall', 'src-main/packaging/a.ts', `export * from '../catalog/catalog'`],
  [
    'a dynamic import crosses a wall',
    'src-main/hosting/hosting-server.ts',
    `export const later = () => import('../manager/asset-pack-manager')`,
  ],
  [
    'a dynamic import hides its module',
    'src-main/store/a.ts',
    `export const load = (x: string) => import(x)`,
  ],
  [
    'a template hides a wall',
    'src-main/catalog/a.ts',
    'export const load = () => import(`../scheduling/pack-downloads`)',
  ],
  ['a require crosses a wall', 'src-main/catalog/a.ts', `const x = require('../installation/installer')`],
  ['an import for its effects crosses a wall', 'src-main/repository/a.ts', `import '../packaging/a'`],
  [
    'the command line walks past the public door',
    'src-main/cli/commands/install.ts',
    `import { createAssetPackManager } from '../../manager/create-asset-pack-manager'`,
  ],
  ['Electron outside its folder', 'src-main/manager/a.ts', `import { app } from 'electron'`],
  ['a subpath of a package', 'src-main/transport/a.ts', `import { app } from 'electron/main'`],
  [
    'a built-in module without its prefix',
    'src-main/platform/a.ts',
    `import { readFile } from 'fs/promises'`,
  ],
  [
    'Electron takes more than the contract of the transport',
    'src-main/electron/main.ts',
    `import { openTransport } from '../transport/open-transport'`,
  ],
  [
    'the preload script reaches into the main process',
    'src-main/electron/preload.ts',
    `import './main-window'`,
  ],
  ['the window imports Node', 'src-renderer/store/a.ts', `import { readFile } from 'node:fs/promises'`],
  ['the window imports the main process', 'src-renderer/main.tsx', `import '../src-main/index'`],
  ['a component knows the store', 'src-renderer/components/a.tsx', `import '../store/asset-packs-store'`],
  ['the store knows React', 'src-renderer/store/a.ts', `import { useState } from 'react'`],
  ['a folder without a row', 'src-renderer/helpers/a.ts', `import '../store/asset-packs-store'`],
  ['sources import a test', 'src-main/platform/a.ts', `import { x } from '../../test/support/manual-clock'`],
]

const allowed: readonly (readonly [string, string])[] = [
  ['src-shared/domain/errors.ts', `import { z } from 'zod'\nimport type { Json } from '../base/json'`],
  ['src-main/platform/a.ts', `import { join } from 'node:path'\nimport { b } from './b'`],
  ['src-main/transport/a.ts', `import { request } from 'undici'\nexport * from '../platform/clock'`],
  ['src-main/cli/commands/list.ts', `import { x } from '../../index'\nimport { y } from '../output'`],
  ['src-main/electron/main.ts', `import { app } from 'electron'\nimport '../transport/transport'`],
  [
    'src-main/electron/preload.ts',
    `import { contextBridge } from 'electron'\nimport '../../src-shared/ipc/bridge'`,
  ],
  ['src-renderer/main.tsx', `import { createRoot } from 'react-dom/client'\nimport './views/library'`],
  ['src-renderer/views/a.tsx', `import { useStore } from 'zustand'\nimport styles from './a.module.css'`],
]

describe('the layer rule', () => {
  it.each(violations)('reports that %s', (_name, file, code) => {
    expect(reports(file, code)).toHaveLength(1)
  })

  it.each(allowed)('allows %s what its row lists', (file, code) => {
    expect(reports(file, code)).toEqual([])
  })

  it('says which folder may not import which', () => {
    expect(reports('src-main/store/a.ts', `import '../transport/transport'`)).toEqual([
      'src-main/store may not import src-main/transport.',
    ])
  })
})

describe('the table of layers', () => {
  it('has no cycle', () => {
    const reachable = (from: string, seen: ReadonlySet<string>): ReadonlySet<string> => {
      const next = (layers[from]?.folders ?? []).map(rowOf).filter((row) => !seen.has(row))
      return next.reduce((all, row) => reachable(row, new Set([...all, row])), seen)
    }
    const inCycles = Object.keys(layers).filter((row) => reachable(row, new Set()).has(row))
    expect(inCycles).toEqual([])
  })

  it('has a row for every source file', () => {
    const sources = ['src-shared', 'src-main', 'src-renderer'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
        .map((entry) => relative(root, join(entry.parentPath, entry.name))),
    )
    expect(sources.filter((file) => layerOf(file.replaceAll('\\', '/')) === undefined)).toEqual([])
  })

  it('names only folders that have a row', () => {
    const named = new Set(Object.values(layers).flatMap((layer) => layer.folders))
    expect([...named].filter((folder) => layerOf(folder) === undefined)).toEqual([])
  })
})

function rowOf(folder: string): string {
  return layerOf(folder) ?? dirname(folder)
}
