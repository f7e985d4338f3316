import type { OrderCommand } from '../commands';
import { AmountMinor } from '../money';
import type { Occasion } from './documents';
import type { RepeatIntent } from './intents';

const another = (amountMinor: AmountMinor): AmountMinor => {
  const more = amountMinor + 1;
  return AmountMinor.is(more) ? more : amountMinor;
};

/** Writes a command once more, for another occasion: unchanged, or changed as somebody means to. */
export const repeatOf = (
  command: OrderCommand,
  { change, text, tracking }: RepeatIntent,
  { commandId, at }: Occasion,
): OrderCommand => {
  switch (command.type) {
    case 'PlaceOrder': {
      const again = { ...command, commandId, at };
      if (change === 'value') return { ...again, valueMinor: another(command.valueMinor) };
      return change === 'items' ? { ...again, lines: command.lines.slice(1) } : again;
    }
    case 'AddDocument': {
      const again = { ...command, commandId, at };
      if (change === 'value') return { ...again, valueMinor: another(command.valueMinor) };
      if (change === 'items') return { ...again, items: command.items.slice(1) };
      if (change === 'text') return { ...again, invoiceUrl: text };
      return change === 'tracking' ? { ...again, tracking } : again;
    }
    case 'UpdateTracking':
      return { ...command, commandId, at, ...(change === 'tracking' ? { tracking } : {}) };
  }
};
