/** A property that is checked, and when. */
export interface CheckedProperty {
  readonly property: number;
  readonly when: 'at every step' | 'in the end' | 'at every step and in the end';
  readonly what: string;
}

/** What a run checks of the properties of commands, state, history and audit. */
export const checkedProperties: ReadonlyArray<CheckedProperty> = [
  {
    property: 17,
    when: 'at every step',
    what: 'one event for a number and content, an id made of its command, the first answer again',
  },
  {
    property: 18,
    when: 'at every step',
    what: 'other content under a number is refused with what differs; what is refused is never written',
  },
  {
    property: 19,
    when: 'at every step',
    what: 'what is sent again after a lost answer writes nothing more',
  },
  {
    property: 20,
    when: 'at every step and in the end',
    what: 'no order is invoiced beyond its value, and none is refused what is left',
  },
  {
    property: 21,
    when: 'in the end',
    what: 'an order is invoiced exactly when its invoices sum to its value, at every revision',
  },
  {
    property: 22,
    when: 'at every step and in the end',
    what: 'what is invoiced stays so; returns that fit and tracking of what is there are taken',
  },
  {
    property: 23,
    when: 'at every step',
    what: 'each revision is written once, whoever races',
  },
  {
    property: 24,
    when: 'at every step',
    what: 'each line has its own units, amount and refunds, and is refused none that it has left',
  },
  {
    property: 26,
    when: 'at every step',
    what: 'a number is on one order, which holds its claim for as long as its document stands',
  },
  {
    property: 27,
    when: 'at every step and in the end',
    what: 'every event can be read; a live fold, one in two parts, and one of the store opened anew are the same',
  },
  {
    property: 28,
    when: 'in the end',
    what: 'every reader, whenever restarted, has the totals of a replay',
  },
  {
    property: 29,
    when: 'at every step and in the end',
    what: 'what was acknowledged is there, and the store opened anew has exactly what was written',
  },
  {
    property: 30,
    when: 'at every step and in the end',
    what: 'every signed checkpoint has the root of a naive tree and extends the one before; one sealer at a time; every event and every older size is proved, a changed proof is not',
  },
];
