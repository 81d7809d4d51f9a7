-- Asked at every request: as PL/pgSQL its plan is kept by the connection.
CREATE FUNCTION idp.session_of(hash text) RETURNS TABLE (
  account text, nickname text, role text, territory text, expires_at timestamptz,
  organisation uuid, organisation_name text, organisation_kind text, erased boolean
) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
    SELECT u.id, u.name, m.role, m.territory, s.expires_at, o.id, o.name, o.kind, false
    FROM idp.sessions s JOIN idp.users u ON u.id = s.user_id JOIN idp.memberships m ON m.account = u.id
         LEFT JOIN idp.organisations o ON o.id = m.organisation
    WHERE s.token = hash;
  IF FOUND THEN RETURN; END IF;
  RETURN QUERY
    SELECT NULL::text, NULL::text, NULL::text, NULL::text, NULL::timestamptz, NULL::uuid, NULL::text, NULL::text, true
    FROM idp.erased_sessions e WHERE e.token_sha256 = hash;
END $$;
REVOKE ALL ON FUNCTION idp.session_of(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION idp.session_of(text) TO joka_idp;

-- As in 003, planned once per connection instead of at every batch.
CREATE OR REPLACE FUNCTION vault.game_consents(player uuid, asked text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = vault, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT c.given FROM vault.link l JOIN vault.consents c ON c.account = l.account
                   WHERE l.domain = 'game' AND l.pid = player AND c.purpose = asked
                   ORDER BY c.id DESC LIMIT 1), false);
END $$;
