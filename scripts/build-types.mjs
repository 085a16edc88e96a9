// `npm run build:types`
import { ensureDependencies } from './ensure-dependencies.mjs'
import { runScript } from './project.mjs'

await runScript(async () => {
  await ensureDependencies()
  const { ensureTypes } = await import('./ensure-types.mjs')
  await ensureTypes()
})
