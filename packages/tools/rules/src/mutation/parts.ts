/** Files that are mutated together, and the tests that must notice. */
export interface Part {
  readonly files: ReadonlyArray<string>;
  readonly tests: ReadonlyArray<string>;
}

const packageIn = (folder: string): Part => ({
  files: [`${folder}/src/**/*.ts`],
  tests: [`${folder}/src/**/!(arbitraries).test.ts`],
});

const contract = 'packages/stores/contract/src';
const adapter = 'packages/stores/eventstoredb/src';

/** What mutants must not survive in: the core, the handling of commands, the protocol of claims. */
export const parts: Readonly<Record<string, Part>> = {
  order: packageIn('packages/core/order'),
  projections: packageIn('packages/core/projections'),
  vtex: packageIn('packages/core/vtex'),
  proofs: packageIn('packages/core/proofs'),
  handling: {
    files: [
      'backoff',
      'eventId',
      'handle',
      'handleError',
      'loadOrder',
      'ordersAtHand',
      'strayClaims',
    ].map((name) => `${contract}/${name}.ts`),
    tests: [`${contract}/!(conformance|*.contract).test.ts`],
  },
  claims: {
    files: [`${adapter}/claim*.ts`],
    tests: [`${adapter}/claim*.test.ts`],
  },
};

/** What is mutated: files of a part, or only some of them, and never what tests are made of. */
export const mutated = (part: Part, files: ReadonlyArray<string> = part.files): Array<string> => [
  ...files,
  '!**/*.test.ts',
  '!**/testing/**',
  '!**/arbitraries/**',
  '!**/arbitraries.ts',
];
