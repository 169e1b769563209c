"""The engine on disk: Whoosh keeps postings and columns, its files are checked before they are opened.

`directory` is the folder and its note, `schema` the fields, `segments` the postings as arrays, `ranking` the plan
carried out on them, `engine` the door. No other room imports the library.
"""
