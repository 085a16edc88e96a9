/**
 * Who may import whom. One row per folder: the folders it may import (itself is understood), the npm packages, and
 * whether Node's own modules are allowed. A key is a folder, a file without its extension, or `folder/*` for the files
 * directly inside a folder; the most specific key that fits a file is its row. `folders` may name a single file, too.
 *
 * The walls: publisher (packaging, publishing, hosting) and client (catalog to manager) meet only in `repository` and
 * `domain`; transport and store do not know each other; the command line goes through the public door
 * `src-main/index.ts`; Electron stands in one row; the window reaches the main process only over `src-shared/ipc`.
 *
 * @typedef {{ readonly folders: readonly string[], readonly packages?: readonly string[], readonly node?: boolean }} Layer
 * @type {Readonly<Record<string, Layer>>}
 */
export const layers = {
  // Pure values: no Node, no DOM.
  'src-shared/base': { folders: [], packages: ['zod'] },
  'src-shared/domain': { folders: ['src-shared/base'], packages: ['zod', 'jsonc-parser'] },
  'src-shared/ipc': { folders: ['src-shared/base', 'src-shared/domain'], packages: ['zod'] },

  // The sentences of the app, for the window and for what the main process shows itself (menu, tray, notifications).
  'src-shared/messages': { folders: [] },
  // Numbers and times in the reader's language, wherever they are shown.
  'src-shared/format': { folders: ['src-shared/messages'] },

  // The machine, and the format that both ends share.
  // The one error vocabulary is known here, so that ENOSPC and its like are translated where they appear.
  'src-main/platform': main(['src-shared/base', 'src-shared/domain/errors'], ['libsql']),
  'src-main/repository': main(
    ['src-main/platform', ...values()],
    ['cbor-x', '@bokuweb/zstd-wasm', '@tufjs/models'],
  ),

  // Publisher.
  'src-main/packaging': main(['src-main/repository', 'src-main/platform', ...values()], ['picomatch']),
  'src-main/publishing': main(
    ['src-main/repository', 'src-main/packaging', 'src-main/platform', ...values()],
    ['@tufjs/models'],
  ),
  'src-main/hosting': main(['src-main/repository', 'src-main/platform', ...values()]),

  // Client.
  'src-main/transport': main(['src-main/repository', 'src-main/platform', ...values()], ['undici']),
  'src-main/store': main(['src-main/repository', 'src-main/platform', ...values()]),
  // A queue of its own: what it hands on to the pack manager goes through an interface.
  'src-main/downloads': main([
    'src-main/extension',
    'src-main/transport',
    'src-main/repository',
    'src-main/platform',
    ...values(),
  ]),
  'src-main/catalog': main(
    ['src-main/transport', 'src-main/repository', 'src-main/platform', ...values()],
    ['tuf-js', '@tufjs/models'],
  ),
  'src-main/planning': main(['src-main/repository', ...values()]),
  'src-main/installation': main([
    'src-main/planning',
    'src-main/repository',
    'src-main/store',
    'src-main/transport',
    'src-main/platform',
    ...values(),
  ]),
  'src-main/scheduling': main([
    'src-main/transport',
    'src-main/installation',
    'src-main/planning',
    'src-main/store',
    'src-main/platform',
    ...values(),
  ]),
  // Asks the app's own code, which runs apart; `serveExtension` is what runs there.
  'src-main/extension': main(['src-main/platform', ...values()]),
  'src-main/manager': main([
    'src-main/extension',
    'src-main/catalog',
    'src-main/planning',
    'src-main/scheduling',
    'src-main/installation',
    'src-main/store',
    'src-main/transport',
    'src-main/platform',
    ...values(),
  ]),

  // What the program is called and its version.
  'package.json': { folders: [] },

  // The public door, and those who use it.
  'src-main/index': main([
    'src-main/manager',
    'src-main/downloads',
    'src-main/packaging',
    'src-main/publishing',
    'src-main/hosting',
    'src-main/daemon/client',
    'src-shared/domain',
  ]),
  'src-main/ipc': main(['src-main/manager', 'src-shared/ipc', ...values()]),
  'src-main/cli': main(['src-main/index', 'package.json', ...values()], ['commander']),
  'src-main/daemon': main(['src-main/index', 'src-main/daemon/client', ...values()]),
  'src-main/daemon/client': main(values()),
  'src-main/electron': main(
    [
      'src-main/index',
      'src-main/ipc',
      // The contract, and the HTTP rules that both stacks obey; how transports are composed stays unknown here.
      'src-main/transport/transport',
      'src-main/transport/connection-gate',
      'src-main/transport/http-client',
      'src-main/transport/http-rules',
      'src-main/transport/http-transport',
      'src-main/transport/redirect',
      'src-main/transport/resume-notes',
      'src-main/transport/url-rule',
      'src-main/extension',
      'src-main/platform',
      'src-shared/ipc',
      'src-shared/format',
      'src-shared/messages',
      ...values(),
    ],
    ['electron', 'electron-dl', 'electron-log', '@formatjs/intl'],
  ),
  'src-main/electron/preload': { folders: ['src-shared/ipc'], packages: ['electron'] },

  // The window.
  'src-renderer/bridge': { folders: ['src-shared/ipc', ...values()], packages: ['zod'] },
  'src-renderer/format': {
    folders: ['src-shared/format', 'src-shared/messages', ...values()],
    packages: ['react-intl', '@formatjs/intl'],
  },
  'src-renderer/design': {
    folders: ['src-renderer/format', ...values()],
    packages: ['react', 'lucide-react', '@fontsource-variable/inter'],
  },
  'src-renderer/components': {
    folders: [
      'src-renderer/design',
      'src-renderer/format',
      'src-shared/format',
      'src-shared/messages',
      ...values(),
    ],
    packages: ['react', 'react-aria-components', 'react-intl', 'lucide-react'],
  },
  'src-renderer/store': { folders: ['src-shared/ipc', ...values()], packages: ['zustand'] },
  'src-renderer/views': {
    folders: [
      'src-renderer/store',
      'src-renderer/components',
      'src-renderer/design',
      'src-renderer/format',
      'src-shared/format',
      'src-shared/messages',
      ...values(),
    ],
    packages: ['react', 'react-aria-components', 'react-intl', 'lucide-react', 'zustand'],
  },
  'src-renderer/*': {
    folders: [
      'src-renderer/bridge',
      'src-renderer/store',
      'src-renderer/views',
      'src-renderer/components',
      'src-renderer/design',
      'src-renderer/format',
      'src-shared/messages',
      ...values(),
    ],
    packages: [
      'react',
      'react-dom',
      'react-aria-components',
      'react-intl',
      'zustand',
      '@fontsource-variable/inter',
    ],
  },
}

/**
 * The key of the row that a source file belongs to.
 *
 * @param {string} path from the checkout's folder, with forward slashes; with or without extension
 * @returns {string | undefined}
 */
export function layerOf(path) {
  const name = path.replace(/\.d\.ts$|\.[cm]?[jt]sx?$/, '')
  return Object.keys(layers)
    .filter((key) => covers(key, name))
    .sort((a, b) => b.length - a.length)[0]
}

/**
 * Whether a path, without extension, is what a key means or lies inside it.
 *
 * @param {string} key
 * @param {string} name
 */
export function covers(key, name) {
  if (key.endsWith('/*'))
    return name.startsWith(key.slice(0, -1)) && !name.slice(key.length - 1).includes('/')
  return name === key || name.startsWith(`${key}/`)
}

/**
 * @param {readonly string[]} folders
 * @param {readonly string[]} [packages]
 * @returns {Layer}
 */
function main(folders, packages = []) {
  return { folders, packages: ['zod', ...packages], node: true }
}

function values() {
  return ['src-shared/base', 'src-shared/domain']
}
