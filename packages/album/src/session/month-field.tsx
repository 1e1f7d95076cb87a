import { useId, useState } from 'react'
import type { ReactElement } from 'react'
import { monthWords, t, yearWords } from '../texts/texts.ts'
import uiCss from '../ui/ui.module.css'

const firstYear = 2000

const years = (): number[] =>
  Array.from({ length: new Date().getFullYear() - firstYear + 1 }, (_, at) => firstYear + at).toReversed()

/** A year and perhaps a month, as they are remembered: `2016` or `2016-08`; nothing where nobody knows. */
export const MonthField = ({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (value: string) => void
}): ReactElement => {
  const id = useId()
  const [year = '', month = ''] = value.split('-')
  const [offered] = useState(years)
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className={uiCss.input}
        value={year}
        onChange={(event) => {
          onChange(event.target.value)
        }}
      >
        <option value="">{t('when.year')}</option>
        {offered.map((each) => (
          <option key={each} value={each}>
            {yearWords(each)}
          </option>
        ))}
      </select>
      <select
        className={uiCss.input}
        aria-label={t('when.monthOf', { what: label })}
        value={month}
        disabled={year === ''}
        onChange={(event) => {
          onChange(event.target.value === '' ? year : `${year}-${event.target.value}`)
        }}
      >
        <option value="">{t('when.month')}</option>
        {Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0')).map((each) => (
          <option key={each} value={each}>
            {monthWords(Number(each))}
          </option>
        ))}
      </select>
    </div>
  )
}
