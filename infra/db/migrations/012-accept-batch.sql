-- Acknowledges a batch in one round trip: recognised, or kept with its work and the study's copy. The caller has
-- validated the rows, and commits. outcome: known (answer is the first one), differs, no_consent, taken.
CREATE FUNCTION game.accept_batch(
  by_player uuid, from_device uuid, with_seq bigint, sent timestamptz, received timestamptz, body text,
  kept jsonb, reply jsonb, in_territory text, fixes jsonb
) RETURNS TABLE (outcome text, answer jsonb)
LANGUAGE plpgsql AS $$
DECLARE known record;
BEGIN
  SELECT b.body_sha256, b.answer INTO known FROM game.batches b
  WHERE b.player = by_player AND b.device = from_device AND b.seq = with_seq;
  IF FOUND THEN
    -- after 72 h the hash goes with the dwells: any repeat is then answered as the first was
    RETURN QUERY SELECT CASE WHEN known.body_sha256 IN ('', body) THEN 'known' ELSE 'differs' END, known.answer;
    RETURN;
  END IF;
  IF NOT vault.game_consents(by_player, 'play_position') THEN
    RETURN QUERY SELECT 'no_consent', NULL::jsonb;
    RETURN;
  END IF;
  INSERT INTO game.batches (device, seq, player, sent_at, received_at, body_sha256, dwells, settled_at, answer)
  VALUES (from_device, with_seq, by_player, sent, received, body, kept,
          CASE WHEN jsonb_array_length(kept) = 0 THEN received END, reply)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    -- the same batch in two requests at once: the other one wrote it
    RETURN QUERY SELECT CASE WHEN b.body_sha256 IN ('', body) THEN 'known' ELSE 'differs' END, b.answer
      FROM game.batches b WHERE b.player = by_player AND b.device = from_device AND b.seq = with_seq;
    RETURN;
  END IF;
  IF jsonb_array_length(kept) > 0 THEN
    INSERT INTO ops.outbox (kind, subject, created_at) VALUES ('traces', by_player::text, received)
    ON CONFLICT DO NOTHING;
    PERFORM study.stage(by_player, 'fixes', in_territory, fixes);
  END IF;
  RETURN QUERY SELECT 'taken', reply;
END $$;
REVOKE ALL ON FUNCTION game.accept_batch(uuid, uuid, bigint, timestamptz, timestamptz, text, jsonb, jsonb, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION game.accept_batch(uuid, uuid, bigint, timestamptz, timestamptz, text, jsonb, jsonb, text, jsonb) TO joka_game;
