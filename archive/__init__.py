"""The archive: what a work is, how it is cited, kept, indexed and asked for.

It knows neither the network nor web pages: `ingest` brings documents in, `search_web` shows them, and both stand on
this package. Start reading at `archive.works.document`, the shapes everything else speaks of.
"""
