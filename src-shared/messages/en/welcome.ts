/** What is asked at the first start. */
export const welcome = {
  'welcome.title': 'Welcome to {product}',
  'welcome.lead': 'Choose what you want to have here. Everything can be changed later.',
  'welcome.coming': 'The app opens by itself when this is done.',
  'welcome.place': 'Where should packs go?',
  'welcome.change': 'Change…',
  'welcome.needed': 'Needed now',
  'welcome.needed.hint':
    'The app does not work without these. {standing, select, here {They are installed already.} some {What is missing is on its way already.} other {They are on their way already.}}',
  'welcome.offered': 'Also get?',
  'welcome.offered.hint': 'You can get the others at any time.',
  'welcome.offered.more': '{count, plural, one {# more pack is} other {# more packs are}} in the library.',
  'welcome.time': 'When to update by itself',
  'welcome.time.always': 'Any time',
  'welcome.time.night': 'At night',
  'welcome.time.request': 'Ask me',
  'welcome.time.always.hint': 'Updates come as soon as there are any.',
  'welcome.time.night.hint': 'By day nothing comes by itself that can wait.',
  'welcome.time.request.hint': 'Only needed packs are updated by themselves.',
  'welcome.sum': 'Downloads {download} · needs up to {disk} while installing',
  'welcome.missing': 'There may be {size} too little space: {free} are free. Choose less, or another place.',
  'welcome.start': 'Start',
  'welcome.skip': 'Skip, show me the library',
  'welcome.skip.hint':
    '{count, plural, one {If you skip, # recommended pack still comes in the background. Deselect it if you do not want it.} other {If you skip, # recommended packs still come in the background. Deselect those you do not want.}}',
  'welcome.held': 'You can skip once the needed packs are installed.',
} as const
