import type { ErrorSpec } from './registry.ts';

const ROW =
  'Ask the source to correct the row; after that, or after an update of Joka, retry it with `joka quarantine retry`.';

/** Failures of feeds: of a whole run, of a page, of one row. Row codes name page, row and field in `place`. */
export const FEED_ERRORS = {
  FEED_ORIGIN_UNREADABLE: {
    status: 422,
    kind: 'terminal',
    message: 'The feed {origin} cannot be read: {reason}.',
    remedy: 'Give a folder of recorded pages that exists on the machine of the worker, or a http(s) address.',
  },
  FEED_NO_PAGES: {
    status: 422,
    kind: 'terminal',
    message: 'The folder {origin} holds no page: no file named like offres.0-149.json.',
    remedy: 'Give the folder that holds the recorded pages; see ingest/feeds/francetravail/README.md.',
  },
  FEED_SOURCE_UNKNOWN: {
    status: 404,
    kind: 'terminal',
    message: 'There is no source {source}.',
    remedy: 'List the sources with `joka feed status`.',
  },
  FEED_RUN_UNKNOWN: {
    status: 404,
    kind: 'terminal',
    message: 'There is no feed run {run}.',
    remedy: 'List the runs with `joka feed status`.',
  },
  FEED_SOURCE_DIFFERS: {
    status: 409,
    kind: 'terminal',
    message: 'The source {source} already exists with another {field} ({found}, not {given}).',
    remedy: 'Leave the option out to keep what is recorded, or choose another --source id.',
  },
  FEED_NOT_CONFIGURED: {
    status: 422,
    kind: 'terminal',
    message: 'Reading {source} by HTTP needs {missing}.',
    remedy: 'Set the variable; credentials come from the source’s developer portal (francetravail.io).',
  },
  FEED_CREDENTIALS_REFUSED: {
    status: 502,
    kind: 'terminal',
    message: 'The token service of {source} refused the credentials: {reason}.',
    remedy: 'Check client id, secret and scope; they are never shown here.',
  },
  FEED_REQUEST_REFUSED: {
    status: 502,
    kind: 'terminal',
    message: '{source} answered {status} to {request}: {reason}.',
    remedy: 'Check the departments asked for; when they are right, the source has changed its rules.',
  },
  FEED_RATE_LIMITED: {
    status: 503,
    kind: 'transient',
    message: '{source} still answers 429 after {tries} waits.',
    remedy: 'Nothing: the run goes on by itself later from where it stands.',
  },
  FEED_SOURCE_UNAVAILABLE: {
    status: 503,
    kind: 'transient',
    message: '{source} did not answer {request}: {reason}.',
    remedy: 'Nothing: the run goes on by itself later from where it stands.',
  },
  FEED_PAGE_MISSING: {
    status: 500,
    kind: 'terminal',
    message: 'The kept page {key} of the run is gone from the object store.',
    remedy: 'Restore the objects from a backup, or ingest the source again.',
  },
  FEED_PAGE_NOT_JSON: {
    status: 422,
    kind: 'terminal',
    message: '{place}: not a page of offers: no JSON object with a list `resultats` ({reason}).',
    remedy: 'Record the page again; nothing can be read from this one.',
  },
  FEED_PAGE_TRUNCATED: {
    status: 422,
    kind: 'terminal',
    message: '{place}: the page ends in the middle of a row; the {rows} rows before were read.',
    remedy: 'Record the page again: the rows after the cut are unknown, so nothing is withdrawn in this run.',
  },
  FEED_ROW_NOT_JSON: {
    status: 422,
    kind: 'terminal',
    message: '{place}: the row is not valid JSON ({reason}).',
    remedy: ROW,
  },
  FEED_ROW_NOT_UTF8: {
    status: 422,
    kind: 'terminal',
    message: '{place}: the row holds bytes that are not UTF-8.',
    remedy: ROW,
  },
  FEED_ROW_NOT_OBJECT: {
    status: 422,
    kind: 'terminal',
    message: '{place}: the row is {found}, not an object.',
    remedy: ROW,
  },
  FEED_ROW_UNREADABLE: {
    status: 422,
    kind: 'terminal',
    message: '{place}: the row cannot be read ({reason}).',
    remedy: ROW,
  },
  FEED_ROW_CELLS: {
    status: 422,
    kind: 'terminal',
    message: '{place}: {cells} cells under {columns} columns.',
    remedy: 'Put quotes around cells that hold the delimiter or a line feed, and fill up short lines.',
  },
  FEED_ROW_CRASHED: {
    status: 422,
    kind: 'terminal',
    message: '{place}: the row broke the mapper ({reason}).',
    remedy: 'Report it with the place; the row is kept and is read again after an update.',
  },
  FEED_ROW_ELSEWHERE: {
    status: 422,
    kind: 'terminal',
    message: '{place}: the offer lies in {found}, outside the territory {territory}.',
    remedy: 'Check town and postal code; offers of other territories are published by their own advisers.',
  },
  FEED_FILE_EMPTY: {
    status: 422,
    kind: 'terminal',
    message: '{place}: the file holds no row.',
    remedy: 'Export the file again, with its line of headers.',
  },
  FEED_FILE_TOO_LARGE: {
    status: 413,
    kind: 'terminal',
    message: 'The file has more than {limit} rows.',
    remedy: 'Give it to the operator, who reads files of any size with `joka ingest mapped`.',
  },
  FEED_GZIP_BROKEN: {
    status: 422,
    kind: 'terminal',
    message: '{place}: the gzip stream is damaged or cut ({reason}); the rows before were read.',
    remedy:
      'Fetch the file again: the rows after the damage are unknown, so nothing is withdrawn in this run.',
  },
  FEED_GZIP_BOMB: {
    status: 422,
    kind: 'terminal',
    message: '{place}: unzips to more than {ratio} times its size.',
    remedy: 'Nothing is read beyond that. Tell the source; it is no feed of offers.',
  },
  FEED_ADDRESS_REFUSED: {
    status: 422,
    kind: 'terminal',
    message: 'The address {url} is not fetched: {reason}.',
    remedy:
      'Only public http(s) addresses are fetched; an operator may allow one in JOKA_FEEDS_PRIVATE_HOSTS.',
  },
  FEED_ANSWER_TOO_LARGE: {
    status: 422,
    kind: 'terminal',
    message: '{url} sent more than {limit} bytes.',
    remedy: 'Check the address: a feed of this size is read as a file.',
  },
  FEED_MAPPING_UNKNOWN: {
    status: 404,
    kind: 'terminal',
    message: 'There is no mapping {mapping}.',
    remedy: 'List them with `joka feed mappings`, or give the path of a mapping file.',
  },
  FEED_MAPPING_INVALID: {
    status: 422,
    kind: 'terminal',
    message: 'The mapping {mapping} is not valid at {field}: {reason}.',
    remedy: 'Correct the field; the format is described in ingest/feeds/mapped/README.md.',
  },
  FEED_ROW_REPEATED: {
    status: 422,
    kind: 'terminal',
    message: '{place}: the id {id} came before in this run with other content; the first one is kept.',
    remedy: 'Nothing when the offer changed during the sweep: the next run takes it. Else tell the source.',
  },
  FEED_FIELD_MISSING: {
    status: 422,
    kind: 'terminal',
    message: '{place}: the field is required and absent or empty.',
    remedy: ROW,
  },
  FEED_FIELD_TYPE: {
    status: 422,
    kind: 'terminal',
    message: '{place}: expected {expected}, found {found}.',
    remedy: ROW,
  },
  FEED_FIELD_TOO_LONG: {
    status: 422,
    kind: 'terminal',
    message: '{place}: {length} characters, more than the limit of {limit}.',
    remedy: ROW,
  },
  FEED_FIELD_DATE: {
    status: 422,
    kind: 'terminal',
    message: '{place}: not an instant between 1990 and 2100 in a format declared for the field.',
    remedy: ROW,
  },
  PLACE_UNKNOWN: {
    status: 422,
    kind: 'terminal',
    message: 'The code {code} is neither a commune nor a department of the gazetteer.',
    remedy: 'Give INSEE codes, such as 62510 (Liévin) or 62 (Pas-de-Calais), not postal codes.',
  },
  PLACES_FILE_UNKNOWN: {
    status: 422,
    kind: 'terminal',
    message: 'The file {file} is none of the official files that can be loaded.',
    remedy:
      'Give GeoJSON of communes, or a CSV with the header of one of: centres (code_insee, lat, lon), La Poste postal codes, INSEE movements or communes, a SIRENE extract (siret, codeCommuneEtablissement), ROME codes or names.',
  },
  PLACES_FILE_UNREADABLE: {
    status: 422,
    kind: 'terminal',
    message: 'The file {file} cannot be read: {reason}.',
    remedy: 'Check the path and that the file is whole; nothing of it was kept.',
  },
} as const satisfies Record<string, ErrorSpec>;
