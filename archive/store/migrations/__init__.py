"""Changes of the schema, one file a revision, run when a store is opened (`archive.store.database`)."""
