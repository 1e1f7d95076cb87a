import { tableWords, type PeoplePreview, type PeopleReceipt } from '@homeward/intake'
import type { PeopleImportPreview, PeopleImportResult } from './schemas/views.ts'

/** What is said about rows, by its codes (rule S72). */
function problemViews(problems: PeoplePreview['problems']): PeopleImportPreview['problems'] {
  return problems.map(({ row, problem }) => ({ row, problem: tableWords.read(problem) }))
}

/** A preview of a table of people, with everything that is said about it by codes. */
export function tablePreviewView({ table, fields, problems, plan, ...preview }: PeoplePreview): PeopleImportPreview {
  return {
    ...preview,
    table: { ...table, remarks: table.remarks.map((remark) => tableWords.read(remark)) },
    fields: [...fields],
    problems: problemViews(problems),
    plan: plan.map(({ reason, ...row }) => ({
      ...row,
      ...(reason === undefined ? {} : { reason: tableWords.read(reason) }),
    })),
  }
}

/** What became of its rows, likewise. */
export function tableReceiptView({ refused, problems, remarks, ...receipt }: PeopleReceipt): PeopleImportResult {
  return {
    ...receipt,
    refused: refused.map(({ reason, ...row }) => ({ ...row, reason: tableWords.read(reason) })),
    problems: problemViews(problems),
    remarks: remarks.map((remark) => tableWords.read(remark)),
  }
}
