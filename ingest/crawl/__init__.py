"""The crawl of a source: from the start pages of a profile to documents in the archive, with manners and a memory.

`crawling` runs it, `spider` asks and hears, `frontier` remembers, `hosts` and `robots` are the manners.
"""
