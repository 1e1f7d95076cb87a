import { albumRoutes } from './routes/albums.ts'
import { invitationRoutes } from './routes/album-invitations.ts'
import { recognitionRoutes } from './routes/recognitions.ts'
import { actRoutes } from './routes/acts.ts'
import { createRoutes } from './routes/route-parts.ts'
import { challengeRoutes } from './routes/challenges.ts'
import { consentRoutes } from './routes/consents.ts'
import { custodyRoutes } from './routes/custody.ts'
import { duplicateRoutes } from './routes/duplicates.ts'
import { erasureRoutes } from './routes/erasures.ts'
import { homeRoutes } from './routes/home.ts'
import { quarantineRoutes } from './routes/quarantine.ts'
import { informantRoutes } from './routes/informants.ts'
import { jobRoutes } from './routes/jobs.ts'
import { importRoutes } from './routes/imports.ts'
import { itemRoutes } from './routes/items.ts'
import { joiningRoutes } from './routes/joining.ts'
import { leadRoutes } from './routes/leads.ts'
import { logRoutes } from './routes/log.ts'
import { memberRoutes } from './routes/members.ts'
import { messageProofRoutes } from './routes/message-proof.ts'
import { messageRoutes } from './routes/messages.ts'
import { overdueRoutes } from './routes/overdue.ts'
import { packageRoutes } from './routes/packages.ts'
import { passkeyRoutes } from './routes/passkeys.ts'
import { passphraseRoutes } from './routes/passphrase.ts'
import { peopleImportRoutes } from './routes/people-import.ts'
import { peopleRoutes } from './routes/people.ts'
import { personValueRoutes } from './routes/person-values.ts'
import { photoRoutes } from './routes/photos.ts'
import { phoneRoutes } from './routes/phones.ts'
import { placeRoutes } from './routes/places.ts'
import { recoveryRoutes } from './routes/recovery.ts'
import { sessionRoutes } from './routes/session.ts'
import { sourceRoutes } from './routes/sources.ts'
import { teamRoutes } from './routes/teams.ts'
import { testimonyRoutes } from './routes/testimonies.ts'
import type { Services } from './services.ts'

/** All routes below /api. Its type is what a typed client (`hc<Api>`) needs. */
export function createApi(services: Services) {
  return createRoutes()
    .basePath('/api')
    .route('/', sessionRoutes(services))
    .route('/', joiningRoutes(services))
    .route('/', passkeyRoutes(services))
    .route('/', passphraseRoutes(services))
    .route('/', homeRoutes())
    .route('/', memberRoutes())
    .route('/', teamRoutes())
    .route('/', recoveryRoutes())
    .route('/', phoneRoutes(services))
    .route('/', overdueRoutes())
    .route('/', peopleRoutes())
    .route('/', personValueRoutes())
    .route('/', duplicateRoutes(services))
    .route('/', challengeRoutes())
    .route('/', consentRoutes(services))
    .route('/', placeRoutes())
    .route('/', photoRoutes())
    .route('/', peopleImportRoutes(services))
    .route('/', invitationRoutes(services))
    .route('/', albumRoutes(services))
    .route('/', recognitionRoutes(services))
    .route('/', testimonyRoutes(services))
    .route('/', sourceRoutes())
    .route('/', informantRoutes(services))
    .route('/', importRoutes(services))
    .route('/', itemRoutes(services))
    .route('/', messageRoutes())
    .route('/', messageProofRoutes())
    .route('/', leadRoutes())
    .route('/', packageRoutes(services))
    .route('/', erasureRoutes(services))
    .route('/', quarantineRoutes(services))
    .route('/', actRoutes(services))
    .route('/', custodyRoutes())
    .route('/', logRoutes(services))
    .route('/', jobRoutes(services))
}

export type Api = ReturnType<typeof createApi>
