"""The desk: pages for clerks who signed in; everything that changes anything passes through here.

Rooms: `doors` (who may come in, and from which form), `sign_in`, and a page each for what clerks do.
"""
