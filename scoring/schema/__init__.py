"""The scheme language as a JSON Schema, found by watching the reader: no second description that could fall behind."""
