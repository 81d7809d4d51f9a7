-- A run that a person has paused: nobody takes it up until it is resumed; what it has done stays.
ALTER TABLE ops.outbox ADD COLUMN paused_at timestamptz;
