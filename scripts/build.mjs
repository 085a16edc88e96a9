// `npm run build`
import { build } from './ensure-build.mjs'
import { ensureDependencies } from './ensure-dependencies.mjs'
import { withLock } from './lock.mjs'
import { runScript } from './project.mjs'

await runScript(async () => {
  await ensureDependencies()
  await withLock('build', build)
})
