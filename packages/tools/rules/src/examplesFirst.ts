interface TestFile {
  readonly path: string;
}

const isProperty = ({ path }: TestFile): number => (path.endsWith('.property.test.ts') ? 1 : 0);

/** Runs examples before properties, so that most mutants die within a second. */
export default class ExamplesFirst {
  sort<Test extends TestFile>(tests: ReadonlyArray<Test>): ReadonlyArray<Test> {
    return [...tests].sort((a, b) => isProperty(a) - isProperty(b) || a.path.localeCompare(b.path));
  }

  cacheResults(): void {
    // The order depends on names alone.
  }
}
