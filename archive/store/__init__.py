"""The store of record: works, their former texts, captures, mentions and links, in SQLAlchemy Core.

Rooms in the order a document passes them: `database` (open, transactions), `identity` (which work is it), `editions`
(its texts), `addresses`, `documents` (put and get), `recording` (its mentions), `catalogue` (the authority table),
`settlement` and `sketches` (links and stubs of a number). For reading: `links`, `stubs`, `browse`, `captures`; for the
index, which is derived from here and may be thrown away, `waiting`.
"""
