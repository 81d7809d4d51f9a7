-- Every change of an offer leaves a copy of what the study may use of it, in the transaction of the change and whatever
-- wrote it: a feed, a photo, a recruiter. No text, no contact, no employer: nothing personal.
CREATE FUNCTION offers.stage_offers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = offers, study, ops, pg_temp AS $$
BEGIN
  INSERT INTO study.staging (lake_table, person, territory, at, row)
  SELECT 'offers', NULL, coalesce(o.territory, 'none'), c.at, jsonb_build_object(
    'offer', o.id, 'change', c.change, 'source', o.source, 'origin', o.origin, 'contract', o.contract, 'rome', o.rome,
    'precision', o.precision, 'commune', o.commune, 'cell', o.cell, 'beginner', o.beginner,
    'createdAt', to_char(o.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'retrievedAt', to_char(o.retrieved_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
  FROM changed c JOIN offers.offers o ON o.id = c.offer;
  -- As in study.stage: a large feed does not wait for the quarter of an hour.
  IF (SELECT max(id) FROM study.staging) - (SELECT min(id) FROM study.staging) >= 200000 THEN
    INSERT INTO ops.outbox (kind, subject) VALUES ('lake-flush', 'all') ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER stage_offers AFTER INSERT ON offers.offer_history REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION offers.stage_offers();
