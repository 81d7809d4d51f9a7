-- Official files an operator loads: what, of which vintage, and how much of it was taken.
CREATE TABLE offers.reference_files (
  kind text NOT NULL CHECK (kind IN ('boundaries', 'centres', 'postal-codes', 'merged', 'sirene', 'trade-codes', 'trade-names')),
  -- one file of several of a kind, such as a region's
  part text NOT NULL,
  vintage text NOT NULL,
  sha256 text NOT NULL,
  rows int NOT NULL,
  refused int NOT NULL,
  loaded_at timestamptz NOT NULL,
  PRIMARY KEY (kind, part)
);

-- Outlines of communes: MultiPolygon coordinates as in GeoJSON, WGS84 degrees.
CREATE TABLE offers.commune_shapes (
  code text PRIMARY KEY,
  part text NOT NULL,
  -- west, south, east, north
  bounds double precision[] NOT NULL,
  polygons jsonb NOT NULL
);

-- A point inside each commune, WGS84 degrees.
CREATE TABLE offers.commune_centres (
  code text PRIMARY KEY,
  part text NOT NULL,
  lat double precision NOT NULL,
  lng double precision NOT NULL
);

CREATE TABLE offers.commune_postal_codes (
  code text NOT NULL,
  postal_code text NOT NULL,
  part text NOT NULL,
  PRIMARY KEY (code, postal_code)
);

-- Communes that are part of another one today.
CREATE TABLE offers.commune_mergers (
  code text PRIMARY KEY,
  into_code text NOT NULL,
  name text,
  part text NOT NULL
);

-- Establishments of an extract of SIRENE: where an employer of a commune has its door.
CREATE TABLE offers.establishments (
  siret text PRIMARY KEY,
  part text NOT NULL,
  commune text NOT NULL,
  -- names it goes by, without legal form, case and accents
  names text[] NOT NULL,
  address text,
  lat double precision,
  lng double precision
);
CREATE INDEX establishments_of_commune ON offers.establishments (commune);
GRANT SELECT ON offers.reference_files, offers.commune_shapes, offers.commune_centres TO joka_game;
