// Installs the pack of the bench through the public door in a plain Node process, and measures this process meanwhile:
// `node node-client.mjs <configuration>`.
import { dirname, resolve } from 'node:path'
import { createAssetPackManager, loadConfiguration } from '../out/main/index.js'
import { startMeasuring } from './measure.mjs'

const file = process.argv[2]
const configuration = await loadConfiguration(file)
const manager = await createAssetPackManager({
  configuration,
  configurationDirectory: dirname(file),
  containerDirectory: resolve(dirname(file), configuration.containerDirectory),
})
await manager.checkForUpdates()
const { assetPacks } = await manager.manifest()

const measuring = startMeasuring()
for (const assetPack of assetPacks) await manager.ensureLocalAvailability(assetPack)
const figures = measuring.stop()
await manager.close()

process.send({ program: `Node ${process.versions.node}`, ...figures })
process.disconnect()
