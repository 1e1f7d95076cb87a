/** What tests of other packages may use of the tests of this one: a server whose phones need no certificate, and a phone that is played. */
export { startServer } from '../create-server.ts'
export { playPhone, servePhones } from './played-phone.ts'
