"""The shapes of the answers of `/api/v1`, as models: what OpenAPI describes is what every answer is held to.

The values are made in `archive.ask.shapes` and its neighbours; a key that a model does not have is an error here, so
that the description can never fall behind.
"""
