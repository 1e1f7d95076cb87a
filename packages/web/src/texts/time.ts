import { messages, say } from '../language/messages.ts'

/** Words of dates, for languages whose dates browsers do not know. */
export const timeTexts = messages('time', {
  day: say((day: string, month: string, year: string) => ({ day, month, year }), '{day} {month} {year}'),
  moment: say((day: string, clock: string) => ({ day, clock }), '{day}, {clock}'),
  weekday: say((weekday: string, day: string) => ({ weekday, day }), '{weekday}, {day}'),
  months: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  weekdays: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
})
