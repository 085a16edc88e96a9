// Brings a machine to what its repository offers, through the public door, in a plain Node process:
// `node node-client.mjs <configuration>` prints what each pack cost; started with a channel, it measures itself and sends
// the figures there.
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
const reports = []
manager.onInstalled(({ assetPack, ...cost }) =>
  reports.push({ id: assetPack.id, version: assetPack.version, ...cost }),
)
const { assetPacks } = await manager.refresh()

const measuring = process.send === undefined ? undefined : startMeasuring()
await manager.ensureLocalAvailability(assetPacks, { requireLatestVersion: true })
const figures = measuring?.stop()
await manager.close()

if (process.send === undefined) process.stdout.write(JSON.stringify(reports))
process.send?.({ program: `Node ${process.versions.node}`, ...figures })
if (process.connected) process.disconnect()
