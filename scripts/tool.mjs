// The development tools, started with this Node and without a shell.
import { join } from 'node:path'
import { root } from './project.mjs'

const entries = {
  'electron-builder': 'electron-builder/cli.js',
  'electron-vite': 'electron-vite/bin/electron-vite.js',
  eslint: 'eslint/bin/eslint.js',
  knip: 'knip/bin/knip.js',
  prettier: 'prettier/bin/prettier.cjs',
  tsc: 'typescript/bin/tsc',
  typedoc: 'typedoc/bin/typedoc',
  vitest: 'vitest/vitest.mjs',
}

/** Some of them read ES modules with `require`, which Node 20.18 does only when asked to. */
export const nodeOptions = process.features.require_module ? [] : ['--experimental-require-module']

/** The arguments for Node that start a tool of node_modules. */
export function toolArguments(name, ...args) {
  return [...nodeOptions, join(root, 'node_modules', entries[name]), ...args]
}
