import { incumbentBugs } from './incumbentBugs';
import type { PlantedBug } from './plantedBug';
import { sealingBugs } from './sealingBugs';
import { writingBugs } from './writingBugs';

/** All bugs that are planted, in the order in which they are listed. */
export const plantedBugs: ReadonlyArray<PlantedBug> = [
  ...incumbentBugs,
  ...writingBugs,
  ...sealingBugs,
];
