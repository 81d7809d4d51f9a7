-- Whether an offer has a contact may be known to all; the contact itself is served by offers.contact_of, for one act.
CREATE FUNCTION offers.has_contact(asked uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = offers, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM offers.contacts c WHERE c.offer = asked AND c.expires_at > now())
$$;
REVOKE ALL ON FUNCTION offers.has_contact(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION offers.has_contact(uuid) TO joka_game;
