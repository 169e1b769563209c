"""The pages for people, one blueprint a subject: search, document, bodies, years, types, about."""
