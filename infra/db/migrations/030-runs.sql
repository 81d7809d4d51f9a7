-- A cause that comes while its work is already open must not be lost: the open row is marked, and the run begins again
-- before it closes. The lock makes two first causes of the same work see each other.
ALTER TABLE ops.outbox ADD COLUMN again int NOT NULL DEFAULT 0;

CREATE FUNCTION ops.outbox_again() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ops, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('outbox/' || NEW.kind || '/' || NEW.subject, 0));
  UPDATE ops.outbox SET again = again + 1 WHERE kind = NEW.kind AND subject = NEW.subject AND closed_at IS NULL;
  IF FOUND THEN RETURN NULL; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER outbox_again BEFORE INSERT ON ops.outbox FOR EACH ROW EXECUTE FUNCTION ops.outbox_again();

-- holder: who advances the run now; every write of a runner is refused when it is another. Only a run whose lease has
-- passed, or that waits, is taken over. The lease is the server's clock: it is about processes, not about facts.
ALTER TABLE ops.pipeline_runs
  ADD COLUMN holder text,
  ADD COLUMN lease_until timestamptz,
  ADD COLUMN again int NOT NULL DEFAULT 0;
CREATE INDEX signals_by_age ON ops.signals (at) WHERE consumed_at IS NULL;
CREATE INDEX pipeline_runs_running ON ops.pipeline_runs (holder) WHERE status = 'running';
