import { execFileSync } from 'node:child_process';
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Where a trouble strikes. */
export interface Place {
  /** A small file system of its own, where one is needed; a directory otherwise. */
  readonly root: string;
  /** The data directory in it. */
  readonly data: string;
}

/** Something that keeps a file from being written, for a while. */
export interface Trouble {
  readonly name: string;
  /** Whether it needs a file system of its own. */
  readonly isMounted: boolean;
  /** Whether services are open when it begins, or start in it. */
  readonly strikes: 'running services' | 'starting services';
  readonly begin: (place: Place) => void;
  readonly end: (place: Place) => void;
  /** What a service says to who starts it meanwhile; undefined when it may start. */
  readonly refusal?: RegExp;
}

const fill = (file: string): void => {
  const junk = openSync(file, 'a', 0o600);
  for (let size = 65_536; size > 0;) {
    try {
      writeSync(junk, Buffer.alloc(size));
    } catch {
      size = Math.floor(size / 2);
    }
  }
  closeSync(junk);
};

const junkIn = ({ root }: Place): string => join(root, 'junk');

const mount = (...args: ReadonlyArray<string>): void => {
  execFileSync('mount', args, { stdio: 'pipe' });
};

const SUFFIXES = ['', '-wal', '-shm'] as const;

const move = (from: string, to: string): void => {
  for (const suffix of SUFFIXES) renameSync(from + suffix, to + suffix);
};

const storeIn = ({ data }: Place): string => join(data, 'facture.db');

/** Holds the lock of writers, as another process may. */
const holders = new Map<string, DatabaseSync>();

const full = {
  isMounted: true,
  begin: (place: Place) => {
    fill(junkIn(place));
  },
  end: (place: Place) => {
    rmSync(junkIn(place));
  },
} as const;

const CANNOT_OPEN =
  /^error: \S+ cannot be opened: .+\. Check the directory given by --data or FACTURE_DATA\.$/m;

/** All that can happen to a file in a place that is not healthy. */
export const troubles: ReadonlyArray<Trouble> = [
  { name: 'full disk', strikes: 'running services', ...full },
  { name: 'full disk at the start', strikes: 'starting services', ...full, refusal: CANNOT_OPEN },
  {
    name: 'read-only file system',
    isMounted: true,
    strikes: 'starting services',
    begin: ({ root }) => {
      mount('-o', 'remount,ro', root);
    },
    end: ({ root }) => {
      mount('-o', 'remount,rw', root);
    },
    refusal: CANNOT_OPEN,
  },
  {
    name: 'read-only file',
    isMounted: true,
    strikes: 'starting services',
    begin: (place) => {
      mount('--bind', storeIn(place), storeIn(place));
      mount('-o', 'remount,ro,bind', storeIn(place));
    },
    end: (place) => {
      execFileSync('umount', [storeIn(place)], { stdio: 'pipe' });
    },
    refusal: CANNOT_OPEN,
  },
  {
    name: 'file taken away',
    isMounted: false,
    strikes: 'running services',
    begin: (place) => {
      move(storeIn(place), join(place.root, 'taken.db'));
    },
    end: (place) => {
      // A service that was started meanwhile made another file.
      for (const suffix of SUFFIXES) rmSync(storeIn(place) + suffix, { force: true });
      move(join(place.root, 'taken.db'), storeIn(place));
    },
  },
  {
    name: 'folder taken away',
    isMounted: false,
    strikes: 'running services',
    begin: ({ root, data }) => {
      renameSync(data, join(root, 'taken'));
    },
    end: ({ root, data }) => {
      rmSync(data, { recursive: true, force: true });
      renameSync(join(root, 'taken'), data);
    },
  },
  {
    name: 'log of the file taken away',
    isMounted: false,
    strikes: 'running services',
    begin: (place) => {
      renameSync(`${storeIn(place)}-wal`, join(place.root, 'taken-wal'));
    },
    end: (place) => {
      renameSync(join(place.root, 'taken-wal'), `${storeIn(place)}-wal`);
    },
  },
  {
    name: 'a file where the folder was',
    isMounted: false,
    strikes: 'starting services',
    begin: ({ root, data }) => {
      renameSync(data, join(root, 'taken'));
      closeSync(openSync(data, 'a'));
    },
    end: ({ root, data }) => {
      rmSync(data);
      renameSync(join(root, 'taken'), data);
    },
    refusal: CANNOT_OPEN,
  },
  {
    name: 'lock held by another for long',
    isMounted: false,
    strikes: 'running services',
    begin: (place) => {
      const database = new DatabaseSync(storeIn(place));
      database.exec('BEGIN IMMEDIATE');
      holders.set(place.data, database);
    },
    end: ({ data }) => {
      holders.get(data)?.close();
      holders.delete(data);
    },
  },
  {
    name: 'file locked for one alone at the start',
    isMounted: false,
    strikes: 'starting services',
    begin: (place) => {
      const database = new DatabaseSync(storeIn(place));
      database.exec(
        'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE',
      );
      holders.set(place.data, database);
    },
    end: ({ data }) => {
      holders.get(data)?.close();
      holders.delete(data);
    },
    refusal: CANNOT_OPEN,
  },
];
