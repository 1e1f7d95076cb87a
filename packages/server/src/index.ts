export type { Api } from './api.ts'
export { systemClock, type Clock } from './clock.ts'
export { createServer, type RunningServer, type ServerOptions } from './create-server.ts'
export type { Fault } from './fault.ts'
export {
  makeOwnAuthority,
  ownAuthority,
  rootCertificate,
  type AuthorityRequest,
  type AuthorityView,
} from './phones/own-authority.ts'
export type { PhonesOptions } from './phones/phones.ts'
export { requestLock } from './lock-request.ts'
export type { RefusalCode } from './refusal.ts'
export type * from './schemas/views.ts'
export { phoneWords } from './phones/phone-words.ts'
