import type { OrderEntry } from '@facture/projections';

/** Everything that the shell says, in one language. */
export interface Words {
  readonly language: string;
  readonly toContent: string;
  readonly home: string;
  readonly preferences: string;
  readonly darkScheme: string;
  readonly lightScheme: string;
  readonly signOut: string;
  readonly loading: string;
  readonly again: string;
  readonly session: {
    readonly title: string;
    readonly about: string;
    readonly appKey: string;
    readonly token: string;
    readonly submit: string;
    readonly where: string;
    readonly keeping: string;
    readonly ended: string;
  };
  readonly search: {
    readonly title: string;
    readonly label: string;
    readonly submit: string;
    readonly recent: string;
    readonly noneYet: string;
    readonly howToPlace: string;
    readonly found: (count: number, sought: string) => string;
    readonly nothing: (sought: string) => string;
    readonly nothingRemedy: string;
    readonly worth: string;
    readonly changed: string;
    readonly status: Readonly<Record<OrderEntry['status'], string>>;
  };
  readonly notFound: { readonly title: string; readonly about: string };
  readonly complaint: {
    readonly wrongKey: string;
    readonly missingResource: string;
    readonly unsendable: string;
    readonly away: string;
    readonly busy: (seconds: number) => string;
    readonly noSuchAnswer: string;
    readonly refused: (message: string) => string;
  };
}
