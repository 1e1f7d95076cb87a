import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { addConsent } from './people-consent.ts'
import { addPeopleImport } from './people-import.ts'
import { addPeopleLists } from './people-lists.ts'
import { addPeopleDuplicates } from './people-duplicates.ts'
import { addPeopleOverdue } from './people-overdue.ts'
import { addPeoplePairs } from './people-pairs.ts'
import { addPersonHistory } from './person-history.ts'
import { addPersonShow } from './person-show.ts'

/** `homeward people …`: the families' file of the missing. */
export function addPeople(program: Command, act: Act): void {
  const people = program.command('people').description('the missing and the returned')
  addPeopleImport(people, act)
  addPeopleLists(people, act)
  addPeopleOverdue(people, act)
  addPeopleDuplicates(people, act)
  addPeoplePairs(people, act)
  addPersonShow(people, act)
  addPersonHistory(people, act)
  addConsent(people, act)
}
