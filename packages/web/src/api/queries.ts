import { queryOptions } from '@tanstack/react-query'
import { get } from './client.ts'
import type {
  Act,
  Basemap,
  Albums,
  AlbumsShowing,
  Chat,
  ConsentEffects,
  ConsentWords,
  Home,
  LeadRow,
  Logs,
  Members,
  OverdueRecord,
  PackageRecord,
  PastValue,
  Passkey,
  PersonPlaces,
  PersonWithLeads,
  PlacesFound,
  Phones,
  Proof,
  Proposal,
  Proposals,
  RecognitionSession,
  RecognitionSessions,
  Recognitions,
  Source,
  SourceWithItems,
  ValueField,
  Teams,
} from './types.ts'

const path = encodeURIComponent

export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: ({ signal }) => get<Home>('/home', {}, signal),
  // What others did meanwhile stands here first.
  staleTime: 0,
})

/** How many leads are open; kept fresh for the number beside "Leads". */
export const openLeadCountQuery = queryOptions({
  queryKey: ['leads', 'open', 'count'],
  queryFn: async ({ signal }) => (await get<{ total: number }>('/leads', { state: 'open', limit: 1 }, signal)).total,
})

export const firstOpenLeadsQuery = queryOptions({
  queryKey: ['leads', 'open', 'first'],
  queryFn: ({ signal }) => get<{ total: number; leads: LeadRow[] }>('/leads', { state: 'open', limit: 3 }, signal),
})

/** One lead with its person, picture and decisions. */
export const leadQuery = (id: string) =>
  queryOptions({
    queryKey: ['lead', id],
    queryFn: ({ signal }) => get<LeadRow>(`/leads/${path(id)}`, {}, signal),
  })

/** Everything about one person. */
export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['person', id],
    queryFn: ({ signal }) => get<PersonWithLeads>(`/people/${path(id)}`, {}, signal),
  })

export const overdueQuery = queryOptions({
  queryKey: ['overdue'],
  queryFn: async ({ signal }) => (await get<{ records: OverdueRecord[] }>('/people/overdue', {}, signal)).records,
})

/** Two records that may be one person’s. */
export const pairQuery = (id: string) =>
  queryOptions({
    queryKey: ['pair', id],
    queryFn: ({ signal }) => get<Proposal>(`/duplicates/${path(id)}`, {}, signal),
  })

/** Who may be the same person: everybody is compared with this one when it is asked. */
export const twiceQuery = (person: string) =>
  queryOptions({
    queryKey: ['twice', person],
    queryFn: ({ signal }) => get<Proposals>(`/people/${path(person)}/duplicates`, {}, signal),
  })

/** What withdrawing a consent stops, or has stopped; read again with the person. */
export const consentEffectsQuery = (person: string, consent: string) =>
  queryOptions({
    queryKey: ['person', person, 'effects', consent],
    queryFn: ({ signal }) =>
      get<ConsentEffects>(`/people/${path(person)}/consents/${path(consent)}/effects`, {}, signal),
  })

export const consentWordsQuery = queryOptions({
  queryKey: ['consent-words'],
  queryFn: ({ signal }) => get<ConsentWords>('/consent-words', {}, signal),
})

/** What was ever written about a person, or about one field or value of theirs. */
export const historyQuery = (person: string, field?: ValueField, id?: string) =>
  queryOptions({
    queryKey: ['history', person, field ?? '', id ?? ''],
    queryFn: async ({ signal }) =>
      (await get<{ history: PastValue[] }>(`/people/${path(person)}/history`, { field, id }, signal)).history,
  })

/** Under the person, so that it is read again whenever they change. */
export const personPlacesQuery = (id: string) =>
  queryOptions({
    queryKey: ['person', id, 'places'],
    queryFn: async ({ signal }) => (await get<PersonPlaces>(`/people/${path(id)}/places`, {}, signal)).places,
  })

