/** Most that is taken from one table; more is a mistake or meant to do harm. */
export const tableLimits = { columns: 1000, rows: 200_000, cells: 4_000_000, cellLength: 32_767 }

/** A row that holds anything, under the number that a spreadsheet shows beside it. */
export interface TableRow {
  number: number
  cells: string[]
}
