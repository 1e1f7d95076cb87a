import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { basemapQuery, personPlacesQuery } from '../api/queries.ts'
import type { PersonPlaces } from '../api/types.ts'
import { placeOfTexts, placesTexts as texts } from '../texts/places.ts'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Panel } from '../ui/panel.tsx'
import { ScrollRegion } from '../ui/scroll-region.tsx'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import { withKeys } from '../ui/with-keys.ts'
import { LocatedText } from './located-text.tsx'
import { PlaceMap, type DrawnPlace } from './place-map.tsx'
import classes from './places.module.css'

type PersonPlace = PersonPlaces['places'][number]

/** The places with a number, those of one area with the same one. */
const numbered = (
  places: readonly PersonPlace[],
): { rows: (PersonPlace & { number: number | null })[]; drawn: DrawnPlace[] } => {
  const drawn: DrawnPlace[] = []
  const numberByArea = new Map<string, number>()
  const rows = places.map((place) => {
    const { area } = place
    if (area === null) return { ...place, number: null }
    const key = JSON.stringify(area)
    const number = numberByArea.get(key) ?? drawn.length + 1
    if (!numberByArea.has(key)) drawn.push({ number, area })
    numberByArea.set(key, number)
    return { ...place, number }
  })
  return { rows, drawn }
}

const Row = ({ place }: { place: PersonPlace & { number: number | null } }): JSX.Element => (
  <tr>
    <td>{place.number === null ? null : <span className={classes.number}>{place.number}</span>}</td>
    <th scope="row">{placeOfTexts[place.of]}</th>
    <td>
      <Foreign>{place.words}</Foreign>
      {place.date === undefined ? null : (
        <>
          {' '}
          <Foreign className={classes.muted}>{place.date}</Foreign>
        </>
      )}
    </td>
    <td>
      {place.located === undefined ? (
        <span className={classes.muted}>{texts.wordsAlone}</span>
      ) : (
        <LocatedText located={place.located} />
      )}
      {place.located !== undefined && place.area === null ? (
        <span className={classes.muted}> {texts.notDrawn}</span>
      ) : null}
    </td>
    <td>{place.said === undefined ? null : <Foreign>{place.said.by}</Foreign>}</td>
  </tr>
)

const MapOf = ({ drawn }: { drawn: DrawnPlace[] }): JSX.Element => {
  const { data: basemap, error, refetch } = useQuery(basemapQuery)
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />
  if (basemap === undefined) return <SkeletonBlocks />
  return (
    <figure className={classes.figure}>
      <PlaceMap key={JSON.stringify(drawn)} basemap={basemap} places={drawn} />
      <figcaption className={classes.caption}>
        <span>{texts.areaKey}</span> <span>{texts.disputedKey}</span> <span>{texts.moveHint}</span>{' '}
        <span>{texts.sources}</span>
      </figcaption>
    </figure>
  )
}

/** Where a person is from, was, and is said to be: on a map as far as a place was chosen, and in a table. */
export const PlacesPanel = ({ person }: { person: string }): JSX.Element => {
  const { data, error, refetch } = useQuery(personPlacesQuery(person))
  const { rows, drawn } = numbered(data ?? [])
  return (
    <Panel title={texts.title} hint={texts.hint}>
      {error !== null ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonBlocks />
      ) : rows.length === 0 ? (
        <p className={classes.muted}>{texts.none}</p>
      ) : (
        <div className={classes.panel}>
          {drawn.length === 0 ? null : <MapOf drawn={drawn} />}
          <ScrollRegion className={classes.scroll} label={texts.title}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">
                    <span className={classes.hidden}>{texts.number}</span>
                  </th>
                  <th scope="col">{texts.of}</th>
                  <th scope="col">{texts.words}</th>
                  <th scope="col">{texts.means}</th>
                  <th scope="col">{texts.who}</th>
                </tr>
              </thead>
              <tbody>
                {withKeys(rows, ({ of, entry }) => `${of} ${entry}`).map(({ key, value }) => (
                  <Row key={key} place={value} />
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        </div>
      )}
    </Panel>
  )
}
