export type {
  Fault,
  FaultTarget,
  Faults,
  Loss,
  Operation,
  OrderedFault,
  ReadFault,
} from './faults';
export { openInProcess, type InProcessOptions, type InProcessServer } from './inProcess';
export { startStandin, type Standin, type StandinOptions } from './startStandin';
