import { openGazetteer, type PlaceHit, type Place } from '@homeward/places'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { wholeNumber } from '../numbers.ts'
import { clip, table } from '../terminal-text.ts'

/** Other names that are shown beside the main one in the table. */
const mostNames = 4

/** `homeward places search TEXT`: places by their names in any script, without a vault. */
export function addPlaces(program: Command, act: Act): void {
  program
    .command('places')
    .description('the list of places that Homeward brings along')
    .command('search <text>')
    .description('places with a name like this in any script; needs no vault')
    .option('--limit <number>', 'show at most this many', wholeNumber(1, 100), 12)
    .action(
      act((_context, text: string, { limit }: { limit: number }) => {
        const hits = openGazetteer().search(text, limit)
        return Promise.resolve({
          json: { places: hits.map(placeJson) },
          text:
            hits.length === 0 ? 'No place has such a name. Villages are mostly not in the list.' : placesTable(hits),
        })
      }),
    )
}

function placeJson({ place, score, found }: PlaceHit) {
  const gazetteer = openGazetteer()
  const { id, kind, names, point } = place
  return {
    id,
    kind,
    label: gazetteer.label(id),
    found,
    score: Math.round(score * 1e4) / 1e4,
    names,
    ...(point === null ? {} : { point }),
    within: gazetteer
      .chain(id)
      .slice(1)
      .map((larger) => ({ id: larger.id, kind: larger.kind, name: larger.names[0]?.text ?? larger.id })),
  }
}

function placesTable(hits: readonly PlaceHit[]): string {
  const gazetteer = openGazetteer()
  return `${table(
    ['place', 'kind', 'name', 'found as', 'also'],
    hits.map(({ place, found }) => [
      place.id,
      place.kind,
      clip(gazetteer.label(place.id), 60),
      clip(found, 30),
      clip(othersOf(place, found), 60),
    ]),
  )}
Which of them is meant, people decide. Places and names: GeoNames (CC BY 4.0), Unicode CLDR.`
}

function othersOf({ names }: Place, found: string): string {
  const others = new Set(names.slice(1).map(({ text }) => text))
  others.delete(found)
  return [...others].slice(0, mostNames).join(' · ')
}
