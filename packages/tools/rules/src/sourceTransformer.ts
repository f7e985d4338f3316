import swcJest from '@swc/jest';

const provenUnreachable = /^(\s*)default:(?=\s*return absurd\()/gmu;

/** Tells the coverage that a default answered by `absurd` is closed by the types already. */
export const markUnreachable = (source: string): string =>
  source.replace(provenUnreachable, '$1/* istanbul ignore next */ default:');

const swc = swcJest.createTransformer({
  jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
  module: { type: 'commonjs' },
});

/** How jest reads our source: swc strips the types; checking them is the work of `tsc -b`. */
export default {
  ...swc,
  process: (...[source, file, options]: Parameters<NonNullable<typeof swc.process>>) =>
    swc.process?.(markUnreachable(source), file, options),
};
