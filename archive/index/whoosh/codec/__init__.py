"""The library's codec over arrays: a segment is one mapped file, which its own searcher and ours read alike.

`array_codec` names the parts; `index_writer` and `array_index` are the library's writer and index with commits that
survive a crash and merging that works on whole arrays.
"""
