import type { Envelope, Finding } from '@facture/proofs';

/** Tells whether a finding is about a range of the log in which an index is. */
export const covers = (finding: Finding, index: number): boolean => {
  if (!('from' in finding) || index < finding.from) return false;
  return index < ('to' in finding ? finding.to : Math.max(finding.expected, finding.found));
};

/** Tells whether a finding names the event that the bundle has at an index. */
export const names = (finding: Finding, index: number): boolean =>
  'logIndex' in finding && finding.logIndex === index;

/** Tells whether a finding says that the event is missing that was sealed at an index. */
export const misses = (finding: Finding, index: number, { stream, revision }: Envelope): boolean =>
  finding.type === 'LogIndexDiffers'
    ? finding.expected === index
    : finding.type === 'RevisionDiffers' &&
      finding.stream === stream &&
      finding.expected === revision;
