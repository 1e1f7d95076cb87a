import { messages, say } from '../language/messages.ts'

/** Words about who handed a source over, where they are protected. */
export const informantTexts = messages('informant', {
  protectedNow: 'Protected',
  erased: 'Protected; the name was erased',
  protect: 'Protect them',
  protectTitle: 'Protect who handed this over?',
  protectText:
    'Their name leaves this page, every list, export and package. To be shown it again takes a second person. The entry in which the name was written when the source came in stays in the log.',
  done: 'Protected from now on',
  ask: 'Ask to be shown who it is',
  askTitle: 'Ask to be shown who it is',
  askText:
    'Another coordinator or founder has to approve it; where there is none, it waits a full day in sight of everybody. Then you are shown the name for ten minutes. All of it is in the log.',
  reason: 'Why you need to know',
  reasonHint: 'Stays in the log for good: write no name.',
  submit: 'Ask',
  asked: 'Asked. Come back here when it was approved.',
  waiting: 'You asked to be shown who it is. That waits for a second person.',
  alone: say(
    (after: string) => ({ after }),
    'You asked to be shown who it is. Nobody else could approve that: it waits until {after}.',
  ),
  show: 'Show me who it is',
  shownUntil: say((time: string) => ({ time }), 'Shown to you until {time}. That you saw it is in the custody log.'),
  hide: 'Hide it now',
  erase: 'Erase the name for good…',
  checkbox: 'Protect them',
  checkboxHint:
    'The name is then on no page, in no list, export or package. Whoever needs it asks, and a second person approves.',
})
