"""What opening a damaged ZIP may end in, for all who look into one: office files, archives, the guard.

Who meets it decides what that means: a refusal in words where the text is wanted, nothing where only marks are sought.
"""

import zipfile
import zlib

# RuntimeError is a member behind a password, and NotImplementedError, its child, an unknown way of packing.
DAMAGED_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
