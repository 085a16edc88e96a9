import { seededBytes } from './file-tree'

/**
 * Text like what a bundler writes: the same content in every build, but for a name here and there, so that no run of many
 * bytes stays as it was. `lines` of about 100 bytes.
 */
export function builtCode(lines: number, build: string, seed = 1): string {
  const content = Buffer.from(seededBytes(lines * 40, seed)).toString('hex')
  return Array.from({ length: lines }, (_, line) => {
    const text = content.slice(line * 80, line * 80 + 80)
    return `${line % 8 === 0 ? `var ${build}=` : 'f('}"${text}");`
  }).join('\n')
}
