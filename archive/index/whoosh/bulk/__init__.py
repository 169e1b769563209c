"""Filling an index by batches: documents become arrays of postings at once, and a segment is written in one go.

`inverting` takes the archive's documents with all their streams, `words` any text field of a schema of the library,
`bulk_writer` is the library's writer made of these.
"""
