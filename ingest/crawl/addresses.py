"""Web addresses: one spelling for each page, the pattern of pages that are alike, and which IP addresses are public.

Session ids, tracking parameters, fragments and default ports say nothing of what is shown. The address that is asked
for keeps the order of its parameters; the key it is known by does not.
"""

import hashlib
import re
from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string

# Names of parameters that carry a session or a campaign on any portal; a profile adds its own.
_SESSION = frozenset({"phpsessid", "jsessionid", "aspsessionid", "asp.net_sessionid", "cfid", "cftoken", "sessionid"})
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|zarsrc|zalo_\w+|_ga|mc_[ce]id|spm")
# Sessions in the path: "/tin;jsessionid=1A2B" and ASP.NET's "/(S(abc123))/tin". Must not: "/nghi-quyet-(so-5)/".
_PATH_SESSION = re.compile(r";jsessionid=[^/?#]*|/\(S\([a-z0-9]{8,40}\)\)(?=/)", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical(url: str, session_parameters: Sequence[str] = ()) -> str:
    """The address to ask for; "" for one that cannot be asked: another scheme, a user name in it, no host, a bad port.

    Path and query keep their spelling, but for dot segments, sessions, and what a browser would escape.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme.lower() not in _DEFAULT_PORTS or not host or parts.username is not None:
        return ""
    dropped = {name.lower() for name in session_parameters} | _SESSION
    kept = [
        part for part in parts.query.split("&") if part and not _is_dropped(part.partition("=")[0].lower(), dropped)
    ]
    place = host if port in (None, _DEFAULT_PORTS[parts.scheme.lower()]) else f"{host}:{port}"
    path = _PATH_SESSION.sub("", parts.path) or "/"
    if "/." in path:
        path = urlsplit(urljoin("http://host/", "/" + path.lstrip("/"))).path
    return str(safe_url_string(urlunsplit((parts.scheme.lower(), place, path, "&".join(kept), ""))))


def _is_dropped(name: str, dropped: set[str]) -> bool:
    return name in dropped or _TRACKING.fullmatch(name) is not None


def key_of(url: str) -> str:
    """What an address is known by: the digest of its one spelling, parameters in order of their names."""
    return hashlib.sha256(canonicalize_url(url).encode()).hexdigest()


def pattern_of(url: str) -> str:
    """The address with every figure as 0: what all pages of a list, all months of a calendar share."""
    return re.sub(r"\d+", "0", url)


def host_of(url: str) -> str:
    """Host and port as a profile lists them."""
    return urlsplit(url).netloc.lower()


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open network: not private, loopback, link-local, shared or reserved."""
    found = ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast


def is_literal(host: str) -> bool:
    """Whether a host is written as an IP address, with or without a port."""
    try:
        ip_address(host.rsplit(":", 1)[0].strip("[]") if host.count(":") == 1 else host.strip("[]"))
    except ValueError:
        return False
    return True
