/** Arrows point inward: apps → stores → core; tools → anything; nothing → tools. */
const test = '\\.test\\.ts$|/src/testing/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'core-depends-on-core-only',
      comment: 'The core knows no store, no app and no tool.',
      severity: 'error',
      from: { path: '^packages/core/' },
      to: { path: '^packages/(?!core/)' },
    },
    {
      name: 'stores-depend-on-stores-and-core-only',
      comment: 'A store serves apps; it does not know them. Its tests may use tools.',
      severity: 'error',
      from: { path: '^packages/stores/', pathNot: test },
      to: { path: '^packages/(?!core/|stores/|tools/)' },
    },
    {
      name: 'apps-depend-on-no-app-but-the-client',
      comment: 'An app stands alone, and calls another through the client. Its tests may start it.',
      severity: 'error',
      from: { path: '^packages/apps/([^/]+)/', pathNot: test },
      to: { path: '^packages/apps/', pathNot: '^packages/apps/($1|client)/' },
    },
    {
      name: 'nothing-depends-on-tools',
      comment:
        'Tools look at everything; what is shipped never needs them. Tests outside the core may.',
      severity: 'error',
      from: { path: '^packages/(?!tools/)', pathNot: `^packages/(?!core/).*(${test})` },
      to: { path: '^packages/tools/' },
    },
    {
      name: 'core-imports-fp-ts-and-io-ts-only',
      comment: 'The core has no other dependency; arbitraries may use fast-check.',
      severity: 'error',
      from: { path: '^packages/core/', pathNot: `${test}|/arbitraries` },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-optional', 'npm-no-pkg'],
        pathNot: 'node_modules/(fp-ts|io-ts)/|^packages/core/',
      },
    },
    {
      name: 'core-has-no-built-ins',
      comment: 'The core does no input or output, reads no clock and draws no chance.',
      severity: 'error',
      from: { path: '^packages/core/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing-depends-on-tests',
      comment: 'What is shipped does not import a test or its fixtures.',
      severity: 'error',
      from: { pathNot: test },
      to: { path: test },
    },
    {
      name: 'packages-meet-at-their-exports',
      comment: 'A package is imported by its name, never by a path into its folder.',
      severity: 'error',
      from: { path: '^packages/([^/]+/[^/]+)/' },
      to: { path: '^packages/', pathNot: '^packages/$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle has no first file to read.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'could-not-resolve',
      comment: 'Declare the dependency in the package.json of the package that imports it.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@facture/source', 'types', 'import', 'require', 'node', 'default'],
    },
  },
};
