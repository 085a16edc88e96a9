import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { app } from 'electron'
import type { Configuration } from '../../src-shared/domain/configuration'
import type { LaunchArguments } from './launch-arguments'
import { openAtLoginOf, type OpenAtLogin } from './open-at-login'

/** How this app, as it was started, starts with the person's session. */
export function openAtLoginHere(
  { config, userDataDirectory }: LaunchArguments,
  { appGroupID }: Configuration,
  name: string,
): OpenAtLogin {
  const { APPIMAGE: image, FLATPAK_ID: flatpak, XDG_CONFIG_HOME: configHome } = process.env
  const program = app.isPackaged ? [image ?? process.execPath] : [process.execPath, app.getAppPath()]
  return openAtLoginOf({
    app,
    platform: process.platform,
    isSandboxed: flatpak !== undefined,
    place: { configHome, home: homedir() },
    id: appGroupID,
    name,
    command: [
      ...program,
      ...(config === undefined ? [] : ['--config', resolve(config)]),
      ...(userDataDirectory === undefined ? [] : ['--user-data-dir', resolve(userDataDirectory)]),
    ],
  })
}
