import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { useSession } from './api/session-store.ts'
import type { PairState, ProposalBand } from './api/types.ts'
import type { LeadFilter } from './leads/leads-page.tsx'
import type { PeopleFilter } from './people/people-page.tsx'
import type { SourceFilter } from './sources/sources-page.tsx'
import { keepScroll } from './shell/keep-scroll.ts'
import { NotFoundPage } from './shell/not-found-page.tsx'
import { BrokenPage } from './shell/broken-page.tsx'
import { Shell } from './shell/shell.tsx'
import { SkeletonPage } from './shell/skeleton-page.tsx'
import { WritingPages } from './ui/writing.tsx'

// Addresses hold opaque ids and words from closed lists only: browsers write them to disk (W2).
const rootRoute = createRootRoute({
  component: function Root() {
    // From the store: what a route was matched with is that of whoever had the vault open then.
    const state = useSession()
    return state.phase === 'open' ? <Shell session={state.session} /> : null
  },
})

const uint = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined
const oneOf = <T extends string>(words: readonly T[], value: unknown): T | undefined =>
  words.find((word) => word === value)

const writing = createRoute({ getParentRoute: () => rootRoute, id: 'writing', component: WritingPages })

const home = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./home/home-page.tsx'), 'HomePage'),
})
const search = createRoute({
  getParentRoute: () => rootRoute,
  path: '/search',
  component: lazyRouteComponent(() => import('./search/search-page.tsx'), 'SearchPage'),
})
const people = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people',
  validateSearch: (input: Record<string, unknown>): { only?: PeopleFilter } => {
    const only = oneOf(['disagreeing', 'challenged'], input.only)
    return only === undefined ? {} : { only }
  },
  component: lazyRouteComponent(() => import('./people/people-page.tsx'), 'PeoplePage'),
})
const duplicates = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/duplicates',
  validateSearch: (input: Record<string, unknown>): { band?: ProposalBand; state?: PairState; pair?: string } => {
    const band = oneOf(['same', 'perhaps', 'faint', 'siblings'], input.band)
    const state = oneOf(['open', 'unsure', 'disputed', 'same', 'distinct', 'relatives'], input.state)
    return {
      ...(band === undefined ? {} : { band }),
      ...(state === undefined ? {} : { state }),
      ...(typeof input.pair === 'string' ? { pair: input.pair } : {}),
    }
  },
  component: lazyRouteComponent(() => import('./people/duplicates-page.tsx'), 'DuplicatesPage'),
})
const overdue = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/overdue',
  component: lazyRouteComponent(() => import('./overdue/overdue-page.tsx'), 'OverduePage'),
})
const newPerson = createRoute({
  getParentRoute: () => writing,
  path: '/people/new',
  component: lazyRouteComponent(() => import('./people/new-person-page.tsx'), 'NewPersonPage'),
})
const importPeople = createRoute({
  getParentRoute: () => writing,
  path: '/people/import',
  component: lazyRouteComponent(() => import('./people/csv-import-page.tsx'), 'CsvImportPage'),
})
const person = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/$person',
  component: lazyRouteComponent(() => import('./people/person-page.tsx'), 'PersonPage'),
})
const askConsent = createRoute({
  getParentRoute: () => writing,
  path: '/people/$person/consent',
  component: lazyRouteComponent(() => import('./consent/ask-page.tsx'), 'AskConsentPage'),
})
const sources = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources',
  validateSearch: (input: Record<string, unknown>): { only?: SourceFilter } => {
    const only = oneOf(['refused', 'unreadable'], input.only)
    return only === undefined ? {} : { only }
  },
  component: lazyRouteComponent(() => import('./sources/sources-page.tsx'), 'SourcesPage'),
})
const importSource = createRoute({
  getParentRoute: () => writing,
  path: '/sources/import',
  component: lazyRouteComponent(() => import('./sources/import-page.tsx'), 'ImportPage'),
})
const source = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources/$source',
  component: lazyRouteComponent(() => import('./sources/source-page.tsx'), 'SourcePage'),
})
const chat = createRoute({
  getParentRoute: () => rootRoute,
  path: '/chats/$chat',
  validateSearch: (input: Record<string, unknown>): { at?: number } => {
    const at = uint(input.at)
    return at === undefined ? {} : { at }
  },
  component: lazyRouteComponent(() => import('./chat/chat-page.tsx'), 'ChatPage'),
})
const leads = createRoute({
  getParentRoute: () => rootRoute,
  path: '/leads',
  validateSearch: (input: Record<string, unknown>): { state?: LeadFilter } => {
    const state = oneOf(['open', 'confirmed', 'refused', 'unsure', 'disputed', 'all'], input.state)
    return state === undefined ? {} : { state }
  },
  component: lazyRouteComponent(() => import('./leads/leads-page.tsx'), 'LeadsPage'),
})
const lead = createRoute({
  getParentRoute: () => rootRoute,
  path: '/leads/$lead',
  component: lazyRouteComponent(() => import('./leads/lead-page.tsx'), 'LeadPage'),
})
const albums = createRoute({
  getParentRoute: () => rootRoute,
  path: '/albums',
  component: lazyRouteComponent(() => import('./albums/albums-page.tsx'), 'AlbumsPage'),
})
const newAlbum = createRoute({
  getParentRoute: () => writing,
  path: '/albums/new',
  validateSearch: (input: Record<string, unknown>): { person?: string; anew?: string } => ({
    ...(typeof input.person === 'string' ? { person: input.person } : {}),
    ...(typeof input.anew === 'string' ? { anew: input.anew } : {}),
  }),
  component: lazyRouteComponent(() => import('./albums/new-album-page.tsx'), 'NewAlbumPage'),
})
const pairPhone = createRoute({
  getParentRoute: () => writing,
  path: '/albums/pair',
  component: lazyRouteComponent(() => import('./albums/pair-page.tsx'), 'PairPage'),
})
const recognitionSessions = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sessions',
  component: lazyRouteComponent(() => import('./sessions/sessions-page.tsx'), 'SessionsPage'),
})
const recognitionSession = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sessions/$session',
  validateSearch: (input: Record<string, unknown>): { phone?: string } =>
    typeof input.phone === 'string' ? { phone: input.phone } : {},
  component: lazyRouteComponent(() => import('./sessions/session-page.tsx'), 'SessionPage'),
})
const packages = createRoute({
  getParentRoute: () => rootRoute,
  path: '/packages',
  component: lazyRouteComponent(() => import('./packages/packages-page.tsx'), 'PackagesPage'),
})
const newPackage = createRoute({
  getParentRoute: () => writing,
  path: '/packages/new',
  validateSearch: (input: Record<string, unknown>): { person?: string } =>
    typeof input.person === 'string' ? { person: input.person } : {},
  component: lazyRouteComponent(() => import('./packages/new-package-page.tsx'), 'NewPackagePage'),
})
const quarantine = createRoute({
  getParentRoute: () => rootRoute,
  path: '/quarantine',
  component: lazyRouteComponent(() => import('./quarantine/quarantine-page.tsx'), 'QuarantinePage'),
})
const acts = createRoute({
  getParentRoute: () => rootRoute,
  path: '/acts',
  component: lazyRouteComponent(() => import('./acts/acts-page.tsx'), 'ActsPage'),
})
const custody = createRoute({
  getParentRoute: () => rootRoute,
  path: '/custody',
  component: lazyRouteComponent(() => import('./custody/custody-page.tsx'), 'CustodyPage'),
})
const log = createRoute({
  getParentRoute: () => rootRoute,
  path: '/log',
  component: lazyRouteComponent(() => import('./log/log-page.tsx'), 'LogPage'),
})

