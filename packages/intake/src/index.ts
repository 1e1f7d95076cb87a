export { deriveMissing, rebuild } from './derive-source.ts'
export { IntakeError, type IntakeErrorCode, type Refused } from './error.ts'
export { filesFromPaths, type IncomingFile } from './files-from-paths.ts'
export { importFiles, type ImportReceipt } from './import-files.ts'
export { mediaTypeOf } from './media-type.ts'
export type { Progress, RunOptions, Stage } from './progress.ts'
export type { SourceDetails } from './receive-files.ts'
export {
  importPeopleCsv,
  previewPeopleCsv,
  type PeopleMapping,
  type PeoplePreview,
  type PeopleReceipt,
} from './people-csv.ts'
export { peopleFields, type PeopleField } from './people-fields.ts'
