"""WARC files: the records this archive writes, the records of any crawler read strictly, and the archive made anew.

`writing` makes records, `records` reads files of any origin, `answers` takes HTTP answers apart, `found` lists what a
file of another crawler gives, `replay` rebuilds a store from kept bytes. The folder of kept bytes is `ingest.capture`.
"""
