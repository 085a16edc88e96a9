import type { KeyCombination } from '../../src-shared/domain/shortcuts'
import type { MessageID } from '../../src-shared/messages/message-id'
import type { Text } from './use-text'

/** What stands on the keys of a Mac, whatever its language. */
const macSigns: Readonly<Record<string, string>> = {
  control: '⌘',
  shift: '⇧',
  alt: '⌥',
  Enter: '↩',
  Delete: '⌦',
  Escape: '⎋',
  Home: '↖',
  End: '↘',
}

const words: Readonly<Record<string, MessageID>> = {
  control: 'key.control',
  shift: 'key.shift',
  alt: 'key.alt',
  Enter: 'key.enter',
  Delete: 'key.delete',
  Escape: 'key.escape',
  Home: 'key.home',
  End: 'key.end',
}

const arrows: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓' }

/** What stands on the keys to press, in the order in which they are pressed. */
export function keyNames(
  { control, shift, alt, key }: KeyCombination,
  text: Text,
  platform: string | undefined,
): readonly string[] {
  const name = (part: string): string => {
    const word = words[part]
    if (platform === 'darwin' && macSigns[part] !== undefined) return macSigns[part]
    if (word !== undefined) return text(word)
    return arrows[part] ?? (part.length === 1 ? part.toUpperCase() : part)
  }
  const held = [
    ...(control === true ? ['control'] : []),
    ...(alt === true ? ['alt'] : []),
    ...(shift === true ? ['shift'] : []),
  ]
  return [...held, key].map(name)
}
