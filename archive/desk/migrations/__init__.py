"""Changes of the desk's schema, one file a revision, run when the file is opened (`archive.desk.database`)."""
