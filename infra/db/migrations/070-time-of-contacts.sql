-- Time is an argument: what an act may see is decided by the instant of the act, not by the server's own clock.
DROP FUNCTION offers.contact_of(uuid);
CREATE FUNCTION offers.contact_of(asked uuid, at timestamptz) RETURNS TABLE (phone text, email text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = offers, pg_temp AS $$
  SELECT c.phone, c.email FROM offers.contacts c WHERE c.offer = asked AND c.expires_at > at
$$;
REVOKE ALL ON FUNCTION offers.contact_of(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION offers.contact_of(uuid, timestamptz) TO joka_game;

DROP FUNCTION offers.has_contact(uuid);
CREATE FUNCTION offers.has_contact(asked uuid, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = offers, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM offers.contacts c WHERE c.offer = asked AND c.expires_at > at)
$$;
REVOKE ALL ON FUNCTION offers.has_contact(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION offers.has_contact(uuid, timestamptz) TO joka_game;
