import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type Dispatch,
  type ReactElement,
  type ReactNode,
  type SetStateAction,
} from 'react'
import type { AppSettingsState } from '../../../src-shared/domain/app-settings'
import { SpeechContext, type Speech } from '../../components/speech'
import { VisuallyHidden } from '../../components/visually-hidden'
import { useText, type Text } from '../../components/use-text'
import { errorLabels } from '../../format/labels'
import { formatPercent } from '../../../src-shared/format/numbers'
import {
  Announcer,
  announcementsBetween,
  wantedAnnouncements,
  type Announcement,
} from '../../store/announcements'
import type { SavedSetting, SettingsState } from '../../store/settings-store'
import { useWindowParts } from '../window-context'
import { useSaidConnection } from './use-said-connection'
import { isSeenInSettings } from './use-refused-settings'

/** What a live region says; `turn` grows with each sentence, since the same one may have to be said again. */
interface Said {
  readonly sentence: string
  readonly turn: number
}

const silence: Said = { sentence: '', turn: 0 }
const say =
  (sentence: string) =>
  ({ turn }: Said): Said => ({ sentence, turn: turn + 1 })

type Say = (next: (said: Said) => Said) => void

/** Says what becomes of downloads, as much of it as the person wants to hear. */
function useDownloadAnnouncements(setPolite: Say, setAssertive: Say): void {
  const text = useText()
  const { packs, settings, clock } = useWindowParts()
  useEffect(() => {
    const announcer = new Announcer({
      clock,
      say: (announcements, urgency) => {
        const sentence = sentenceOf(announcements, text)
        if (urgency === 'polite') setPolite(say(sentence))
        else setAssertive(say(sentence))
      },
    })
    const unsubscribe = packs.subscribe((state, previous) => {
      if (previous.loaded && state.entries !== previous.entries) {
        const level = settings.getState().app?.settings.announcements ?? 'all'
        const found = announcementsBetween(previous.entries, state.entries)
        announcer.announce(wantedAnnouncements(found, level))
      }
    })
    return () => {
      unsubscribe()
      announcer.close()
    }
  }, [packs, settings, clock, text, setPolite, setAssertive])
}

/** What a {@link LiveAnnouncer} surrounds. */
export interface LiveAnnouncerProps {
  readonly children: ReactNode
}

/**
 * The live regions of the window, both empty at first, around all that speaks through them. Only what a dialog ends with stands
 * in a region of its own: while it is open, these are hidden from those who hear it.
 */
export function LiveAnnouncer({ children }: LiveAnnouncerProps): ReactElement {
  const [polite, setPolite] = useState(silence)
  const [assertive, setAssertive] = useState(silence)
  useDownloadAnnouncements(setPolite, setAssertive)
  const speech = useMemo(
    (): Speech => (sentence, urgency) => {
      if (urgency === 'polite') setPolite(say(sentence))
      else setAssertive(say(sentence))
    },
    [],
  )
  useSaidRefusals(speech)
  useSaidSettings(speech)
  useSaidRefusedSettings(speech)
  useSaidMoves(setPolite)
  useSaidConnection(speech)
  return (
    <SpeechContext value={speech}>
      <VisuallyHidden>
        <span aria-live="polite" data-testid="announcer-polite">
          <span key={polite.turn}>{polite.sentence}</span>
        </span>
        <span aria-live="assertive" data-testid="announcer-assertive">
          <span key={assertive.turn}>{assertive.sentence}</span>
        </span>
      </VisuallyHidden>
      {children}
    </SpeechContext>
  )
}

/** Why something that was asked for was not done. */
function useSaidRefusals(speech: Speech): void {
  const text = useText()
  const { window } = useWindowParts()
  useEffect(
    () =>
      window.subscribe(({ refusal }, previous) => {
        if (refusal !== undefined && refusal !== previous.refusal)
          speech(text(errorLabels[refusal.code].title), 'assertive')
      }),
    [window, text, speech],
  )
}

/** That a setting was kept; that the language was, in that language. */
function useSaidSettings(speech: Speech): void {
  const text = useText()
  const { settings } = useWindowParts()
  const saidTurn = useRef(0)
  useEffect(() => {
    const sayKept = ({ app, saved }: SettingsState): void => {
      if (saved === undefined || saved.turn === saidTurn.current || isStillLearned(saved, app, text)) return
      saidTurn.current = saved.turn
      speech(text('settings.saved'), 'polite')
    }
    sayKept(settings.getState())
    return settings.subscribe(sayKept)
  }, [settings, text, speech])
}

/** Whether another language was chosen, and is not spoken yet. */
function isStillLearned(
  { language }: SavedSetting,
  app: AppSettingsState | undefined,
  { locale }: Text,
): boolean {
  if (language === undefined || app === undefined) return false
  return app.settings.language !== language || app.language !== locale
}

/** Why a setting was not kept; one that was refused elsewhere than in the settings is told as any refusal. */
function useSaidRefusedSettings(speech: Speech): void {
  const text = useText()
  const parts = useWindowParts()
  const { settings } = parts
  useEffect(
    () =>
      settings.subscribe(({ refusals }, previous) => {
        if (!isSeenInSettings(parts)) return
        for (const [name, { code }] of refusals) {
          if (previous.refusals.has(name)) continue
          speech(text('settings.notSaved', { problem: text(errorLabels[code].title) }), 'assertive')
          // Settings that were changed together were refused together.
          break
        }
      }),
    [parts, settings, text, speech],
  )
}

/** Where a download has come is the answer to a key that was just pressed: it does not wait for its turn. */
function useSaidMoves(setPolite: Dispatch<SetStateAction<Said>>): void {
  const text = useText()
  const { window } = useWindowParts()
  useEffect(
    () =>
      window.subscribe(({ moved }, previous) => {
        if (moved !== undefined && moved !== previous.moved) setPolite(say(text('say.moved', { ...moved })))
      }),
    [window, text, setPolite],
  )
}

function sentenceOf(announcements: readonly Announcement[], text: Text): string {
  const finished = announcements.filter(({ kind }) => kind === 'finished')
  const shown = finished.length > 1 ? announcements.filter(({ kind }) => kind !== 'finished') : announcements
  const sentences = shown.map((announcement) => sentence(announcement, text))
  if (finished.length > 1) sentences.unshift(text('say.finishedMany', { count: finished.length }))
  return sentences.join(' ')
}

function sentence(announcement: Announcement, text: Text): string {
  const { title } = announcement
  switch (announcement.kind) {
    case 'phase':
      return text('say.phase', { title, state: text(`state.${announcement.state}`) })
    case 'quarter':
      return text('say.quarter', { title, percent: formatPercent(announcement.percent / 100, text.locale) })
    case 'finished':
      return text('say.finished', { title })
    case 'removed':
      return text('say.removed', { title })
    case 'failed':
      return text('say.failed', { title, problem: text(errorLabels[announcement.error.code].title) })
  }
}
