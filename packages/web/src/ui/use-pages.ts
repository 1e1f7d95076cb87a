import { useQueries, type QueryKey, type UseQueryResult } from '@tanstack/react-query'
import { useCallback } from 'react'

interface PageOfRows<T> {
  total: number
  rows: T[]
}

interface PagesOptions<T> {
  key: QueryKey
  pageSize: number
  /** Rows that are on the screen or close to it. */
  first: number
  last: number
  fetchPage: (offset: number, limit: number, signal: AbortSignal) => Promise<PageOfRows<T>>
  enabled?: boolean
}

export interface Pages<T> {
  /** The row, or undefined while its page is on the way. */
  rowAt: (index: number) => T | undefined
  /** Undefined until the first page came. */
  total: number | undefined
  error: Error | null
  retry: () => void
}

/** Reads a long list in pages by offset, only those that are looked at. Page 0 is always read: it tells how long the list is. */
export const usePages = <T>({ key, pageSize, first, last, fetchPage, enabled = true }: PagesOptions<T>): Pages<T> => {
  const wanted = new Set([0])
  for (let page = Math.floor(Math.max(0, first) / pageSize); page * pageSize <= Math.max(0, last); page += 1)
    wanted.add(page)
  const pages = [...wanted].toSorted((a, b) => a - b)
  const combine = useCallback(
    (results: UseQueryResult<PageOfRows<T>>[]) => ({
      pages: new Map(results.map((result, at) => [pages[at], result.data?.rows])),
      total: results.find((result) => result.data !== undefined)?.data?.total,
      error: results.find((result) => result.error !== null)?.error ?? null,
      retry: () => {
        for (const result of results) if (result.isError) void result.refetch()
      },
    }),
    // oxlint-disable-next-line react/exhaustive-deps -- the list of pages is its text
    [pages.join()],
  )
  const combined = useQueries({
    queries: pages.map((page) => ({
      queryKey: [...key, 'page', page],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchPage(page * pageSize, pageSize, signal),
      enabled,
    })),
    combine,
  })
  return {
    rowAt: (index) => combined.pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    total: combined.total,
    error: combined.error,
    retry: combined.retry,
  }
}
