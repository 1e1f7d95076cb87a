import { messages, say } from '../language/messages.ts'

/** Words about records that may not be kept any longer. */
export const overdueTexts = messages('overdue', {
  title: 'Records past their day',
  tab: 'Past their day',
  below:
    'Another list let these records be kept until a day that is over, or has ended its own. They are in no list, search, album or package any more.',
  records: say((n: number) => ({ n }), '{n, plural, one {# record} other {# records}}'),
  from: 'From',
  until: say((day: string) => ({ day }), 'Kept until {day}'),
  ended: say((day: string) => ({ day }), 'Ended there on {day}'),
  empty: 'No record is past its day',
  emptyText: 'A list may say until when its records are kept. What is past that day is shown here.',
  erase: 'Erase…',
  keep: 'Keep…',
  keepTitle: 'Keep this record?',
  keepText: 'It is shown again, with everything in it. The reason stays in its history.',
  keepNow: 'Keep it',
  kept: 'The record is shown again.',
  why: 'On which ground is it kept?',
  newDay: 'Until which day?',
  newDayHint: 'Without a day it is kept until somebody erases it.',
  home: say((n: number) => ({ n }), '{n, plural, one {# record is past its day} other {# records are past their day}}'),
  homeText: 'It is not shown any more. Erase it, or write down why it is kept.',
  look: 'Decide',
})
