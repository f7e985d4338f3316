import type { Chance } from './chance';
import { resolved, type OpenApiDocument, type Schema } from './document';
import { edgyText } from './texts';

const MAX_ITEMS = 3;
const MAX_AMOUNT = 100_000;

const textFor = ({ pattern }: Schema, chance: Chance): string => {
  if (pattern?.includes('[Uu]') === true) return chance.pick(['Output', 'Input', 'OUTPUT']);
  if (pattern !== undefined) return chance.between(0, MAX_AMOUNT).toString();
  return chance.pick([
    'sku-1',
    'BRL',
    '2022-02-01',
    '2022-02-01T10:00:00-03:00',
    `T${chance.between(0, 99).toString()}`,
    edgyText(chance),
  ]);
};

const numberFor = ({ minimum = 0, maximum = MAX_AMOUNT }: Schema, chance: Chance): number =>
  chance.pick([
    minimum,
    maximum,
    chance.between(minimum, Math.min(maximum, minimum + MAX_AMOUNT)),
    Number.MAX_SAFE_INTEGER,
  ]);

/** Draws a value that a schema allows, where it tells: often at an edge of what it allows. */
export const schemaValue = (document: OpenApiDocument, schema: Schema, chance: Chance): unknown => {
  const { type, required = [], properties = {}, items = {}, ...rest } = resolved(document, schema);
  const [first = 'null', ...others] = [type ?? 'null'].flat();
  switch (chance.onceIn(3) ? chance.pick([first, ...others]) : first) {
    case 'string':
      return textFor(rest, chance);
    case 'integer':
    case 'number':
      return numberFor(rest, chance);
    case 'boolean':
      return chance.onceIn(2);
    case 'array':
      return Array.from({ length: chance.between(0, MAX_ITEMS) }, () =>
        schemaValue(document, items, chance),
      );
    case 'object':
      return Object.fromEntries(
        Object.entries(properties)
          .filter(([name]) => required.includes(name) || chance.onceIn(2))
          .map(([name, property]) => [name, schemaValue(document, property, chance)]),
      );
    default:
      return null;
  }
};
