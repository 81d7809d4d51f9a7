-- One offer seen in two feeds is shown once: the others are withdrawn in favour of it, and come back if it leaves.
ALTER TABLE offers.offers
  ADD COLUMN duplicate_of uuid REFERENCES offers.offers (id),
  -- title, commune, contract and whole text as one hash; null where they are too little to compare
  ADD COLUMN twin_key text;
CREATE INDEX offers_twins ON offers.offers (twin_key) WHERE twin_key IS NOT NULL;
CREATE INDEX offers_duplicates ON offers.offers (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX offer_history_by_offer ON offers.offer_history (offer, id);

-- Communes of invented territories, which no gazetteer holds.
CREATE TABLE offers.added_communes (
  code text PRIMARY KEY,
  name text NOT NULL,
  department text NOT NULL,
  postal_codes text[] NOT NULL DEFAULT '{}',
  -- west, south, east, north in WGS84 degrees
  bounds double precision[] NOT NULL
);

-- A refused row that comes again keeps its line; a retry releases it or counts.
GRANT UPDATE ON ops.quarantine TO joka_offers;
