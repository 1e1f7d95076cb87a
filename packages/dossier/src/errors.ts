/** What can go wrong while a package is made, as a closed list. */
export type DossierErrorCode =
  | 'NOTHING_ALLOWED'
  | 'NOTHING_CHOSEN'
  | 'CANCELLED'
  | 'IN_QUARANTINE'
  | 'ITEM_CHANGED'
  | 'CHAIN_INCOMPLETE'

/** An error whose message tells the user what they can do. */
export class DossierError extends Error {
  readonly code: DossierErrorCode
  constructor(code: DossierErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DossierError'
    this.code = code
  }
}
