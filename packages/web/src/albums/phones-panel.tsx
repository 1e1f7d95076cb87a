import { Button } from '@mantine/core'
import { IconDeviceMobile } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { post } from '../api/client.ts'
import { albumsQuery } from '../api/queries.ts'
import type { Albums, Phone } from '../api/types.ts'
import { albumTexts as texts } from '../texts/albums.ts'
import { Chip } from '../ui/chip.tsx'
import { Empty } from '../ui/empty.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import { Panel } from '../ui/panel.tsx'
import { ReasonModal } from '../ui/reason-modal.tsx'
import table from '../ui/table.module.css'
import { toast } from '../ui/toasts.tsx'
import classes from './albums.module.css'
import { ForCoordinators } from './for-coordinators.tsx'

const Revoke = ({ phone, onClose }: { phone: Phone; onClose: () => void }): JSX.Element => {
  const client = useQueryClient()
  return (
    <ReasonModal
      title={texts.revokeTitle}
      submit={texts.revokeNow}
      about={phone.name}
      text={texts.revokeText}
      reasonLabel={texts.reason}
      onClose={onClose}
      onSubmit={async (reason) => {
        client.setQueryData(albumsQuery.queryKey, await post<Albums>(`/albums/phones/${phone.id}/revoke`, reason))
        toast('good', texts.revoked)
      }}
    />
  )
}

const PhoneLine = ({ phone, album }: { phone: Phone; album: string | null }): JSX.Element => {
  const [isRevoking, setRevoking] = useState(false)
  return (
    <tr>
      <td data-label={texts.phone}>
        <Foreign className={classes.strong}>{phone.name}</Foreign>
        <span className={classes.under}>
          {texts.paired} <Instant at={phone.at} />
        </span>
      </td>
      <td data-label={texts.state}>
        <span>
          {phone.revoked === null ? (
            <Chip tone="moss">{texts.pairedState}</Chip>
          ) : (
            <Chip tone="clay">{texts.revokedState}</Chip>
          )}
        </span>
        {phone.revoked?.reason === null || phone.revoked === null ? null : (
          <Foreign className={classes.under}>{phone.revoked.reason}</Foreign>
        )}
      </td>
      <td data-label={texts.album}>
        {album === null ? <span className={classes.muted}>{texts.noAlbum}</span> : <Foreign>{album}</Foreign>}
      </td>
      <td data-label={texts.lastContact}>
        {phone.lastContact === null ? (
          <span className={classes.muted}>{texts.notSince}</span>
        ) : (
          <Instant at={phone.lastContact} />
        )}
      </td>
      <td data-label="">
        {phone.revoked === null ? (
          <ForCoordinators>
            <div className={classes.end}>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={texts.revokeOf(phone.name)}
                onClick={() => {
                  setRevoking(true)
                }}
              >
                {texts.revoke}
              </Button>
            </div>
          </ForCoordinators>
        ) : null}
        {isRevoking ? (
          <Revoke
            phone={phone}
            onClose={() => {
              setRevoking(false)
            }}
          />
        ) : null}
      </td>
    </tr>
  )
}

/** The phones that hold an album, or held one: when they were here last, and how one is revoked. */
export const PhonesPanel = ({ albums: { phones, albums } }: { albums: Albums }): JSX.Element => (
  <Panel flush title={texts.phones}>
    {phones.length === 0 ? (
      <Empty icon={IconDeviceMobile} title={texts.phonesEmptyTitle}>
        {texts.phonesEmptyText}
      </Empty>
    ) : (
      <div className={table.scroll}>
        <table className={`${table.table} ${table.stack}`}>
          <thead>
            <tr>
              <th scope="col">{texts.phone}</th>
              <th scope="col">{texts.state}</th>
              <th scope="col">{texts.album}</th>
              <th scope="col">{texts.lastContact}</th>
              <th scope="col" aria-label={texts.revoke} />
            </tr>
          </thead>
          <tbody>
            {phones.map((phone) => (
              <PhoneLine
                key={phone.id}
                phone={phone}
                album={albums.find(({ id }) => id === phone.album)?.title ?? null}
              />
            ))}
          </tbody>
        </table>
      </div>
    )}
  </Panel>
)
