import * as E from 'fp-ts/Either';
import * as RA from 'fp-ts/ReadonlyArray';
import type * as RNEA from 'fp-ts/ReadonlyNonEmptyArray';
import { pipe } from 'fp-ts/function';

import type { Expectation } from './expectations';
import type { Json, JsonError, JsonMembers } from './json';

/**
 * A field that is not as it must be. `field` is a path such as `items[0].price`, `body` the whole
 * document; `received` is a short form of what came, null when nothing did.
 */
export interface FieldProblem {
  readonly field: string;
  readonly expected: Expectation;
  readonly received: string | null;
}

/** A document with every field that is not as it must be. */
export interface InvalidDocument {
  readonly type: 'InvalidDocument';
  readonly problems: RNEA.ReadonlyNonEmptyArray<FieldProblem>;
}

/** Why a document is refused before an order is asked. */
export type DocumentError = JsonError | InvalidDocument;

/** What was read, or everything that is wrong with it. */
export type Checked<A> = E.Either<RNEA.ReadonlyNonEmptyArray<FieldProblem>, A>;

/** How to read a value, and what it takes: it reads undefined from all else. */
export interface Reader<A> {
  readonly expected: Expectation;
  readonly read: (json: Json) => A | undefined;
}

type Fields = Readonly<Record<string, Checked<unknown>>>;

/** What fields are when nothing is wrong with any of them. */
type Read<F extends Fields> = {
  readonly [Name in keyof F]: F[Name] extends Checked<infer A> ? A : never;
};

/** Values that were read one by one, unless something is wrong with any of the others. */
const unless = <A>(wrong: ReadonlyArray<ReadonlyArray<FieldProblem>>, values: A): Checked<A> => {
  const problems = wrong.flat();
  return RA.isNonEmpty(problems) ? E.left(problems) : E.right(values);
};

/** Brings fields together; what is wrong with any of them is told. */
export function together<F extends Fields>(fields: F): Checked<Read<F>>;
export function together(fields: Fields): Checked<unknown> {
  const values: Record<string, unknown> = {};
  const wrong: Array<ReadonlyArray<FieldProblem>> = [];
  for (const [name, field] of Object.entries(fields))
    if (E.isRight(field)) values[name] = field.right;
    else wrong.push(field.left);
  return unless(wrong, values);
}

const MAX_SHOWN = 64;

/** Shortens a text to what a message can bear. */
export const shortened = (text: string): string =>
  text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN).toWellFormed()}…`;

const shown = (json: Json): string => {
  switch (json.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return json.value.toString();
    case 'number':
      return shortened(json.source);
    case 'string':
      return JSON.stringify(shortened(json.value));
    case 'array':
      return `an array of ${json.elements.length}`;
    case 'object':
      return 'an object';
  }
};

/** Says that a field is not as it must be. */
export const problem = (
  field: string,
  expected: Expectation,
  received: Json | undefined,
): Checked<never> =>
  E.left([{ field, expected, received: received === undefined ? null : shown(received) }]);

const NOTHING: Json = { kind: 'null' };

/** Reads a value that stands at a field, possibly nowhere: absent reads as null. */
export const readValue =
  (json: Json | undefined, field: string) =>
  <A>({ expected, read }: Reader<A>): Checked<A> => {
    const value = read(json ?? NOTHING);
    return value === undefined ? problem(field, expected, json) : E.right(value);
  };

/** An object and where it stands: the prefix of its fields. */
export interface Section {
  readonly members: JsonMembers;
  readonly prefix: string;
}

/** Reads a member of an object. */
export const readField = <A>(section: Section, name: string, reader: Reader<A>): Checked<A> =>
  readValue(section.members.get(name), `${section.prefix}${name}`)(reader);

/** A section that is not there: it has no members. */
export const noSection = (prefix: string): Section => ({ members: new Map(), prefix });

/** Opens an object that may be missing; then it has no members. */
export const openSection = (section: Section, name: string): Checked<Section> => {
  const json = section.members.get(name) ?? NOTHING;
  const prefix = `${section.prefix}${name}.`;
  if (json.kind === 'null') return E.right(noSection(prefix));
  return json.kind === 'object'
    ? E.right({ members: json.members, prefix })
    : problem(`${section.prefix}${name}`, 'object', json);
};

/** Reads each of a list; what is wrong with any of them is told. Linear, unlike a fold of pairs. */
const traverse = <A, B>(
  list: ReadonlyArray<A>,
  read: (element: A, index: number) => Checked<B>,
): Checked<ReadonlyArray<B>> => {
  const values: Array<B> = [];
  const wrong: Array<ReadonlyArray<FieldProblem>> = [];
  for (const [index, element] of list.entries()) {
    const found = read(element, index);
    if (E.isRight(found)) values.push(found.right);
    else wrong.push(found.left);
  }
  return unless(wrong, values);
};

/** Opens a list of objects that may be missing; then it is empty. */
export const openList = (section: Section, name: string): Checked<ReadonlyArray<Section>> => {
  const json = section.members.get(name) ?? NOTHING;
  const field = `${section.prefix}${name}`;
  if (json.kind === 'null') return E.right([]);
  if (json.kind !== 'array') return problem(field, 'list', json);
  return traverse(json.elements, (element, index) =>
    element.kind === 'object'
      ? E.right({ members: element.members, prefix: `${field}[${index}].` })
      : problem(`${field}[${index}]`, 'object', element),
  );
};

/** Reads each of a list of objects that may be missing, once all of them are objects. */
export const readList = <A>(
  section: Section,
  name: string,
  read: (element: Section) => Checked<A>,
): Checked<ReadonlyArray<A>> => {
  const elements = openList(section, name);
  return E.isLeft(elements) ? elements : traverse(elements.right, read);
};

/** Reads a document, which is an object. */
export const readDocument =
  <A>(read: (section: Section) => Checked<A>) =>
  (json: Json): E.Either<InvalidDocument, A> =>
    pipe(
      json.kind === 'object'
        ? read({ members: json.members, prefix: '' })
        : problem('body', 'document', json),
      E.mapLeft((problems) => ({ type: 'InvalidDocument', problems })),
    );
