"""What the present address asks, handed on to another address: by a redirect, or to the next page of a list.

Parameters are anybody's words. Those that bear a name `url_for` itself listens to ("_external", "endpoint") are left
behind, else an address could steer where the answer leads, or break it.
"""

from flask import request

# Must be left behind: "endpoint", "_scheme", "_method". Must go on: "ngay", "con-tro", "q".
_OF_URL_FOR = "endpoint"


def asked(*named: str) -> dict[str, str]:
    """The first value of each parameter of the address, for `url_for`; the `named` ones are said by the caller."""
    return {
        name: value
        for name, value in request.args.items()
        if name not in named and name != _OF_URL_FOR and not name.startswith("_")
    }
