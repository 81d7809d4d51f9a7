-- Street plans that serve as base map where no tile set is configured: one GeoJSON per territory.
CREATE TABLE offers.base_maps (
  territory text PRIMARY KEY REFERENCES offers.territories (code),
  geojson jsonb NOT NULL,
  licence text NOT NULL,
  attribution text NOT NULL,
  -- where a new player's walk begins in the invented town, WGS84 degrees; a street corner, nobody's home
  start_lat double precision NOT NULL,
  start_lng double precision NOT NULL,
  -- said on every screen, export and picture of an invented town; null for a real one
  notice text
);

-- Shop windows with a poster that the demo's camera screen can offer instead of a file. Demo stores only.
CREATE TABLE offers.demo_windows (
  id text PRIMARY KEY,
  territory text NOT NULL REFERENCES offers.territories (code),
  shop text NOT NULL,
  street text NOT NULL,
  -- res 12, a shop's place
  place_cell text NOT NULL,
  lat double precision NOT NULL,
  lng double precision NOT NULL,
  object_key text NOT NULL
);
GRANT SELECT ON offers.base_maps, offers.demo_windows TO joka_game, joka_idp;

-- How far the generated town has been played through the API; one row, only in a demo store.
CREATE TABLE ops.demo_town (
  territory text PRIMARY KEY,
  variant text NOT NULL,
  seed text NOT NULL,
  -- the instant at which the first play ended: the town's eight weeks are the ones before it
  first_end timestamptz NOT NULL,
  played_until timestamptz NOT NULL,
  counts jsonb NOT NULL DEFAULT '{}'
);
