"""The ground floor: the one DuckDB file, and nothing about coaching."""
