"""The citation map of a work, from the neighbourhood in the store to a drawing of boxes and lines.

Rooms in the order of the work: `strands` says what a relation looks like and is called, `lanes` where a work stands,
`boxes` which works are drawn by themselves and which together, `columns` and `grid` where every box is put, `routes`
how lines run between them, `drawing` puts all together. Nothing here reads the store; `search_web.pages.map` does.
"""
