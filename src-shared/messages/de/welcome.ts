import type { welcome as english } from '../en/welcome'

/** See the English file of this name. */
export const welcome: Readonly<Record<keyof typeof english, string>> = {
  'welcome.title': 'Willkommen bei {product}',
  'welcome.lead': 'Wählen Sie, was Sie hier haben möchten. Alles lässt sich später ändern.',
  'welcome.coming': 'Die App öffnet sich von selbst, sobald das fertig ist.',
  'welcome.place': 'Wohin sollen Pakete?',
  'welcome.change': 'Ändern …',
  'welcome.needed': 'Jetzt benötigt',
  'welcome.needed.hint':
    'Ohne diese arbeitet die App nicht. {standing, select, here {Sie sind schon installiert.} some {Was fehlt, ist schon unterwegs.} other {Sie sind schon unterwegs.}}',
  'welcome.offered': 'Auch holen?',
  'welcome.offered.hint': 'Die anderen können Sie jederzeit holen.',
  'welcome.offered.more':
    '{count, plural, one {# weiteres Paket ist} other {# weitere Pakete sind}} in der Bibliothek.',
  'welcome.time': 'Wann von selbst aktualisiert wird',
  'welcome.time.always': 'Jederzeit',
  'welcome.time.night': 'Nachts',
  'welcome.time.request': 'Auf Nachfrage',
  'welcome.time.always.hint': 'Updates kommen, sobald es welche gibt.',
  'welcome.time.night.hint': 'Tagsüber kommt nichts von selbst, was warten kann.',
  'welcome.time.request.hint': 'Nur benötigte Pakete werden von selbst aktualisiert.',
  'welcome.sum': 'Lädt {download} · braucht beim Installieren bis zu {disk}',
  'welcome.missing':
    'Es fehlen vielleicht {size} Platz: {free} sind frei. Wählen Sie weniger oder einen anderen Ort.',
  'welcome.start': 'Starten',
  'welcome.skip': 'Überspringen, zur Bibliothek',
  'welcome.skip.hint':
    '{count, plural, one {Auch wenn Sie überspringen, kommt # empfohlenes Paket im Hintergrund. Wählen Sie es ab, wenn Sie es nicht möchten.} other {Auch wenn Sie überspringen, kommen # empfohlene Pakete im Hintergrund. Wählen Sie ab, was Sie nicht möchten.}}',
  'welcome.held': 'Überspringen geht, sobald die benötigten Pakete installiert sind.',
}
