"""Everything of an index as arrays: `postings` and `snapshot` hold it, `ranking` and `candidates` carry a plan out.

The engine on disk reads its segments into these arrays; `engine` builds them in memory, without any file.
"""
