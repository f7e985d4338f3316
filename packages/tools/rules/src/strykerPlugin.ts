interface NodePath {
  readonly node: { readonly type: string };
  toString(): string;
}

/** Spares Stryker the defaults that the types prove unreachable: no test can tell them apart. */
export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'unreachable',
    value: {
      shouldIgnore: (path: NodePath): string | undefined =>
        path.node.type === 'SwitchCase' && /^default:\s*return absurd\(/u.test(path.toString())
          ? 'The types close this default.'
          : undefined,
    },
  },
];
