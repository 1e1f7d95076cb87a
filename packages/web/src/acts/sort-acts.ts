import type { Act } from '../api/types.ts'

const standing = new Set<Act['state']>(['waiting', 'approved', 'alone', 'ready'])

/** Acts by whom they wait for: oneself, others to answer what one asked for, somebody else; and those that are over. */
export const sortActs = (acts: readonly Act[]): { forYou: Act[]; yours: Act[]; others: Act[]; over: Act[] } => {
  const stands = acts.filter(({ state }) => standing.has(state))
  return {
    forYou: stands.filter(({ may }) => may.approve),
    yours: stands.filter(({ isOwn }) => isOwn),
    others: stands.filter(({ may, isOwn }) => !may.approve && !isOwn),
    over: acts.filter(({ state }) => !standing.has(state)),
  }
}
