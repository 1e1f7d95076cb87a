import { Button } from '@mantine/core'
import { IconDeviceMobile, IconEyeCheck, IconPhotoPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { post } from '../api/client.ts'
import { albumsQuery } from '../api/queries.ts'
import type { Album, Albums } from '../api/types.ts'
import { albumStateTexts, albumTexts as texts } from '../texts/albums.ts'
import { phonesTexts } from '../texts/phones.ts'
import { count } from '../texts/plural.ts'
import { Chip } from '../ui/chip.tsx'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import { LinkButton } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { ReasonModal } from '../ui/reason-modal.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import table from '../ui/table.module.css'
import { toast } from '../ui/toasts.tsx'
import { AgePanel } from './age-panel.tsx'
import { ForCoordinators } from './for-coordinators.tsx'
import { PhonesPanel } from './phones-panel.tsx'
import classes from './albums.module.css'

const EndAlbum = ({ album, onClose }: { album: Album; onClose: () => void }): JSX.Element => {
  const client = useQueryClient()
  return (
    <ReasonModal
      title={texts.endTitle}
      submit={texts.endNow}
      about={album.title}
      text={texts.endText}
      reasonLabel={texts.reason}
      onClose={onClose}
      onSubmit={async (reason) => {
        await post(`/albums/${album.id}/end`, reason)
        await client.invalidateQueries({ queryKey: albumsQuery.queryKey })
        toast('good', texts.ended)
      }}
    />
  )
}

const tones = { current: 'moss', expired: 'amber', replaced: 'plain', ended: 'plain', 'phone-revoked': 'clay' } as const

const AlbumLine = ({ album }: { album: Album }): JSX.Element => {
  const [isEnding, setEnding] = useState(false)
  return (
    <tr>
      <td data-label={texts.album}>
        <Foreign className={classes.strong}>{album.title}</Foreign>
        <span className={classes.under}>
          {texts.kind[album.kind]}, {album.showNames ? texts.named : texts.unnamed}
        </span>
      </td>
      <td data-label={texts.phone}>
        <Foreign>{album.phoneName}</Foreign>
      </td>
      <td data-label={texts.until}>
        <Instant at={album.until} dayOnly />
      </td>
      <td data-label={texts.state}>
        <Chip tone={tones[album.state]}>{albumStateTexts[album.state]}</Chip>
      </td>
      <td className={table.number} data-label={texts.people}>
        <span>{count(album.pictures)}</span>
      </td>
      <td className={table.number} data-label={texts.heldSessions}>
        <span>{count(album.sessions)}</span>
      </td>
      <td data-label="">
        <ForCoordinators>
          <div className={classes.end}>
            <LinkButton to="/albums/new" search={{ anew: album.id }} size="compact-sm" variant="default">
              {texts.anew}
            </LinkButton>
            {album.state === 'current' || album.state === 'expired' ? (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  setEnding(true)
                }}
              >
                {texts.end}
              </Button>
            ) : null}
          </div>
        </ForCoordinators>
        {isEnding ? (
          <EndAlbum
            album={album}
            onClose={() => {
              setEnding(false)
            }}
          />
        ) : null}
      </td>
    </tr>
  )
}

const AlbumsTable = ({ albums }: { albums: readonly Album[] }): JSX.Element => (
  <Panel flush title={texts.albums}>
    {albums.length === 0 ? (
      <Empty icon={IconPhotoPlus} title={texts.emptyTitle}>
        {texts.emptyText}
      </Empty>
    ) : (
      <div className={table.scroll}>
        <table className={`${table.table} ${table.stack}`}>
          <thead>
            <tr>
              <th scope="col">{texts.album}</th>
              <th scope="col">{texts.phone}</th>
              <th scope="col">{texts.until}</th>
              <th scope="col">{texts.state}</th>
              <th scope="col" className={table.number}>
                {texts.people}
              </th>
              <th scope="col" className={table.number}>
                {texts.heldSessions}
              </th>
              <th scope="col" aria-label={texts.end} />
            </tr>
          </thead>
          <tbody>
            {albums.map((album) => (
              <AlbumLine key={album.id} album={album} />
            ))}
          </tbody>
        </table>
      </div>
    )}
  </Panel>
)

const Notices = ({ albums }: { albums: Albums }): JSX.Element | null =>
  albums.phoneUrl === null ? (
    <Panel tone="amber" title={texts.phonesOff}>
      <p>{texts.phonesOffText}</p>
    </Panel>
  ) : albums.mayAnswer ? null : (
    <Panel tone="amber" title={texts.notAnswering}>
      <p>{texts.notAnsweringText}</p>
    </Panel>
  )

/** Albums, the phones that hold them, and the organisation's age. */
export const AlbumsPage = (): JSX.Element => {
  const { data, error, refetch } = useQuery(albumsQuery)
  const hasPhone = data?.phones.some(({ revoked }) => revoked === null) === true
  return (
    <Page
      title={texts.title}
      tab={texts.tab}
      below={texts.below}
      actions={
        <>
          <LinkButton to="/sessions" variant="default" leftSection={<IconEyeCheck size={17} stroke={1.6} />}>
            {texts.sessions}
          </LinkButton>
          <LinkButton to="/phones" variant="default">
            {phonesTexts.title}
          </LinkButton>
          <ForCoordinators>
            <LinkButton
              to="/albums/pair"
              variant={hasPhone ? 'default' : 'filled'}
              leftSection={<IconDeviceMobile size={17} stroke={1.6} />}
            >
              {texts.pair}
            </LinkButton>
            {hasPhone ? (
              <LinkButton to="/albums/new" leftSection={<IconPhotoPlus size={17} stroke={1.6} />}>
                {texts.make}
              </LinkButton>
            ) : null}
          </ForCoordinators>
        </>
      }
    >
      {data === undefined ? (
        error === null ? (
          <SkeletonRows />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <div className={classes.stack}>
          <Notices albums={data} />
          <AlbumsTable albums={data.albums} />
          <PhonesPanel albums={data} />
          <AgePanel age={data.age} />
        </div>
      )}
    </Page>
  )
}
