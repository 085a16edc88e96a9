import { defineConfig } from 'vitest/config'

const minute = 60_000
const builds = ['test/support/build.ts']

/** `vitest run --project <name>` runs one kind of test; each kind pays only for what it needs. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    setupFiles: 'test/support/each-file.ts',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/architecture/**/*.test.ts'],
          environment: 'node',
          // One file after the other in the same process, with what the ones before have loaded: to load it is most of what
          // small ones take. No module may keep anything of a test, and what a test changes for all it puts back.
          isolate: false,
          // A test that hangs fails all the same; how busy the machine is must not decide.
          testTimeout: minute,
        },
      },
      {
        extends: true,
        test: {
          name: 'window',
          include: ['test/unit/**/*.test.tsx'],
          environment: 'happy-dom',
          // As above: a busy machine takes five seconds for the first window of a file alone.
          testTimeout: minute,
          css: { modules: { classNameStrategy: 'non-scoped' } },
        },
      },
      {
        extends: true,
        test: {
          name: 'contracts',
          include: ['test/contracts/**/*.test.ts'],
          environment: 'node',
          globalSetup: builds,
          testTimeout: minute,
          hookTimeout: minute,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          environment: 'node',
          globalSetup: builds,
          testTimeout: 2 * minute,
          hookTimeout: 2 * minute,
        },
      },
      {
        extends: true,
        test: {
          name: 'crash',
          include: ['test/crash/**/*.test.ts'],
          environment: 'node',
          globalSetup: [...builds, 'test/crash/setup.ts'],
          fileParallelism: false,
          // Whoever asks for a thousand kills gets them, however slow the machine is.
          testTimeout: (process.env['PACKHOUSE_CRASH'] === undefined ? 30 : 12 * 60) * minute,
          hookTimeout: 3 * minute,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          globalSetup: [...builds, 'test/e2e/setup.ts'],
          fileParallelism: false,
          testTimeout: 3 * minute,
          hookTimeout: 3 * minute,
        },
      },
    ],
  },
})
