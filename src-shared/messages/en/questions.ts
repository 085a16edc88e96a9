/** Questions before something is thrown away or replaced, and the check of a pack’s files. */
export const questions = {
  'confirm.remove.title': 'Remove {title}?',
  'confirm.remove.text': 'This deletes its files and frees at least {size}. You can install it again later.',
  'confirm.remove.essential':
    'This deletes its files and frees at least {size}. The app needs this pack and will download it again.',
  'confirm.remove.obsolete':
    'This deletes its files and frees at least {size}. It is no longer offered, so you cannot install it again.',
  'confirm.remove.action': 'Remove',
  'confirm.remove.keep': 'Keep it',
  'confirm.cancel.title': 'Cancel this download?',
  'confirm.cancel.text':
    '{title}: the {size} that already arrived will be thrown away. To keep them, pause instead.',
  'confirm.cancel.textEmpty': '{title}: nothing has arrived yet, so nothing is lost.',
  'confirm.cancel.update': 'Version {version} stays installed and works.',
  'confirm.cancel.action': 'Cancel download',
  'confirm.cancel.keep': 'Keep downloading',
  'confirm.rollback.title': 'Go back to version {version}?',
  'confirm.rollback.text':
    '{title} will stay on version {version} until you update it or turn updates on again. Version {current} stays on your computer.',
  'confirm.rollback.download': 'The download of the newer version is cancelled.',
  'confirm.rollback.action': 'Go back',
  'confirm.rollback.keep': 'Keep version {current}',
  'confirm.lowSpace.title': 'Update {title} with less space?',
  'confirm.lowSpace.text':
    'Your disk has no room for version {to} beside version {from}. Its files can replace the old ones one by one instead, at a price:',
  'confirm.lowSpace.space': 'It needs {size} free instead of {usual}. You have {free}.',
  'confirm.lowSpace.download': 'It downloads {size}, as usual.',
  'confirm.lowSpace.moreToDownload': 'It downloads up to {size} instead of {usual}.',
  'confirm.lowSpace.time': 'It takes longer. The pack cannot be used meanwhile.',
  'confirm.lowSpace.noWayBack': 'Version {from} is not kept, so you cannot go back.',
  'confirm.lowSpace.action': 'Update with less space',
  'confirm.lowSpace.keep': 'Not now',

  'check.verify.title': 'Check the files of {title}',
  'check.repair.title': 'Repair {title}',
  'check.verify.ended': 'Files checked: {title}',
  'check.repair.ended': 'Repaired: {title}',
  'check.fine': '{count, plural, one {The file is} other {All # files are}} as the publisher made them.',
  'check.damaged': '{count, plural, one {# file needs} other {# files need}} repair.',
  'check.repaired':
    '{count, plural, one {# file was} other {# files were}} put right. All files are as the publisher made them.',
  'check.more': '{count, plural, one {and # more} other {and # more}}',
  'check.repair': 'Repair',
  'check.close': 'Close',
  'check.finding.damaged': 'Damaged',
  'check.finding.missing': 'Missing',
  'check.finding.obstructed': 'Replaced by something else',
  'check.finding.extra': 'Does not belong here',
  'check.finding.index': 'List of files damaged',
} as const
