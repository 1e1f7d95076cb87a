import { IconPhotoPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { ForCoordinators } from '../albums/for-coordinators.tsx'
import { albumsShowingQuery } from '../api/queries.ts'
import { albumTexts, personAlbumsTexts as texts } from '../texts/albums.ts'
import { Chip } from '../ui/chip.tsx'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import { LinkButton, TextLink } from '../ui/link.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './person.module.css'

/** The albums that show this person now, and for coordinators the way to an album for the family. */
export const AlbumsPanel = ({ person }: { person: string }): JSX.Element => {
  const { data: albums, error, refetch } = useQuery(albumsShowingQuery(person))
  return (
    <Panel
      title={texts.title}
      actions={
        <ForCoordinators>
          <LinkButton
            to="/albums/new"
            search={{ person }}
            variant="default"
            size="compact-sm"
            leftSection={<IconPhotoPlus size={15} stroke={1.6} />}
          >
            {texts.make}
          </LinkButton>
        </ForCoordinators>
      }
    >
      {error !== null ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : albums === undefined || albums.length === 0 ? (
        <p className={classes.muted}>{albums === undefined ? '' : texts.none}</p>
      ) : (
        <ul className={classes.entries}>
          {albums.map(({ id, title, kind, phoneName, until }) => (
            <li key={id} className={classes.entry}>
              <div className={classes.entryWords}>
                <TextLink to="/albums">
                  <Foreign>{title}</Foreign>
                </TextLink>
                <span className={classes.under}>
                  {albumTexts.phone}: <Foreign>{phoneName}</Foreign>
                </span>
                <span className={classes.under}>
                  {albumTexts.until}: <Instant at={until} dayOnly />
                </span>
              </div>
              <Chip>{albumTexts.kind[kind]}</Chip>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
