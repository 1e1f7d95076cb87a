export type * from './schemas/views.ts'
