-- How many connections of processes that do the pipelines' work there are now: a dead one's connections end with it.
CREATE FUNCTION ops.workers_connected() RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(*)::int FROM pg_stat_activity
  WHERE datname = current_database() AND application_name LIKE 'joka:worker%'
$$;
REVOKE ALL ON FUNCTION ops.workers_connected() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ops.workers_connected() TO joka_ops;
