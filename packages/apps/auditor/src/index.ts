export { commands } from './commands';
export type { AuditorCommand } from './command';
export { buildProgram } from './program';
export { run } from './run';
export type { Terminal } from './run';
export { readLines } from './verify/readLines';
export { readKey } from './verify/trust';
export { verifyFile } from './verify/verifyFile';
export type { Verifying } from './verify/verifyFile';
