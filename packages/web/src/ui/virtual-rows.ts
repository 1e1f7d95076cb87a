import {
  useVirtualizer,
  useWindowVirtualizer,
  type Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/react-virtual'

type BoxOptions = Parameters<typeof useVirtualizer<HTMLElement, Element>>[0]
type WindowOptions = Pick<VirtualizerOptions<Window, Element>, 'count' | 'estimateSize' | 'overscan' | 'scrollMargin'>

/** Rows of a box that scrolls; see TanStack Virtual. */
export const useBoxRows = (options: BoxOptions): Virtualizer<HTMLElement, Element> =>
  // oxlint-disable-next-line react/incompatible-library -- the React Compiler is not used here; its functions may change identity
  useVirtualizer(options)

/** Rows that scroll with the page; see TanStack Virtual. */
export const useWindowRows = (
  options: Partial<WindowOptions> & Pick<WindowOptions, 'count' | 'estimateSize'>,
): Virtualizer<Window, Element> =>
  // oxlint-disable-next-line react/incompatible-library -- the React Compiler is not used here; its functions may change identity
  useWindowVirtualizer(options)
