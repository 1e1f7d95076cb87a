import { useQuery } from '@tanstack/react-query'
import { get } from '../api/client.ts'
import { personQuery } from '../api/queries.ts'
import type { Albums, AlbumWithPeople } from '../api/types.ts'
import { mainName } from '../people/person-name.ts'
import { noChoice, type Choice } from './choose-people.tsx'

/** What the form of a new album holds before anybody touches it. */
export interface AlbumStart {
  choice: Choice
  title: string
  phone: string
  showNames: boolean
}

/** Where somebody came from: the page of a person, or an album that is made anew. */
interface From {
  person?: string
  anew?: string
}

/** What the form begins with; `start` is null until it is known. */
export const useAlbumStart = (
  albums: Albums | undefined,
  { person: personId, anew }: From,
): { start: AlbumStart | null; error: Error | null } => {
  const person = useQuery({ ...personQuery(personId ?? ''), enabled: personId !== undefined })
  const before = useQuery({
    queryKey: ['albums', anew ?? null],
    queryFn: ({ signal }) => get<AlbumWithPeople>(`/albums/${anew ?? ''}`, {}, signal),
    enabled: anew !== undefined,
  })
  const error = person.error ?? before.error
  const empty = { choice: noChoice, title: '', phone: '', showNames: false }
  if (albums === undefined) return { start: null, error }
  if (anew !== undefined) {
    const { data } = before
    if (data === undefined) return { start: null, error }
    const [own] = data.people
    const people = new Map(data.people.map((one) => [one.person, one.name ?? one.person]))
    const choice: Choice =
      data.kind === 'family' && own !== undefined
        ? { ...noChoice, way: 'family', own: { id: own.person, name: own.name ?? own.person } }
        : { ...noChoice, people }
    const isThere = albums.phones.some(({ id, revoked }) => id === data.phone && revoked === null)
    return {
      start: { choice, title: data.title, phone: isThere ? data.phone : '', showNames: data.showNames },
      error,
    }
  }
  if (personId === undefined) return { start: empty, error }
  if (person.data === undefined) return { start: null, error }
  const own = { id: personId, name: mainName(person.data) }
  return { start: { ...empty, choice: { ...noChoice, way: 'family', own } }, error }
}
