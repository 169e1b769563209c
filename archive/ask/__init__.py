"""Asking the archive: the answer to a query (`answer`), with why (`reasons`), from where (`catalogue`) and `snippet`.

A page or a command line shows what is made here; nothing here knows either.
"""
