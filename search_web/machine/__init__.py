"""The same answers for programs: JSON under /api/v1, errors as problem+json, read by anyone from anywhere."""
