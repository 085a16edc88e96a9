/**
 * The public door for apps that run in Electron, beside `src-main/index.ts`: what their managers are made with there.
 *
 * ```ts
 * const { transport, conditions, extensionHost } = openElectronParts({ logger })
 * const manager = await createAssetPackManager({
 *   ...{ configuration, containerDirectory, transport, conditions, logger },
 *   downloaderExtension: { host: extensionHost },
 * })
 * ```
 */
export { openElectronParts, type ElectronParts, type ElectronPartsOptions } from './electron-parts'
