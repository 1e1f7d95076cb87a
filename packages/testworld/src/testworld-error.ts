/** Everything that the generator refuses, as a closed list. */
export type TestworldErrorCode = 'OPTION_INVALID' | 'FOLDER_NOT_EMPTY'

/** An error of this package: `code` is for programs, `message` is a sentence for the person who asked. */
export class TestworldError extends Error {
  readonly code: TestworldErrorCode

  constructor(code: TestworldErrorCode, message: string) {
    super(message)
    this.name = 'TestworldError'
    this.code = code
  }
}
