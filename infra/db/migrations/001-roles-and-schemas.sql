-- One schema and one role per domain: no role but the vault's can join a person across domains.
DO $$
DECLARE r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['joka_idp','joka_game','joka_study','joka_vault','joka_offers','joka_ops','joka_territory'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', r);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- roles are shared by the whole cluster
    END;
    EXECUTE format('GRANT %I TO CURRENT_USER', r);
  END LOOP;
END $$;

CREATE SCHEMA idp;
CREATE SCHEMA game;
CREATE SCHEMA study;
CREATE SCHEMA vault;
CREATE SCHEMA offers;
CREATE SCHEMA ops;

DO $$
DECLARE s text;
BEGIN
  FOREACH s IN ARRAY ARRAY['idp','game','study','vault','offers','ops'] LOOP
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', s, 'joka_' || s);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', s, 'joka_' || s);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE, SELECT ON SEQUENCES TO %I', s, 'joka_' || s);
  END LOOP;
END $$;

-- Facts of every domain write their outbox row and their signals in their own transaction.
GRANT USAGE ON SCHEMA ops TO joka_idp, joka_game, joka_study, joka_vault, joka_offers;
-- Players, the study and the public tables read offers; contacts are excluded below.
GRANT USAGE ON SCHEMA offers TO joka_game, joka_study, joka_idp, joka_ops;
