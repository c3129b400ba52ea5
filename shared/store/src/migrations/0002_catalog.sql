CREATE INDEX event_catalog_changed ON event(hub, seq) WHERE kind = 'catalog_changed';
