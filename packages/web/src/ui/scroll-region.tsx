import type { JSX, ReactNode, Ref } from 'react'

interface ScrollRegionProps {
  /** What is in it, for somebody who hears the page. */
  label: string
  className?: string | undefined
  ref?: Ref<HTMLElement>
  children: ReactNode
}

/** A box that may scroll and has nothing in it to press: it is reached by keyboard itself (WCAG 2.1.1). */
export const ScrollRegion = ({ label, className, ref, children }: ScrollRegionProps): JSX.Element => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without it a keyboard could not scroll it
  <section ref={ref} className={className} tabIndex={0} aria-label={label}>
    {children}
  </section>
)
