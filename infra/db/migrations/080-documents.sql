-- A document longer than one object is kept as several, in order: part 0 and those that go on from it.
ALTER TABLE offers.raw_pages
  ADD COLUMN part int NOT NULL DEFAULT 0,
  -- what the server said it is, charset included; null for a file of a folder
  ADD COLUMN content_type text,
  -- rows of the document that are read: where reading goes on after a stop. On part 0 only.
  ADD COLUMN items_read int NOT NULL DEFAULT 0,
  -- false when the document was damaged or held fewer rows than it promised; null while it is not read to its end
  ADD COLUMN whole boolean;

-- What a scheduled run of the source reads, in the words of feed_runs.origin; null: only when someone asks.
ALTER TABLE offers.sources ADD COLUMN feed jsonb;
-- The rows of a run that were set aside, for whoever published the file.
CREATE INDEX feed_runs_by_source ON offers.feed_runs (source, started_at DESC);
