/** What the system tells of downloads while nobody looks at the window. */
export const notifications = {
  'notify.ready': 'Ready to use.',
  'notify.readyMany': '{count, plural, one {# pack is} other {# packs are}} ready to use.',
  'notify.failed': 'Could not be installed. Open it to see why.',
  'notify.failedMany':
    '{count, plural, one {# pack} other {# packs}} could not be installed. Open the app to see why.',
} as const
