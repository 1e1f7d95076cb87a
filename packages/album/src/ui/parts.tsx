import { useEffect, useId, useRef } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { Icon } from './icons.tsx'
import type { IconName } from './icons.tsx'
import css from './ui.module.css'

/** One screen: its heading has the focus when it appears, so that a screen reader says where one is. */
export const Screen = ({
  title,
  start,
  end,
  children,
  actions,
  isMiddle = false,
  mark,
}: {
  title: string
  /** A round picture above the heading. */
  mark?: IconName
  start?: ReactNode
  end?: ReactNode
  children?: ReactNode
  actions?: ReactNode
  isMiddle?: boolean
}): ReactElement => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (heading.current?.textContent !== title) return
    heading.current.focus({ preventScroll: true })
    globalThis.scrollTo(0, 0)
  }, [title])
  return (
    <main className={css.screen}>
      {(start !== undefined || end !== undefined) && (
        <div className={css.bar}>
          {start ?? <span />}
          {end}
        </div>
      )}
      <div className={isMiddle ? `${css.body} ${css.centred} ${css.middle}` : css.body}>
        {mark !== undefined && (
          <span className={css.mark}>
            <Icon name={mark} />
          </span>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </div>
      {actions !== undefined && <div className={css.actions}>{actions}</div>}
    </main>
  )
}

type Look = 'plain' | 'primary' | 'danger' | 'quiet'

/** A button as wide as the screen. */
export const Button = ({
  children,
  icon,
  look = 'plain',
  isDisabled = false,
  onPress,
}: {
  children: ReactNode
  icon?: IconName
  look?: Look
  isDisabled?: boolean
  onPress: () => void
}): ReactElement => (
  <button
    type="button"
    className={look === 'plain' ? css.button : `${css.button} ${css[look]}`}
    disabled={isDisabled}
    onClick={onPress}
  >
    {icon !== undefined && <Icon name={icon} />}
    <span>{children}</span>
  </button>
)

/** A small round button of a bar. Its name is always there; `isWide` also shows it. */
export const RoundButton = ({
  name,
  icon,
  isWide = false,
  onPress,
}: {
  name: string
  icon: IconName
  isWide?: boolean
  onPress: () => void
}): ReactElement => (
  <button type="button" className={css.round} aria-label={isWide ? undefined : name} onClick={onPress}>
    <Icon name={icon} />
    {isWide && <span>{name}</span>}
  </button>
)

const noticeIcons = { good: 'yes', waits: 'info', fault: 'fault', plain: 'info' } as const

/** Something to know. `fault` and `waits` are said at once by a screen reader. */
export const Notice = ({
  kind = 'plain',
  children,
}: {
  kind?: keyof typeof noticeIcons
  children: ReactNode
}): ReactElement => (
  <div
    className={kind === 'plain' ? css.notice : `${css.notice} ${css[kind]}`}
    role={kind === 'fault' ? 'alert' : 'status'}
  >
    <Icon name={noticeIcons[kind]} />
    <div className={css.grow}>{children}</div>
  </div>
)

/** How far something is, with the words beside it. */
export const Progress = ({ label, done, of }: { label: string; done: number; of: number }): ReactElement => (
  <progress className={css.progress} aria-label={label} max={Math.max(1, of)} value={of === 0 ? 1 : done} />
)

/** A field with its name above it. Browsers keep nothing of what is typed (rule W4 holds here too). */
export const Field = ({
  label,
  hint,
  value,
  isLong = false,
  isSecret = false,
  maxLength,
  onChange,
}: {
  label: string
  hint?: string
  value: string
  isLong?: boolean
  isSecret?: boolean
  maxLength: number
  onChange: (value: string) => void
}): ReactElement => {
  const id = useId()
  const shared = {
    id,
    className: css.input,
    value,
    maxLength,
    dir: 'auto',
    autoComplete: 'off',
    autoCorrect: 'off',
    autoCapitalize: 'off',
    spellCheck: false,
    'aria-describedby': hint === undefined ? undefined : `${id}-hint`,
  } as const
  return (
    <label className={css.field} htmlFor={id}>
      <span>{label}</span>
      {hint !== undefined && (
        <small id={`${id}-hint`} className={css.dim}>
          {hint}
        </small>
      )}
      {isLong ? (
        <textarea
          {...shared}
          onChange={(event) => {
            onChange(event.target.value)
          }}
        />
      ) : (
        <input
          {...shared}
          type={isSecret ? 'password' : 'text'}
          onChange={(event) => {
            onChange(event.target.value)
          }}
        />
      )}
    </label>
  )
}

/** One of several that can be chosen; a tick says which, beside the colour. */
export const Choice = ({
  children,
  icon,
  isChosen,
  lang,
  onPress,
}: {
  children: ReactNode
  icon?: IconName
  isChosen: boolean
  lang?: string
  onPress: () => void
}): ReactElement => (
  <button type="button" className={css.choice} aria-pressed={isChosen} lang={lang} onClick={onPress}>
    {icon !== undefined && <Icon name={icon} />}
    <span className={css.grow}>{children}</span>
    {isChosen && (
      <span className={css.tick}>
        <Icon name="check" />
      </span>
    )}
  </button>
)

/** How far one is in a row of steps. */
export const Steps = ({ at, of, label }: { at: number; of: number; label: string }): ReactElement => (
  <div>
    <p className="aside">{label}</p>
    <div className={css.steps} aria-hidden="true">
      {Array.from({ length: of }, (_, step) => (
        <span key={step} data-done={step <= at || undefined} />
      ))}
    </div>
  </div>
)
