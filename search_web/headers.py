"""What every answer says to the browser besides its content: what may be loaded, what is told to others, who may read.

Readers get no cookies and pages load nothing from elsewhere; these headers hold the pages to it.
"""

from flask import Flask, Response, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "script-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
MACHINE = "/api/"
YEAR_SECONDS = 31_536_000


def install(app: Flask) -> None:
    """Give every answer of the application its headers."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "interest-cohort=()"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if request.path.startswith(MACHINE):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    elif request.endpoint == "static" and "v" in request.args:
        # The address carries the digest of the file: another file has another address.
        response.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    else:
        response.headers.setdefault("Cache-Control", "no-cache")
    return response
