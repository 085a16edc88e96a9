import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

/**
 * Tells the page of the font that its first words are set in. Chromium learns of a font only when it lays out text in it:
 * the list would be laid out in another one first, and then again.
 */
const preloadedFont: Plugin = {
  name: 'preloaded-font',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((name) => /\/inter-latin-wght-normal-[^/]*\.woff2$/.test(name))
        .map((name) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `./${name}` },
          injectTo: 'head',
        })),
  },
}

const source = (path: string): string => join(import.meta.dirname, path)

/**
 * Three processes, three folders under out/. Everything targets the oldest runtime that must work: Electron 33, with
 * Node 20.18 and Chromium 130.
 */
export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      // Runtime dependencies stay in node_modules: embedders share them, and native ones cannot be bundled. But each thread
      // would load all of zod, its forty languages too: bundled, only what is used takes memory, some 3 MB a thread less.
      externalizeDeps: { exclude: ['zod'] },
      rolldownOptions: {
        input: {
          main: source('src-main/electron/main.ts'),
          cli: source('src-main/cli/main.ts'),
          index: source('src-main/index.ts'),
          electron: source('src-main/electron/index.ts'),
          'compress-worker': source('src-main/packaging/compress-worker.ts'),
          'extension-process': source('src-main/electron/extension-process.ts'),
          'extension-thread': source('src-main/extension/extension-thread.ts'),
          'unpack-worker': source('src-main/installation/unpack-worker.ts'),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          // Flat, so that new URL('./unpack-worker.js', import.meta.url) is right in whichever chunk it ends up.
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      // A sandboxed preload script is one CommonJS file that can require nothing but electron.
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        input: { preload: source('src-main/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: source('src-renderer'),
    plugins: [react(), preloadedFont],
    build: {
      target: 'chrome130',
      minify: true,
      // Inlined files would need data: in the content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: source('src-renderer/index.html'),
        // In as many files as modules have users they would be three dozen requests, one after the other through the main
        // process, before anything is drawn.
        output: { codeSplitting: { groups: [{ name: 'window', tags: ['$initial'] }] } },
      },
    },
  },
})
