import { formatAgeIdentity, toHex } from '@homeward/format'
import type { CompartmentName } from './compartment.ts'
import { requireOpen } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/** Keys that open a vault without Homeward, for stock `age`. Whoever has them has everything that the member can open. */
export interface ExportedKeys {
  /** The member's age identity: opens the payloads of keys entries and the device key. */
  identity: string
  /** One age identity a compartment and epoch: opens its sealed files. `id` is the compartment's id in hex. */
  blobs: { compartment: CompartmentName; id: string; epoch: number; identity: string }[]
}

/** The age identities of this member, in the clear, for an exit kit (rule XK5). @throws VaultError VAULT_CLOSED */
export const exportKeys = (state: VaultState): ExportedKeys => {
  requireOpen(state)
  return {
    identity: formatAgeIdentity(state.identity.ageSecret),
    blobs: [...state.compartments.values()].flatMap(({ name, idBytes, keysByEpoch }) =>
      [...keysByEpoch].flatMap(([epoch, twins]) =>
        twins.map(({ blobSecret }) => ({
          compartment: name,
          id: toHex(idBytes),
          epoch,
          identity: formatAgeIdentity(blobSecret),
        })),
      ),
    ),
  }
}
