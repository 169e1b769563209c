"""The tests, and the benchmarks beside them: a package, so that another one named `tests` cannot stand in its place."""
