/** What takes space on the disk. */
export const storage = {
  'screen.storage': 'Storage',

  'storage.summary': '{used} in use · {free} free',
  'storage.measuring': 'Measuring…',
  'storage.measuredAt': 'Measured at {time}',
  'storage.measureAgain': 'Measure again',
  'storage.showFolder': 'Show folder',
  'storage.disk': 'The disk with your packs',
  'storage.disk.label': '{free} of {size} free',
  'storage.uses': 'What uses space',
  'storage.packs': 'Packs',
  'storage.packs.count': '{count, plural, one {# pack} other {# packs}}',
  'storage.leaving': 'Just removed',
  'storage.leaving.count':
    '{count, plural, one {# pack, freed in a moment} other {# packs, freed in a moment}}',
  'storage.kept': 'Other versions',
  'storage.kept.count':
    '{count, plural, one {# version kept beside the installed one} other {# versions kept beside the installed ones}}',
  'storage.kept.remove': 'Remove other versions',
  'storage.unfinished': 'Unfinished downloads',
  'storage.unfinished.count': '{count, plural, one {# pack} other {# packs}}',
  'storage.unfinished.remove': 'Remove unfinished downloads',
  'storage.other': 'App data',
  'storage.elsewhere': 'Everything else on this disk',
  'storage.free': 'Free',

  'storage.move': 'Move packs…',
  'storage.move.title': 'Move all packs',
  'storage.move.to': 'New folder: <path>{directory}</path>',
  'storage.move.copies': 'Copies {size}. Leaves {left} free on that disk.',
  'storage.move.sameDisk': 'It is on the same disk, so nothing has to be copied.',
  'storage.move.meanwhile': 'Packs can be used meanwhile. Downloads wait and go on afterwards.',
  'storage.move.start': 'Move',
  'storage.move.starting': 'Getting ready…',
  'storage.move.progress': '{done} of {total}',
  'storage.move.moving': 'Moving',
  'storage.move.stop.text':
    'Stop moving? What has been copied is deleted, and every pack stays where it was.',
  'storage.move.stop.keep': 'Keep moving',
  'storage.move.stop.action': 'Stop moving',
  'storage.move.ended.title': 'All packs are moved',
  'storage.move.ended': 'They are now in <path>{directory}</path>.',
  'storage.move.nothingMoved': 'Everything is still where it was.',
  'storage.move.chooseAgain': 'Choose another folder',

  'storage.biggest': 'Installed packs by size on disk, biggest first',
  'storage.biggest.hint': 'What files take on this disk: more than their size where they are many and small.',
  'storage.biggest.none': 'No packs are installed.',
  'storage.pack.version': 'Version <v>{version}</v>',
  'storage.pack.kept': '{count, plural, one {# other version} other {# other versions}}',
  'storage.select': 'Select {title}',
  'storage.selected': '{count, plural, one {# pack selected} other {# packs selected}} · frees {size}',
  'storage.selected.clear': 'Clear selection',
  'storage.selected.remove': 'Remove…',

  'storage.confirm.remove.title': '{count, plural, one {Remove # pack?} other {Remove # packs?}}',
  'storage.confirm.remove.text':
    'This deletes their files and frees at least {size}. Packs that are offered can be installed again later.',
  'storage.confirm.remove.essential':
    '{count, plural, one {# of them is needed: the app will download it again.} other {# of them are needed: the app will download them again.}}',
  'storage.confirm.remove.obsolete':
    '{count, plural, one {# of them is no longer offered and cannot be installed again.} other {# of them are no longer offered and cannot be installed again.}}',
  'storage.confirm.remove.action': 'Remove',
  'storage.confirm.keep': 'Keep everything',
  'storage.confirm.kept.title': 'Remove other versions?',
  'storage.confirm.kept.text':
    '{count, plural, one {This frees {size}. Of # pack only the installed version stays: any other must be downloaded again, as long as it is offered.} other {This frees {size}. Of # packs only the installed versions stay: any other must be downloaded again, as long as it is offered.}}',
  'storage.confirm.kept.action': 'Remove other versions',
  'storage.confirm.unfinished.title': 'Remove unfinished downloads?',
  'storage.confirm.unfinished.text':
    '{count, plural, one {What arrived of # pack is thrown away.} other {What arrived of # packs is thrown away.}} Downloads that are running go on. Installed versions stay.',
  'storage.confirm.unfinished.action': 'Remove unfinished downloads',
  'storage.failed': '<b>The disk could not be measured.</b> {problem}.',
} as const
