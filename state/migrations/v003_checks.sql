-- What a run's checks said, as a list, and when they were asked; null for a run that asked none.

ALTER TABLE deployment ADD COLUMN checks TEXT CHECK (json_type(checks) = 'array');
ALTER TABLE deployment ADD COLUMN checked_at INTEGER CHECK ((checked_at IS NULL) = (checks IS NULL));
