import { CircleAlert, CloudOff, PlugZap, ServerOff, ShieldAlert, TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import type { SerializedError } from '../../../src-shared/domain/errors'
import { bold } from '../../components/bold'
import { Button } from '../../components/button'
import { Callout } from '../../components/callout'
import { ErrorDetails } from '../../components/error-line'
import { useText } from '../../components/use-text'
import { errorLabels } from '../../format/labels'
import { installedBytes, libraryNotice, type LibraryNotice } from '../../store/selectors'
import { usePacks, useWindow, useWindowParts } from '../window-context'

const iconSize = 16

/** What there is to know about the whole library, above the packs. */
export function Notices(): ReactElement {
  const facts = usePacks((state) => state.facts)
  const isLost = usePacks((state) => state.link === 'lost')
  const refusal = useWindow((state) => state.refusal)
  const notice = libraryNotice(facts)
  return (
    <>
      {isLost ? <LostNotice /> : null}
      {refusal === undefined ? null : <RefusalNotice error={refusal} />}
      {notice === undefined ? null : <RepositoryNotice notice={notice} />}
    </>
  )
}

function LostNotice(): ReactElement {
  const text = useText()
  return (
    <Callout tone="warn" icon={<PlugZap size={iconSize} aria-hidden />} testID="notice-lost">
      <p>{text.rich('app.lost', { b: bold })}</p>
    </Callout>
  )
}

function RefusalNotice({ error }: { readonly error: SerializedError }): ReactElement {
  const text = useText()
  const refuse = useWindow((state) => state.refuse)
  return (
    <Callout
      tone="err"
      icon={<CircleAlert size={iconSize} aria-hidden />}
      testID="notice-refusal"
      actions={
        <Button
          kind="quiet"
          onPress={() => {
            refuse(undefined)
          }}
        >
          {text('notice.dismiss')}
        </Button>
      }
    >
      <ErrorText error={error} />
    </Callout>
  )
}

function RepositoryNotice({ notice }: { readonly notice: LibraryNotice }): ReactElement {
  const text = useText()
  const tryNow = <TryNow />
  const hasPacks = usePacks(({ standings }) => installedBytes(standings) > 0)
  const still = hasPacks ? ` ${text('notice.packsWork')}` : ''
  switch (notice.kind) {
    case 'offline':
      return (
        <Callout tone="warn" icon={<CloudOff size={iconSize} aria-hidden />} testID="notice-offline">
          <p>
            {text.rich('notice.offline', { b: bold })}
            {still}
          </p>
        </Callout>
      )
    case 'unreachable':
      return (
        <Callout
          tone="warn"
          icon={<ServerOff size={iconSize} aria-hidden />}
          testID="notice-unreachable"
          actions={tryNow}
        >
          <p>
            {text.rich('notice.unreachable', { b: bold })}
            {still}
          </p>
          {notice.error === undefined ? null : <ErrorDetails error={notice.error} />}
        </Callout>
      )
    case 'untrusted':
      return (
        <Callout
          tone="err"
          icon={<ShieldAlert size={iconSize} aria-hidden />}
          testID="notice-untrusted"
          actions={tryNow}
        >
          <ErrorText error={notice.error} more={`${text('notice.untrusted.details')}${still}`} />
        </Callout>
      )
    case 'checkFailed':
      return (
        <Callout
          tone="warn"
          icon={<TriangleAlert size={iconSize} aria-hidden />}
          testID="notice-check-failed"
          actions={tryNow}
        >
          <ErrorText error={notice.error} />
        </Callout>
      )
  }
}

function TryNow(): ReactElement {
  const text = useText()
  const { commands } = useWindowParts()
  const checking = usePacks((state) => state.facts.checking)
  return (
    <Button
      testID="try-now"
      isPending={checking}
      onPress={() => {
        commands.checkForUpdates()
      }}
    >
      {text('notice.tryNow')}
    </Button>
  )
}

function ErrorText({
  error,
  more,
}: {
  readonly error: SerializedError
  readonly more?: string
}): ReactElement {
  const text = useText()
  const label = errorLabels[error.code]
  return (
    <>
      <p>
        <b>{text(label.title)}.</b> {text(label.text)}
        {more === undefined ? '' : ` ${more}`}
      </p>
      <ErrorDetails error={error} />
    </>
  )
}
