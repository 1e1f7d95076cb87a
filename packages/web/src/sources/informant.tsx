import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type JSX } from 'react'
import { get, post } from '../api/client.ts'
import { actsQuery, sourceQuery } from '../api/queries.ts'
import { useMayWrite } from '../api/session-store.ts'
import type { Act, Informant as State, ShownInformant, SourceWithItems } from '../api/types.ts'
import { EraseDialog } from '../erasure/erase-dialog.tsx'
import { informantTexts as texts } from '../texts/informant.ts'
import { AskModal } from '../ui/ask-modal.tsx'
import { Chip } from '../ui/chip.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { localText } from '../ui/instant.tsx'
import { toast } from '../ui/toasts.tsx'
import classes from './sources.module.css'

const addressOf = (source: string): string => `/sources/${encodeURIComponent(source)}/informant`

/** The names while they may be shown: in the memory of this part of the page alone, and gone when the time is over. */
const Shown = ({ shown, onOver }: { shown: ShownInformant; onOver: () => void }): JSX.Element => {
  useEffect(() => {
    const timer = setTimeout(onOver, Math.max(0, Date.parse(shown.until) - Date.now()))
    return () => {
      clearTimeout(timer)
    }
  }, [shown, onOver])
  return (
    <div className={classes.informant}>
      {shown.names.map((name) => (
        <Foreign key={name}>{name}</Foreign>
      ))}
      <span className={classes.muted}>{texts.shownUntil(localText(Date.parse(shown.until)))}</span>
      <Button size="compact-sm" variant="default" onClick={onOver}>
        {texts.hide}
      </Button>
    </div>
  )
}

const waitText = ({ state, notBefore }: Act): string =>
  state === 'alone' ? texts.alone(localText(Date.parse(notBefore ?? ''))) : texts.waiting

/** Somebody protected: that they are, and the way to be shown who (rules R49 and R50). */
const Protected = ({ source }: { source: string }): JSX.Element => {
  const client = useQueryClient()
  const mayWrite = useMayWrite()
  const [asking, setAsking] = useState(false)
  const [erasing, setErasing] = useState(false)
  const [shown, setShown] = useState<ShownInformant | null>(null)
  const query = {
    queryKey: ['informant', source],
    queryFn: ({ signal }: { signal: AbortSignal }) => get<State>(addressOf(source), {}, signal),
    staleTime: 0,
  }
  const act = useQuery(query).data?.act ?? null
  const refresh = (): void => {
    void client.invalidateQueries({ queryKey: query.queryKey })
    void client.invalidateQueries({ queryKey: actsQuery.queryKey })
  }
  const show = async (): Promise<void> => {
    try {
      setShown(await post<ShownInformant>(`${addressOf(source)}/shown`))
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
    }
    refresh()
  }
  if (shown !== null)
    return (
      <Shown
        shown={shown}
        onOver={() => {
          setShown(null)
          refresh()
        }}
      />
    )
  const canShow = act !== null && (act.may.do || act.state === 'done')
  return (
    <div className={classes.informant}>
      <Chip tone="accent">{texts.protectedNow}</Chip>
      {act === null || canShow ? null : <span className={classes.muted}>{waitText(act)}</span>}
      {mayWrite ? (
        <div className={classes.chips}>
          {canShow ? (
            <Button size="compact-sm" onClick={() => void show()}>
              {texts.show}
            </Button>
          ) : null}
          {act === null ? (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                setAsking(true)
              }}
            >
              {texts.ask}
            </Button>
          ) : null}
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            onClick={() => {
              setErasing(true)
            }}
          >
            {texts.erase}
          </Button>
        </div>
      ) : null}
      {asking ? (
        <AskModal
          title={texts.askTitle}
          text={texts.askText}
          reasonLabel={texts.reason}
          reasonHint={texts.reasonHint}
          submit={texts.submit}
          onClose={() => {
            setAsking(false)
          }}
          onSubmit={async (reason) => {
            await post(`${addressOf(source)}/proposals`, { reason })
            toast('good', texts.asked)
            refresh()
          }}
        />
      ) : null}
      {erasing ? (
        <EraseDialog
          target={{ informant: source }}
          onClose={() => {
            setErasing(false)
          }}
          onErased={() => {
            setErasing(false)
            void client.invalidateQueries({ queryKey: sourceQuery(source).queryKey })
          }}
        />
      ) : null}
    </div>
  )
}

/** Somebody who is named in the open, and the way to protect them. */
const Named = ({ source, name }: { source: string; name: string }): JSX.Element => {
  const client = useQueryClient()
  const mayWrite = useMayWrite()
  const [asking, setAsking] = useState(false)
  return (
    <div className={classes.informant}>
      <Foreign>{name}</Foreign>
      {mayWrite ? (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            setAsking(true)
          }}
        >
          {texts.protect}
        </Button>
      ) : null}
      <FormModal
        title={texts.protectTitle}
        opened={asking}
        size="sm"
        submit={texts.protect}
        onClose={() => {
          setAsking(false)
        }}
        onSubmit={async () => {
          await post(addressOf(source))
          toast('good', texts.done)
          // Lists of sources hold the name too.
          await client.invalidateQueries()
          return true
        }}
      >
        <p>{texts.protectText}</p>
      </FormModal>
    </div>
  )
}

/** From whom a source came: by name, protected, or erased. */
export const Informant = ({ source }: { source: SourceWithItems }): JSX.Element | null => {
  if (source.informant === 'protected') return <Protected source={source.id} />
  if (source.informant === 'erased') return <span className={classes.muted}>{texts.erased}</span>
  return source.from === null ? null : <Named source={source.id} name={source.from} />
}
