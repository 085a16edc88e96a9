/**
 * The sockets at which the person's session bus can be reached, first to try first: those that `DBUS_SESSION_BUS_ADDRESS`
 * names, else the one that systemd makes. Addresses that are no path are passed over: Node 20 cannot connect to a name in
 * Linux's abstract namespace (it fills it up with zeros), and the other kinds lead to other machines.
 */
export function sessionBusPaths(
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const { DBUS_SESSION_BUS_ADDRESS: text = '', XDG_RUNTIME_DIR: runtime = '' } = environment
  const usual = runtime === '' ? [] : [`${runtime}/bus`]
  return text === '' ? usual : text.split(';').flatMap((one) => busPath(one, usual))
}

function busPath(text: string, usual: readonly string[]): readonly string[] {
  if (!text.startsWith('unix:')) return []
  const values = new Map(
    text
      .slice('unix:'.length)
      .split(',')
      .map((pair): [string, string] => {
        const [key = '', ...value] = pair.split('=')
        return [key, unescaped(value.join('='))]
      }),
  )
  const path = values.get('path')
  if (path !== undefined) return [path]
  return values.get('runtime') === 'yes' ? usual : []
}

/** `%20` for a space, as in URLs; what is no such code stays as it is. */
function unescaped(text: string): string {
  return text.replaceAll(/%([0-9a-fA-F]{2})/g, (_all, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  )
}
