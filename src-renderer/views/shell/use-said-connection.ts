import { useEffect } from 'react'
import type { Speech } from '../../components/speech'
import { useText, type Text } from '../../components/use-text'
import { errorLabels } from '../../format/labels'
import type { LibraryNotice } from '../../store/selectors'
import { connectionNews, hasChecked, type ConnectionNews } from '../../store/connection-news'
import { useWindowParts } from '../window-context'
import { checkOutcome } from './check-outcome'

/**
 * Says when the repository or the main process comes and goes, and what a check for updates came to that was asked for: whoever
 * asked hears it, whatever they want to hear of what happens by itself.
 */
export function useSaidConnection(speech: Speech): void {
  const text = useText()
  const { packs, window, settings } = useWindowParts()
  useEffect(() => {
    let isAsked = false
    const stopAsking = window.subscribe(({ checksAsked }, previous) => {
      if (checksAsked !== previous.checksAsked) isAsked = true
    })
    const stop = packs.subscribe((state, previous) => {
      const news = connectionNews(previous, state, isAsked)
      const isAnswer = isAsked && hasChecked(previous, state)
      if (isAnswer) isAsked = false
      if (news === undefined) return
      if (!isAnswer && settings.getState().app?.settings.announcements === 'off') return
      speech(news.kind === 'checked' ? checkOutcome(state, text) : sentenceOf(news, text), urgencyOf(news))
    })
    return () => {
      stopAsking()
      stop()
    }
  }, [packs, window, settings, text, speech])
}

function sentenceOf(news: Exclude<ConnectionNews, { readonly kind: 'checked' }>, text: Text): string {
  return news.kind === 'notice' ? noticeTitle(news.notice, text) : text(`say.${news.kind}`)
}

function noticeTitle(notice: LibraryNotice, text: Text): string {
  switch (notice.kind) {
    case 'offline':
      return text(errorLabels.offline.title)
    case 'unreachable':
      return text(errorLabels.hostUnavailable.title)
    case 'untrusted':
    case 'checkFailed':
      return text(errorLabels[notice.error.code].title)
  }
}

/** Only what needs the person interrupts. */
function urgencyOf(news: ConnectionNews): 'polite' | 'assertive' {
  return news.kind === 'notice' && news.notice.kind === 'untrusted' ? 'assertive' : 'polite'
}
