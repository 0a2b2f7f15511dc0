"""The register: the only place that speaks SQL (SQLite with FTS5; the tables are in schema.sql).

Complete lists come from here, by exact conditions. To put PostgreSQL in its place, write this package again:
nothing outside it knows what a table is.
"""

from index.register.reading import Register
from index.register.writing import Identified, RegisterWriter

__all__ = ["Identified", "Register", "RegisterWriter"]
