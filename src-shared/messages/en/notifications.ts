/** What the system tells of downloads while nobody looks at the window. */
export const notifications = {
  'notify.done': 'All packs are ready.',
  'notify.needed': 'A pack could not be installed. Open the app to see why.',
  'notify.pack': 'Ready to use.',
} as const
