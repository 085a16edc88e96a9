/** The page that says why the app cannot work at all. */
export const startup = {
  'startup.title': 'The app could not start',
  'startup.advice': 'Start the app again. If it happens again, send the details to whoever gave it to you.',
  'startup.details': 'Details for whoever set up this app',
  'startup.configurationInvalid.title': 'This app is not set up correctly',
  'startup.configurationInvalid.advice': 'Ask whoever gave it to you for a corrected version.',
  'startup.configurationInvalid.remedy': 'Correct the configuration and start the app again.',
  'startup.fileNotFound.title': 'This app is not set up',
  'startup.fileNotFound.advice': 'Ask whoever gave it to you.',
  'startup.fileNotFound.remedy': 'Start the app with {option}, set {variable}, or put {file} beside the app.',
  'startup.containerLocked.title': 'Another copy is already running',
  'startup.containerLocked.advice':
    'Another program uses the same packs. Close it, then start this app again.',
  'startup.stateDamaged.title': 'The list of packs could not be read',
  'startup.notWritable.title': 'The folder for the packs cannot be written to',
  'startup.notWritable.advice': 'Another program or the system protects it. Ask whoever gave you this app.',
  'startup.notWritable.remedy':
    'Choose another folder as {key} in the configuration, then start the app again.',
  'startup.outOfSpace.title': 'Not enough space on the disk',
  'startup.outOfSpace.advice': 'Free up space, then start the app again.',
  'startup.diskGone.title': 'The drive with the packs is missing',
  'startup.diskGone.advice': 'Connect the drive, then start the app again.',
} as const
