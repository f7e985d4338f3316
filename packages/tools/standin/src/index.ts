export type {
  Fault,
  FaultTarget,
  Faults,
  Loss,
  Operation,
  OrderedFault,
  ReadFault,
} from './faults';
export { startStandin, type Standin, type StandinOptions } from './startStandin';
