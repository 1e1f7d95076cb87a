import { messages, say } from '../language/messages.ts'

/** Words about a recognition session that is sealed to the team that took it. */
export const testimonyTexts = messages('testimony', {
  title: 'Sealed testimony',
  sealed: 'sealed',
  yours: say(
    (team: string) => ({ team }),
    'Sealed to your team, {team}. Where, when, words and voices are told to its members alone.',
  ),
  closed: say(
    (team: string) => ({ team }),
    'Sealed to the team {team}. You see that somebody was recognised. Where, when, words and voices are told to that team alone.',
  ),
  ask: 'Ask to be shown it',
  askTitle: 'Ask to be shown this testimony',
  askText:
    'A coordinator of the team that took it has to approve it; where the team has none, another founder or coordinator; where there is nobody, it waits a full day in sight of everybody. Then it is shown to you for ten minutes. All of it is in the log.',
  reason: 'Why you need to know',
  reasonHint: 'Stays in the log for good: write no name.',
  submit: 'Ask',
  asked: 'Asked. Come back here when it was approved.',
  waiting: 'You asked to be shown it. That waits for the team.',
  alone: say(
    (after: string) => ({ after }),
    'You asked to be shown it. Nobody else could approve that: it waits until {after}.',
  ),
  show: 'Show it to me',
  shownUntil: say((time: string) => ({ time }), 'Shown to you until {time}. That you saw it is in the custody log.'),
  open: say((team: string) => ({ team }), 'Taken by the team {team}, and open to everybody who opens testimonies.'),
  noTeam: 'No team took this session. It is open to everybody who opens testimonies.',
  seal: 'Seal it to the team',
  sealTitle: 'Seal this testimony?',
  sealText:
    'From now on where, when, words and voices are told to this team alone; somebody else asks, and the team decides. That somebody was recognised stays on the page of the person. A seal is not taken back.',
  team: 'Team',
  done: 'Sealed.',
  chooseTeam: 'Team that holds the sessions',
})
