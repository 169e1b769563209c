"""The engine on disk: Whoosh keeps postings and columns, its files are checked before they are opened.

`directory` is the folder and its note, `schema` the fields, `segments` the postings as arrays, `engine` the door; the
plan is carried out on the arrays by `archive.index.arrays`. No other room imports the library.
"""
