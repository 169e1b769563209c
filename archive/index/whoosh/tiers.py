"""Which segments are to become one: the small ones together, so that few are left and each document moves few times."""

from collections.abc import Sequence

# A question looks into every segment (some 0.1 ms each), so there are not to be more than so many for long.
MOST = 8
# The next larger segment is taken along when it has not more than so many times the documents of those before it: so a
# document is written again only when what it stands in has grown by a half at least.
_ALONG = 2
# From so many documents on that are gone, of ten, a segment is written again without them.
_GONE = 5


def due(sizes: Sequence[int], live: Sequence[int]) -> tuple[int, ...]:
    """The places of the segments to be merged now, ascending; none when nothing is to be done.

    `sizes` are how many documents each segment has, `live` how many of these are still there.
    """
    if len(sizes) < MOST:
        return tuple(
            at for at, (size, held) in enumerate(zip(sizes, live, strict=True)) if 10 * (size - held) > _GONE * size
        )[:1]
    order = sorted(range(len(sizes)), key=lambda at: (live[at], at))
    taken, total = order[:2], sum(live[at] for at in order[:2])
    for at in order[2:]:
        if len(sizes) - len(taken) < MOST - 1 and live[at] > _ALONG * total:
            break
        taken.append(at)
        total += live[at]
    return tuple(sorted(taken))
