/** What the metadata of a stored event holds: that of the port, and the schema version. */
export interface EventMetadata {
  readonly schemaVersion: number;
  readonly metadata: string;
}

const IN_OBJECT = /^\{"\$schemaVersion":(\d{1,16})(?:,|(?=\s*\}))/;
const AROUND = /^\{"\$metadata":(.*),"\$schemaVersion":(\d{1,16})\}$/s;

/**
 * Writes the schema version into the metadata without touching a byte of it: as the first key of an
 * object, whose other keys the server's projections find where they know them, and around anything
 * else.
 */
export const writeMetadata = ({ schemaVersion, metadata }: EventMetadata): string => {
  const version = schemaVersion.toString();
  if (!metadata.startsWith('{')) return `{"$metadata":${metadata},"$schemaVersion":${version}}`;
  const rest = metadata.slice(1);
  const comma = /^\s*\}/.test(rest) ? '' : ',';
  return `{"$schemaVersion":${version}${comma}${rest}`;
};

/** Reads what {@link writeMetadata} wrote. Metadata of other writers is of schema version 1. */
export const readMetadata = (stored: string): EventMetadata => {
  const [start, inObject] = IN_OBJECT.exec(stored) ?? [];
  if (start !== undefined)
    return { schemaVersion: Number(inObject), metadata: `{${stored.slice(start.length)}` };
  const [, metadata, around] = AROUND.exec(stored) ?? [];
  return metadata === undefined
    ? { schemaVersion: 1, metadata: stored }
    : { schemaVersion: Number(around), metadata };
};
