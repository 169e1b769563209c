"""The desk's own file: who may sign in, what readers report, what is followed, what was sought and not found.

Nothing of the archive itself is kept here, and nothing here says who read what. `accounts` and `sign_in` know people;
`audit` what they did; `mistakes`, `misses`, `following` what readers and clerks leave.
"""
