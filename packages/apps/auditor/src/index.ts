export { commands } from './commands';
export { buildProgram } from './program';
