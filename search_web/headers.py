"""What every answer says to the browser besides its content: what may be loaded, what is told to others, who may read.

Readers get no cookies and pages load nothing from elsewhere; these headers hold the pages to it. Words go over the line
compressed, but not where a page carries what must stay secret: the length of a compressed page can betray it.
"""

from functools import partial

from flask import Flask, Response, request
from flask_compress import Compress

from search_web.language import language

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
# Pages of signed-in people: their forms carry tokens beside words that were sent to them.
SECRET = ("/ban-lam-viec", "/theo-doi")
# 37 kB of results: brotli 4 makes 7.0 kB of them in 0.8 ms, brotli 5 6.5 kB in 1.5 ms, gzip 6 6.9 kB in 0.7 ms.
COMPRESSED = {
    "COMPRESS_REGISTER": False,
    "COMPRESS_ALGORITHM": ["br", "gzip"],
    "COMPRESS_ALGORITHM_STREAMING": ["gzip"],  # of the two libraries called brotli one has no streams
    "COMPRESS_BR_LEVEL": 4,
    "COMPRESS_MIMETYPES": [
        "text/html",
        "text/css",
        "text/plain",
        "text/csv",
        "text/xml",
        "text/javascript",
        "application/atom+xml",
        "application/json",
        "application/ld+json",
        "application/problem+json",
        "application/opensearchdescription+xml",
        "application/xml",
        "application/x-ndjson",
        "image/svg+xml",
    ],
}


def install(app: Flask) -> None:
    """Give every answer of the application its headers, and send its words compressed."""
    app.config.update(COMPRESSED)
    compress = Compress(app)
    app.after_request(partial(_compressed, compress))  # asked last: behind it nobody changes the words
    app.after_request(_add)


def _compressed(compress: Compress, response: Response) -> Response:
    if request.path.startswith(SECRET) or "Set-Cookie" in response.headers:
        return response
    if request.endpoint == "static":
        response.direct_passthrough = False
        response.get_data()  # a small file is one piece, no stream
    return compress.after_request(response)


def _add(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "interest-cohort=()"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if request.path.startswith(MACHINE):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    elif request.endpoint == "static" and "v" in request.args and response.status_code in (200, 304):
        # The address carries the digest of the file: another file has another address.
        response.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    else:
        response.headers.setdefault("Cache-Control", "no-cache")
    if response.mimetype == "text/html" and request.endpoint != "originals.original":
        response.headers.setdefault("Content-Language", language())
    return response