/** Places with a name like this. Asked with nothing typed, it is off. */
export const placesQuery = (text: string) =>
  queryOptions({
    queryKey: ['places', text],
    queryFn: async ({ signal }) => (await get<PlacesFound>('/places', { query: text }, signal)).places,
    enabled: text.length > 1,
  })

export const basemapQuery = queryOptions({
  queryKey: ['basemap'],
  queryFn: ({ signal }) => get<Basemap>('/places/basemap', {}, signal),
  staleTime: Infinity,
})

export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: async ({ signal }) => (await get<{ sources: Source[] }>('/sources', {}, signal)).sources,
})

/** One source with its receipt and its first items. */
export const sourceQuery = (id: string) =>
  queryOptions({
    queryKey: ['source', id],
    queryFn: ({ signal }) => get<SourceWithItems>(`/sources/${path(id)}`, {}, signal),
  })

export const chatsQuery = queryOptions({
  queryKey: ['chats'],
  queryFn: async ({ signal }) => (await get<{ chats: Chat[] }>('/chats', {}, signal)).chats,
})

/** The sealed bytes of a message and the checks of its proof. */
export const proofQuery = (item: string, seq: number) =>
  queryOptions({
    queryKey: ['proof', item, seq],
    queryFn: ({ signal }) => get<Proof>(`/messages/${path(item)}/${seq}/proof`, {}, signal),
  })

export const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: async ({ signal }) => (await get<{ passkeys: Passkey[] }>('/passkeys', {}, signal)).passkeys,
})

/** Asked for at each visit: the listener begins and ends with the vault. */
export const phonesQuery = queryOptions({
  queryKey: ['phones'],
  queryFn: ({ signal }) => get<Phones>('/phones', {}, signal),
  staleTime: 0,
})

export const logsQuery = queryOptions({
  queryKey: ['log', 'logs'],
  queryFn: ({ signal }) => get<Logs>('/logs', {}, signal),
})

export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: ({ signal }) => get<Members>('/members', {}, signal),
})

export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: ({ signal }) => get<Teams>('/teams', {}, signal),
})

export const albumsQuery = queryOptions({
  queryKey: ['albums'],
  queryFn: ({ signal }) => get<Albums>('/albums', {}, signal),
})

export const recognitionSessionsQuery = queryOptions({
  queryKey: ['recognitions'],
  queryFn: async ({ signal }) => (await get<RecognitionSessions>('/recognitions', {}, signal)).sessions,
})

/** One session, of one phone where two hold the same. */
export const recognitionSessionQuery = (session: string, phone?: string) =>
  queryOptions({
    queryKey: ['recognitions', session, phone ?? null],
    queryFn: ({ signal }) => get<RecognitionSession>(`/recognitions/${session}`, { phone: phone ?? null }, signal),
  })

/** What all sessions say of a person. */
export const recognitionsOfQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'recognitions'],
    queryFn: ({ signal }) => get<Recognitions>(`/people/${encodeURIComponent(person)}/recognitions`, {}, signal),
  })

/** The albums that show a person now. */
export const albumsShowingQuery = (person: string) =>
  queryOptions({
    queryKey: ['person', person, 'albums'],
    // Albums are made and ended on other pages.
    staleTime: 0,
    queryFn: async ({ signal }) =>
      (await get<AlbumsShowing>(`/people/${encodeURIComponent(person)}/albums`, {}, signal)).albums,
  })

export const packagesQuery = queryOptions({
  queryKey: ['packages'],
  queryFn: async ({ signal }) => (await get<{ packages: PackageRecord[] }>('/packages', {}, signal)).packages,
})

export const actsQuery = queryOptions({
  queryKey: ['acts'],
  queryFn: async ({ signal }) => (await get<{ acts: Act[] }>('/acts', {}, signal)).acts,
  staleTime: 0,
})

export const confirmedLeadsQuery = queryOptions({
  queryKey: ['leads', 'confirmed'],
  queryFn: async ({ signal }) =>
    (await get<{ leads: LeadRow[] }>('/leads', { state: 'confirmed', limit: 500 }, signal)).leads,
})
