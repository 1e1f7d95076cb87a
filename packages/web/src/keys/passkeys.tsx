import { Button } from '@mantine/core'
import { IconFingerprint, IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { call } from '../api/client.ts'
import { passkeyPlace } from '../api/passkey.ts'
import { passkeysQuery } from '../api/queries.ts'
import type { Passkey } from '../api/types.ts'
import { keysTexts as texts } from '../texts/keys.ts'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import { Panel } from '../ui/panel.tsx'
import { RemoveButton } from '../ui/remove-button.tsx'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import { AddPasskey } from './add-passkey.tsx'
import { OtherAddress } from './other-address.tsx'
import classes from './keys.module.css'

const Row = ({ passkey, onRemove }: { passkey: Passkey; onRemove: () => Promise<void> }): JSX.Element => {
  const isOurs = passkey.name !== ''
  return (
    <li className={classes.row}>
      <IconFingerprint className={classes.sign} size={22} stroke={1.5} aria-hidden />
      <div className={classes.words}>
        <span className={classes.name}>{isOurs ? <Foreign>{passkey.name}</Foreign> : texts.unnamed}</span>
        <span className={classes.muted}>
          {isOurs ? (
            <>
              {texts.addedAt} <Instant at={passkey.at} dayOnly /> · {texts.mark}{' '}
              <span className={classes.mark}>{passkey.mark}</span>
            </>
          ) : (
            texts.unnamedText
          )}
        </span>
      </div>
      <RemoveButton what={isOurs ? passkey.name : texts.unnamed} text={texts.removeText} onRemove={onRemove} />
    </li>
  )
}

/** The passkeys of this member: list, add, remove. */
export const Passkeys = (): JSX.Element => {
  const client = useQueryClient()
  const { data: passkeys, error, refetch } = useQuery(passkeysQuery)
  const [adding, setAdding] = useState(false)
  const place = passkeyPlace()
  const show = (now: Passkey[]): void => {
    client.setQueryData(passkeysQuery.queryKey, now)
  }
  const button = (
    <Button
      leftSection={<IconPlus size={16} stroke={1.75} />}
      onClick={() => {
        setAdding(true)
      }}
    >
      {texts.add}
    </Button>
  )
  const canAdd = place === 'here' && passkeys !== undefined
  const isEmpty = passkeys?.length === 0
  return (
    <Panel title={texts.passkeys} hint={texts.passkeysHint} actions={canAdd && !isEmpty ? button : undefined}>
      {passkeys === undefined ? (
        error === null ? (
          <SkeletonBlocks />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : isEmpty ? (
        <Empty icon={IconFingerprint} title={texts.none} {...(canAdd ? { actions: button } : {})}>
          {canAdd ? <p>{texts.noneText}</p> : <OtherAddress place={place} />}
        </Empty>
      ) : (
        <ul className={classes.list}>
          {passkeys.map((passkey) => (
            <Row
              key={passkey.id}
              passkey={passkey}
              onRemove={async () => {
                const path = `/passkeys/${encodeURIComponent(passkey.id)}`
                show((await call<{ passkeys: Passkey[] }>('DELETE', path)).passkeys)
              }}
            />
          ))}
        </ul>
      )}
      {isEmpty || canAdd ? null : <OtherAddress place={place} />}
      {adding && passkeys !== undefined ? (
        <AddPasskey
          known={passkeys.map(({ credential }) => credential).filter((id) => id !== '')}
          onAdded={show}
          onClose={() => {
            setAdding(false)
          }}
        />
      ) : null}
    </Panel>
  )
}
