"""Ingest: from a file or page somebody published to a document in the archive.

The steps and their order are in `ingest.pipeline`; the shapes that exist before a document are in `ingest.material`.
What a document is, and where it is kept, is the archive's own affair.
"""
