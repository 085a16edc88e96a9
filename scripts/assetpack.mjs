#!/usr/bin/env node
// The command line: starts what has been built, building it first in a checkout that has no build yet.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './project.mjs'

const entry = join(root, 'out/main/cli.js')
if (!existsSync(entry) && existsSync(join(root, 'src-main'))) {
  const { ensureDependencies } = await import('./ensure-dependencies.mjs')
  const { ensureBuild } = await import('./ensure-build.mjs')
  await ensureDependencies()
  await ensureBuild()
}
await import(pathToFileURL(entry).href)
