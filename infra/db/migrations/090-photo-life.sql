-- An ad seen again by another submission: raises confidence, names nobody. `mark` is a hash of the submission's id.
CREATE TABLE offers.sightings (
  offer uuid NOT NULL,
  mark text NOT NULL,
  day date NOT NULL,
  PRIMARY KEY (offer, mark)
);

-- A shop asked to take its ad down: hidden at once, looked at by a reviewer, and remembered for every later upload.
CREATE TABLE offers.tombstones (
  offer uuid PRIMARY KEY,
  territory text,
  lat double precision,
  lng double precision,
  title text NOT NULL,
  employer text,
  description text,
  -- hash of the number with the offer's id: it can be compared, not read
  phone_sha256 text,
  asked_at timestamptz NOT NULL,
  -- null until a reviewer looked; `restored` lifts it
  decision text CHECK (decision IN ('kept', 'restored')),
  decided_at timestamptz
);
CREATE INDEX tombstones_territory ON offers.tombstones (territory);
GRANT SELECT ON offers.sightings TO joka_game;
GRANT SELECT ON offers.tombstones TO joka_game;

-- Anyone may hide an offer that came from a photo, once; other offers are not the window's to hide.
CREATE FUNCTION offers.hide_photo_offer(asked uuid, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = offers, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM offers.tombstones t WHERE t.offer = asked AND t.decision IS DISTINCT FROM 'restored') THEN
    RETURN true;
  END IF;
  INSERT INTO offers.tombstones (offer, territory, lat, lng, title, employer, description, phone_sha256, asked_at)
  SELECT o.id, o.territory, o.lat, o.lng, o.title, o.employer, o.description,
         encode(sha256(convert_to(c.phone || o.id::text, 'UTF8')), 'hex'), moment
  FROM offers.offers o LEFT JOIN offers.contacts c ON c.offer = o.id
  WHERE o.id = asked AND o.origin = 'photo' AND o.state = 'open'
  ON CONFLICT (offer) DO UPDATE SET asked_at = excluded.asked_at, decision = NULL, decided_at = NULL;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE offers.offers SET state = 'withdrawn', updated_at = moment WHERE id = asked;
  DELETE FROM offers.contacts WHERE offer = asked;
  INSERT INTO offers.offer_history (offer, at, change, reason) VALUES (asked, moment, 'withdrawn', 'shop');
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION offers.hide_photo_offer(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION offers.hide_photo_offer(uuid, timestamptz) TO joka_game;

-- A reviewer's answer: it stays hidden, or it was not the shop and the offer returns without its contact.
CREATE FUNCTION offers.answer_hidden(asked uuid, restore boolean, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = offers, pg_temp AS $$
BEGIN
  UPDATE offers.tombstones SET decision = CASE WHEN restore THEN 'restored' ELSE 'kept' END, decided_at = moment
  WHERE offer = asked AND decision IS NULL;
  IF NOT FOUND THEN RETURN false; END IF;
  IF restore THEN
    UPDATE offers.offers SET state = 'open', updated_at = moment WHERE id = asked;
    INSERT INTO offers.offer_history (offer, at, change, reason) VALUES (asked, moment, 'returned', 'reviewer');
  END IF;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION offers.answer_hidden(uuid, boolean, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION offers.answer_hidden(uuid, boolean, timestamptz) TO joka_game;
