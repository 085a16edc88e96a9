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
  vitest: 'vitest/vitest.mjs',
}

/** The arguments for Node that start a tool of node_modules. */
export function toolArguments(name, ...args) {
  return [join(root, 'node_modules', entries[name]), ...args]
}
