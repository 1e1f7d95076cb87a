import { messages, say } from '../language/messages.ts'

/** Words about teams: who takes testimonies together. */
export const teamsTexts = messages('teams', {
  title: 'Teams',
  hint: 'What a team seals is told to its members alone. Somebody else asks, and a coordinator of the team decides.',
  none: 'There is no team. Everybody who opens testimonies reads all of them.',
  own: 'Your team',
  seals: 'seals what it takes',
  nobody: 'Nobody is in it.',
  make: 'Make a team',
  change: 'Change',
  changeOf: say((name: string) => ({ name }), 'Change the team {name}'),
  changeTitle: 'Change a team',
  name: 'Name of the team',
  members: 'Who is in it',
  membersHint: 'They read everything that is sealed to this team. Nobody puts themself into a team that is there.',
  sealing: 'Seal what it takes',
  sealingHint: 'From now on, as soon as a session comes in from the phone.',
  leave: 'Leave',
  leaveOf: say((name: string) => ({ name }), 'Leave the team {name}'),
  leaveText: 'What is sealed to this team is then closed to you. Only a coordinator of the team can take you in again.',
})
