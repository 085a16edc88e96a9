import globals from 'globals'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import { layerRule } from './test/architecture/layer-rule.js'

const useClock = 'Take a Clock (src-main/platform/clock); tests turn it by hand.'
const useRandom = 'Take a RandomSource (src-main/platform/random); tests seed it.'
const useTransport = 'Use a Transport (src-main/transport); it limits, retries and verifies.'

const timers = ['setTimeout', 'setInterval'].map((name) => ({ name, message: useClock }))
const globalFetch = { name: 'fetch', message: useTransport }
const chance = { object: 'Math', property: 'random', message: useRandom }
const clockReads = [
  { object: 'Date', property: 'now', message: useClock },
  { object: 'performance', property: 'now', message: useClock },
]

const timerModules = ['node:timers', 'node:timers/promises', 'timers', 'timers/promises'].map((name) => ({
  name,
  message: useClock,
}))
const rawMessaging = {
  name: 'electron',
  importNames: ['ipcMain', 'ipcRenderer'],
  message:
    'Add to src-shared/ipc/contract.ts; only electron-port.ts and preload.ts touch the raw channel, because they check the sender.',
}

const defaultExports = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: one thing has one name everywhere.',
}

const restrictImports = (...paths) => ['error', { paths }]

export default tseslint.config(
  { ignores: ['node_modules/', 'out/', 'dist/', '.cache/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  // Every file.
  {
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      complexity: ['error', { max: 12, variant: 'modified' }],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 60 }],
      'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
      'no-empty': 'error',
      'no-restricted-syntax': ['error', defaultExports],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },

  // Types.
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        // One for all: with those that the compiler checks by, every file would be read up to four times.
        project: './tsconfig.lint.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // An `async` function without `await` keeps the promise of its interface: it rejects, it never throws.
      '@typescript-eslint/require-await': 'off',
    },
  },

  // Who may import whom: the table in test/architecture/layers.js. It shows the architecture; do not relax it to get a
  // change through.
  {
    files: ['src-*/**/*.{ts,tsx}'],
    plugins: { packhouse: { rules: { layers: layerRule } } },
    rules: { 'packhouse/layers': 'error' },
  },

  // Time, chance and the network come in through one door each.
  {
    files: ['src-shared/**', 'src-main/**'],
    ignores: ['src-main/platform/**'],
    rules: {
      'no-restricted-globals': ['error', ...timers, globalFetch],
      'no-restricted-imports': restrictImports(...timerModules, rawMessaging),
      'no-restricted-properties': ['error', ...clockReads, chance],
    },
  },
  {
    files: ['src-main/electron/{electron-port,preload}.ts'],
    rules: { 'no-restricted-imports': restrictImports(...timerModules) },
  },
  {
    files: ['src-renderer/**/*.{ts,tsx}'],
    ignores: ['src-renderer/bridge/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...timers.map(({ name }) => ({ name, message: 'Take time from src-renderer/bridge.' })),
        { name: 'fetch', message: 'The window has no network: ask the main process over src-shared/ipc.' },
      ],
      'no-restricted-properties': ['error', chance],
    },
  },
  {
    files: ['src-renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
  },

  // Tests: a suite is one long function, and a fault server may really wait.
  {
    files: ['test/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['test/{unit,contracts}/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...timers.map(({ name }) => ({ name, message: 'Tests do not sleep: use ManualClock.advance.' })),
      ],
      'no-restricted-imports': restrictImports(...timerModules),
    },
  },

  // Set-up scripts and configuration: plain JavaScript that runs before anything is installed.
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.node },
    rules: {
      'no-undef': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
    },
  },
  {
    files: ['*.config.{js,ts}', '**/*.d.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
)