const members = createRoute({
  getParentRoute: () => rootRoute,
  path: '/members',
  component: lazyRouteComponent(() => import('./members/members-page.tsx'), 'MembersPage'),
})

const keys = createRoute({
  getParentRoute: () => rootRoute,
  path: '/keys',
  component: lazyRouteComponent(() => import('./keys/keys-page.tsx'), 'KeysPage'),
})
const phones = createRoute({
  getParentRoute: () => rootRoute,
  path: '/phones',
  component: lazyRouteComponent(() => import('./phones/phones-page.tsx'), 'PhonesPage'),
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    writing.addChildren([newPerson, importPeople, askConsent, importSource, newPackage, newAlbum, pairPhone]),
    home,
    search,
    people,
    duplicates,
    overdue,
    person,
    sources,
    source,
    chat,
    leads,
    lead,
    packages,
    albums,
    recognitionSessions,
    recognitionSession,
    members,
    acts,
    quarantine,
    custody,
    log,
    keys,
    phones,
  ]),
  // Pages have no loaders of their own: only their code is fetched ahead.
  defaultPreload: 'intent',
  scrollRestoration: false,
  // Only a page whose code is slow to come is replaced by a skeleton; a change of filter never is.
  defaultPendingMs: 1000,
  defaultPendingComponent: SkeletonPage,
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: BrokenPage,
})

keepScroll(router)

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
