/** What the command tells the shell (rule X1): done; a fault; wrong usage; done, but something was refused or left out. */
export const EXIT = { done: 0, fault: 1, usage: 2, refused: 3 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
