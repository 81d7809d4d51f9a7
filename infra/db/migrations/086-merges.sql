-- Two offers that are, or may be, one: found by the machine, decided by it or by a person, and always undone as easily.
CREATE TABLE offers.merges (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- the pair, smaller id first
  one uuid NOT NULL REFERENCES offers.offers (id) ON DELETE CASCADE,
  two uuid NOT NULL REFERENCES offers.offers (id) ON DELETE CASCADE,
  relation text NOT NULL CHECK (relation IN ('duplicate', 'review', 'repost')),
  -- what holds: the machine's finding, or a person's word against or for it
  decision text CHECK (decision IN ('accepted', 'undone')),
  bits double precision NOT NULL,
  probability double precision NOT NULL,
  -- [{"feature", "level", "bits"}]: why
  evidence jsonb NOT NULL,
  found_at timestamptz NOT NULL,
  decided_at timestamptz,
  UNIQUE (one, two),
  CHECK (one < two)
);
CREATE INDEX merges_of_two ON offers.merges (two);
CREATE INDEX merges_to_review ON offers.merges (found_at) WHERE relation = 'review' AND decision IS NULL;
GRANT SELECT ON offers.merges TO joka_game, joka_ops;

ALTER TABLE offers.offers
  -- offers of one text and title in several communes: a campaign of several workplaces, not duplicates
  ADD COLUMN campaign text;
CREATE INDEX offers_campaign ON offers.offers (campaign) WHERE campaign IS NOT NULL AND state = 'open';
-- the key no longer holds commune and contract: it is the campaign's; rows get it when they next change
UPDATE offers.offers SET twin_key = NULL;

-- What an operator reads of a pair: both offers in short, and why.
CREATE VIEW offers.merge_lines AS
SELECT m.id, m.relation, m.decision, m.probability, m.evidence, m.found_at,
  a.id AS one, a.source AS one_source, a.title AS one_title, a.employer AS one_employer, a.place_label AS one_place,
  a.url AS one_url, a.duplicate_of IS NOT NULL AS one_hidden,
  b.id AS two, b.source AS two_source, b.title AS two_title, b.employer AS two_employer, b.place_label AS two_place,
  b.url AS two_url, b.duplicate_of IS NOT NULL AS two_hidden
FROM offers.merges m JOIN offers.offers a ON a.id = m.one JOIN offers.offers b ON b.id = m.two;
GRANT SELECT ON offers.merge_lines TO joka_ops, joka_offers;

-- A person's word on a pair: shown or hidden at once, kept against all later findings. False when there is no such pair.
CREATE FUNCTION offers.decide_merge(asked uuid, word text, at_instant timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = offers, pg_temp AS $$
DECLARE
  pair offers.merges;
  first uuid;
  other uuid;
BEGIN
  IF word NOT IN ('accepted', 'undone') THEN RAISE EXCEPTION 'no such decision'; END IF;
  UPDATE offers.merges SET decision = word, decided_at = at_instant WHERE id = asked RETURNING * INTO pair;
  IF pair.id IS NULL THEN RETURN false; END IF;
  SELECT o.id INTO first FROM offers.offers o WHERE o.id IN (pair.one, pair.two)
    ORDER BY (o.origin <> 'public'), o.created_at, o.id LIMIT 1;
  other := CASE WHEN first = pair.one THEN pair.two ELSE pair.one END;
  IF word = 'accepted' THEN
    UPDATE offers.offers SET state = 'withdrawn', duplicate_of = first
    WHERE id = other AND state = 'open'
      AND EXISTS (SELECT FROM offers.offers f WHERE f.id = first AND f.state = 'open');
    IF FOUND THEN
      -- what was shown through it follows it
      UPDATE offers.offers SET duplicate_of = first WHERE duplicate_of = other;
      INSERT INTO offers.offer_history (offer, at, change, reason)
      VALUES (other, at_instant, 'merged', 'a person: shown through ' || first);
    END IF;
  ELSE
    UPDATE offers.offers SET state = 'open', duplicate_of = NULL
    WHERE id IN (pair.one, pair.two) AND duplicate_of IN (pair.one, pair.two)
    RETURNING id INTO other;
    IF FOUND THEN
      INSERT INTO offers.offer_history (offer, at, change, reason)
      VALUES (other, at_instant, 'parted', 'a person parted them');
    END IF;
  END IF;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION offers.decide_merge(uuid, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION offers.decide_merge(uuid, text, timestamptz) TO joka_ops, joka_offers;
