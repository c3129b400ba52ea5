CREATE TABLE booking(
    hub TEXT NOT NULL, id TEXT NOT NULL, starts_at TEXT NOT NULL, code TEXT NOT NULL, body TEXT NOT NULL,
    is_cancelled INTEGER NOT NULL, person TEXT, is_person_forgotten INTEGER NOT NULL, PRIMARY KEY(hub, id)
) WITHOUT ROWID;
CREATE INDEX booking_starts_at ON booking(hub, starts_at);
CREATE INDEX booking_code ON booking(hub, code);
