"""The archive in the forms of others: one work or a list as a file; nothing here knows a request.

Which work or list is decided by the pages and by `machine`; a form takes values and gives bytes.
"""
