"""What waits for the end of its reading: in order, with the bytes held, and where each is from."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.report import Outcome
from ingest.window import Begun, Window


def begun(origin: str, size: int = 0) -> Begun:
    return Begun(origin, "", lambda: Outcome(origin, "same"), size)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)) | st.none()))
def test_a_window_is_a_queue_that_knows_what_is_in_it(steps: list[tuple[str, int] | None]) -> None:
    """A pair puts a thing in, None takes one out; two things of one origin are two."""
    window, held = Window(), list[Begun]()
    for step in steps:
        if step:
            held.append(begun(*step))
            window.put(held[-1])
        elif held:
            assert window.take() is held.pop(0)
        assert len(window) == len(held)
        assert window.bytes == sum(one.size for one in held)
        assert [origin for origin in "abc" if origin in window] == sorted({one.origin for one in held})
